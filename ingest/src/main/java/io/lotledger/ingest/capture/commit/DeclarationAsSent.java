package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.staging.StagedEntry;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An error declaration whose correctiveEventIDs are not in order, have capital letters or are compact IRIs. Its stream says
 * none of these. A log of an earlier version may hold it under a stream of the ids as they were sent.
 */
final class DeclarationAsSent {
    private DeclarationAsSent() {}

    /**
     * The stream under which the log holds the event, or is to hold it.
     *
     * @param holds whether the log holds the event of a stream
     */
    static UUID logged(StagedEntry.Event event, Predicate<UUID> holds) {
        return event.earlier().declarations().stream().filter(holds).findFirst().orElse(event.stream());
    }
}
