package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An eventID that is a UUID with capital letters. The event is stored with it in lower case, so that one UUID is one
 * event. A log of a version before 0.3.0 may hold the event with its capitals; it keeps them.
 */
final class CapitalUuid {
    private CapitalUuid() {}

    static boolean isIn(StagedEntry.Event event) {
        return !CanonicalUri.eventID(event.eventID()).equals(event.eventID());
    }

    /**
     * The event with the eventID under which the log holds it, or is to hold it.
     *
     * @param holds whether the log holds the event of a stream
     */
    static StagedEntry.Event asLogged(StagedEntry.Event event, UUID organisation, Predicate<UUID> holds) {
        return isIn(event) && !holds.test(LogStreams.event(organisation, event.eventID()))
                ? inLowerCase(event, organisation)
                : event;
    }

    static StagedEntry.Event inLowerCase(StagedEntry.Event event, UUID organisation) {
        return event.renamed(organisation, CanonicalUri.eventID(event.eventID()), event.warnings());
    }
}
