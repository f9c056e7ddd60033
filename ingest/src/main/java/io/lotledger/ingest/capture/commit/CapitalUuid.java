package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An eventID that is a UUID with capital letters. The event is staged and stored with it in lower case, so that one UUID is one
 * event. A log of a version before 0.3.0 may hold the event with its capitals; it keeps them.
 */
final class CapitalUuid {
    private CapitalUuid() {}

    static boolean isIn(StagedEntry.Event event) {
        return event.earlier().capitalID() != null;
    }

    /**
     * The event with the eventID under which the log holds it, or is to hold it.
     *
     * @param holds whether the log holds the event of a stream
     */
    static StagedEntry.Event asLogged(StagedEntry.Event event, UUID organisation, Predicate<UUID> holds) {
        String capitalID = event.earlier().capitalID();
        return capitalID != null && holds.test(LogStreams.event(organisation, capitalID))
                ? event.renamed(organisation, capitalID, event.warnings())
                : event;
    }
}
