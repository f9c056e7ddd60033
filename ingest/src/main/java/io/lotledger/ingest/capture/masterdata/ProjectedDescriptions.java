package io.lotledger.ingest.capture.masterdata;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Looks up what projected master data says. */
public interface ProjectedDescriptions {
    /** What projected master data of the organisation says of each subject, in one query. */
    Found descriptions(UUID organisation, Collection<Subject> subjects);

    /**
     * @param descriptions without subjects that nobody has described
     * @param upTo the log position up to which they hold
     */
    record Found(Map<Subject, Description> descriptions, long upTo) {}
}
