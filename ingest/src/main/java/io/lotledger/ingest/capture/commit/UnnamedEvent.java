package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event without an eventID gets its CBV hash as eventID. Events with different content can share a hash. The first
 * keeps it; each later one gets an eventID derived from its content. A repeated event is therefore recognised
 * regardless of sender and order.
 */
final class UnnamedEvent {
    /** Rule of the warning about a shared hash. */
    static final String SAME_HASH = "same-hash";

    private static final UUID CONTENT_NAMESPACE = UUID.fromString("0b6f6a52-3f0e-5d3b-9c7e-5b1f7d2e9a44");

    private UnnamedEvent() {}

    static boolean isDeclaration(StagedEntry.Event event) {
        return !event.isNamedBySender() && event.isDeclaration();
    }

    /**
     * Whether an event with other content already has the hash as its eventID.
     *
     * @param contents returns the content digest of a stream, {@code null} for an empty stream
     */
    static boolean isTaken(StagedEntry.Event event, UUID organisation, Function<UUID, @Nullable String> contents) {
        if (event.isNamedBySender()) return false;
        String holder =
                contents.apply(isDeclaration(event) ? LogStreams.event(organisation, event.eventID()) : event.stream());
        return holder != null && !holder.equals(event.declaredContent());
    }

    /** The same event with an eventID derived from its content, and with a warning. */
    static StagedEntry.Event namedByContent(StagedEntry.Event event, UUID organisation) {
        String eventID = "urn:uuid:" + Uuids.v5(CONTENT_NAMESPACE, event.declaredContent());
        String message = "an event with different content already has the hash " + event.payloadHash()
                + " as its eventID; this event is stored as " + eventID
                + ". To choose the eventID, send one in the event";
        List<Violation> warnings = new ArrayList<>();
        warnings.add(new Violation(event.path(), SAME_HASH, message, null));
        warnings.addAll(event.warnings());
        return event.renamed(organisation, eventID, warnings);
    }
}
