package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.hash.EventHash;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * One element of a document's event list before checking; it may be any JSON value. An event from XML has the structure
 * of its JSON equivalent, with words and identifiers as sent.
 *
 * @param index index in the document, from 0
 * @param path location in the document: a JSON path, or line and column in XML
 * @param context context of the event, including its own {@code @context}
 * @param ignoredInHash names of fields that the document excludes from the event hash
 * @param format format of the document
 * @param isBare whether the event was sent by itself, without a document
 * @param places maps the event's relative JSON paths ({@code .readPoint.id}) to locations in the document
 */
public record SentEvent(
        int index,
        String path,
        JsonNode node,
        JsonLdContext context,
        Set<String> ignoredInHash,
        DocumentFormat format,
        boolean isBare,
        UnaryOperator<String> places) {
    public SentEvent {
        ignoredInHash = Set.copyOf(ignoredInHash);
    }

    /** An event of a JSON document, or a bare event with the path {@code $}. */
    public SentEvent(int index, String path, JsonNode node, JsonLdContext context, Set<String> ignoredInHash) {
        this(
                index,
                path,
                node,
                context,
                ignoredInHash,
                DocumentFormat.JSON,
                path.equals("$"),
                relative -> path + relative);
    }

    /** The location of a path of the event in its document: the JSON path itself, or {@code line 14, column 9}. */
    public String placeOf(String pathInEvent) {
        return pathInEvent.startsWith(path) ? places.apply(pathInEvent.substring(path.length())) : pathInEvent;
    }

    /** The event hash of CBV 2.0 §8.9, which is the eventID of an event without one. */
    public EventHash hash() {
        return EventHash.of(node, context, ignoredInHash);
    }

    /** The hash without the document's exclusions, which tells whether two events with one eventID are the same. */
    public EventHash contentHash() {
        return ignoredInHash.isEmpty() ? hash() : EventHash.of(node, context, Set.of());
    }
}
