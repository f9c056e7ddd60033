package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.staging.StagedEntry;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/**
 * An eventID that was sent as a compact IRI. The event is stored under the URI that it stands for. A log of an earlier
 * version may hold the event under its compact IRI; it keeps it.
 */
final class CompactEventID {
    private CompactEventID() {}

    static boolean isIn(StagedEntry.Event event) {
        return event.earlier().compactID() != null;
    }

    /**
     * The event with the eventID under which the log holds it, or is to hold it.
     *
     * @param holds whether the log holds an event of this stream whose compact IRI stands for this URI
     */
    static StagedEntry.Event asLogged(StagedEntry.Event event, UUID organisation, BiPredicate<UUID, String> holds) {
        String compactID = event.earlier().compactID();
        return compactID != null && holds.test(LogStreams.event(organisation, compactID), event.eventID())
                ? event.renamed(organisation, compactID, event.warnings())
                : event;
    }

    /** The URI that the eventID of an entry stands for, a UUID in lower case; empty if it is a URI. */
    static Optional<String> uri(EpcisEventCaptured event) {
        String eventID = event.eventID();
        if (eventID.startsWith("urn:") || eventID.contains("://"))
            return Optional.empty(); // without reading the document
        JsonNode document = EventJson.tree(event.document());
        String uri = JsonLdContext.NONE.with(document.get("@context")).expand(eventID);
        return uri.equals(eventID) ? Optional.empty() : Optional.of(CanonicalUri.eventID(uri));
    }
}
