package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.staging.EventNormalizer;
import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.event.EventJson;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * An error declaration whose correctiveEventIDs are not in order or have capital letters. Its stream says neither. A log of
 * a version before 0.3.0 may hold it under a stream of the ids as they were sent.
 */
final class DeclarationAsSent {
    private DeclarationAsSent() {}

    /** The stream of the ids as sent; empty when it is the event's own. */
    static Optional<UUID> stream(StagedEntry.Event event, UUID organisation) {
        if (!event.isDeclaration()) return Optional.empty();
        UUID asSent = EventNormalizer.streamAsSent(organisation, EventJson.tree(event.document()), event.eventID());
        return Optional.of(asSent).filter(stream -> !stream.equals(event.stream()));
    }

    /**
     * The stream under which the log holds the event, or is to hold it.
     *
     * @param holds whether the log holds the event of a stream
     */
    static UUID logged(StagedEntry.Event event, UUID organisation, Predicate<UUID> holds) {
        return stream(event, organisation).filter(holds).orElse(event.stream());
    }
}
