package io.lotledger.ingest.capture.masterdata;

import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Reads what everything in the log says of places and products: from the projected table, and from the log what the table does not hold
 * yet. The cost does not grow with the number of versions.
 */
public final class CurrentDescriptions {
    private final ProjectedDescriptions projected;
    private final LogReader log;

    public CurrentDescriptions(ProjectedDescriptions projected, LogReader log) {
        this.projected = projected;
        this.log = log;
    }

    /** The descriptions as of the head of the log. */
    public Reading read(UUID organisation, Collection<Subject> subjects) {
        Reading reading = new Reading(organisation, Set.copyOf(subjects));
        reading.catchUp();
        return reading;
    }

    /** Descriptions as of a position of the log. */
    public final class Reading {
        private final UUID organisation;
        private final Set<Subject> subjects;
        private final Map<Subject, Description> descriptions;
        private long position;

        private Reading(UUID organisation, Set<Subject> subjects) {
            this.organisation = organisation;
            this.subjects = subjects;
            ProjectedDescriptions.Found found = projected.descriptions(organisation, subjects);
            this.descriptions = new HashMap<>(found.descriptions());
            this.position = found.upTo();
        }

        /** Adds what the log has got since. */
        public void catchUp() {
            long head = log.head();
            while (position < head) {
                LogReader.Run run = log.read(position, head);
                run.entries().forEach(entry -> {
                    if (entry.payload() instanceof MasterDataCaptured version) add(version);
                });
                position = run.upTo();
            }
        }

        private void add(MasterDataCaptured version) {
            if (!version.organisation().equals(organisation)) return;
            Subject subject = Subject.of(version.vocabulary(), version.id());
            if (subjects.contains(subject))
                descriptions.put(subject, of(subject).and(version));
        }

        /** {@link Description#NONE} if nobody has described it. */
        public Description of(Subject subject) {
            return descriptions.getOrDefault(subject, Description.NONE);
        }
    }
}
