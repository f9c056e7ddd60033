package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.staging.EventNormalizer;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.event.EventJson;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An error declaration whose correctiveEventIDs are not in order, have capital letters or are compact IRIs. Its stream says
 * none of these. A log of an earlier version may hold it under a stream of the ids as they were sent.
 */
final class DeclarationAsSent {
    private DeclarationAsSent() {}

    /** The streams that earlier versions gave the declaration, without its own. */
    static Set<UUID> streams(StagedEntry.Event event, UUID organisation) {
        if (!event.isDeclaration()) return Set.of();
        Set<UUID> streams =
                EventNormalizer.earlierStreams(organisation, EventJson.tree(event.document()), event.eventID());
        streams.remove(event.stream());
        return streams;
    }

    /**
     * The stream under which the log holds the event, or is to hold it.
     *
     * @param holds whether the log holds the event of a stream
     */
    static UUID logged(StagedEntry.Event event, UUID organisation, Predicate<UUID> holds) {
        return streams(event, organisation).stream().filter(holds).findFirst().orElse(event.stream());
    }
}
