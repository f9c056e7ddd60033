package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.text.Violation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Receives the contents of a document one at a time, in document order. */
public interface DocumentSink {
    void event(SentEvent event);

    void masterData(SentMasterData element);

    /** Receives the document's creation date, if it has one. */
    default void created(Instant creationDate) {}

    /** Receives a warning about the document itself, not about its events; each kind once. */
    default void note(Violation note) {}

    /**
     * Receives the parts of the document, such as notices, if it has parts that stand for themselves. All are known when the
     * document is read.
     */
    default void parts(DocumentParts parts) {}

    /**
     * The stored events of a partner's records, for a reader that joins them with what was captured before.
     *
     * @param eventIDs of records, as a document sends them
     * @return by the eventID of a stored record, the last version of its event
     */
    default Map<String, JsonNode> stored(Collection<String> eventIDs) {
        return Map.of();
    }

    /**
     * As {@link #stored}, of records that the document leaves out: without those that it thereby voids.
     *
     * @param eventIDs of records of which the document has none
     */
    default Map<String, JsonNode> staying(Collection<String> eventIDs) {
        return stored(eventIDs);
    }

    /**
     * The stored events that used lots as inputs and stand, as far as they are projected; of each lot the newest
     * thousand.
     *
     * @param lots class URIs
     * @return by the id of their capture
     */
    default Map<String, List<JsonNode>> uses(Collection<String> lots) {
        return Map.of();
    }

    /**
     * The eventIDs of shipments that stand and name a document, as far as they are projected and the first of many.
     *
     * @param document URI of the business transaction
     */
    default Set<String> shipments(String document) {
        return Set.of();
    }

    /**
     * Where the log has lots with these codes, up to its head.
     *
     * @param codes traceability lot codes; those that are GS1 keys have no lots here
     */
    default List<RecordedLot> recorded(Collection<String> codes) {
        return List.of();
    }

    /**
     * The stored events that stand and match one of these queries, as far as they are projected; for each query the newest
     * thousand by event time.
     *
     * @param queries parameters of SimpleEventQuery (EPCIS 2.0 §8.2.7.1), each with one value; names of fields may have the
     *     prefix {@code lotledger}
     * @return by the id of their capture
     */
    default Map<String, List<JsonNode>> matching(Collection<Map<String, String>> queries) {
        return Map.of();
    }

    /** Whether the document corrects an earlier capture, so that a stored record may have other values from now on. */
    default boolean corrects() {
        return false;
    }

    /** Which of these eventIDs the log has, whether or not their events stand. */
    default Set<String> captured(Collection<String> eventIDs) {
        return Set.of();
    }
}
