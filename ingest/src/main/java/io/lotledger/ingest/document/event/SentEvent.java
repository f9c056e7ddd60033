package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.hash.EventHash;
import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One element of a document's event list before checking; it may be any JSON value. An event from XML has the structure
 * of its JSON equivalent, with words and identifiers as sent.
 *
 * @param index index in the document, from 0
 * @param path location in the document: a JSON path, line and column in XML, or the place of a partner's record
 * @param context context of the event, including its own {@code @context}
 * @param ignoredInHash names of fields that the document excludes from the event hash
 * @param format format of the document
 * @param isBare whether the event was sent by itself, without a document
 * @param places maps the event's relative JSON paths ({@code .readPoint.id}) to locations in the document
 * @param source the partner's record that the event was made from; {@code null} when an event was sent
 * @param faults what the document says that the node has no place for, at its location in the document
 */
public record SentEvent(
        int index,
        String path,
        JsonNode node,
        JsonLdContext context,
        Set<String> ignoredInHash,
        DocumentFormat format,
        boolean isBare,
        UnaryOperator<String> places,
        @Nullable SourceRecord source,
        List<Violation> faults) {
    public SentEvent {
        ignoredInHash = Set.copyOf(ignoredInHash);
        faults = List.copyOf(faults);
    }

    /** An event as sent in a document. */
    public SentEvent(
            int index,
            String path,
            JsonNode node,
            JsonLdContext context,
            Set<String> ignoredInHash,
            DocumentFormat format,
            boolean isBare,
            UnaryOperator<String> places,
            List<Violation> faults) {
        this(index, path, node, context, ignoredInHash, format, isBare, places, null, faults);
    }

    /**
     * An event made from a partner's record.
     *
     * @param node EPCIS 2.0 JSON; where the record has errors, as much of the event as it yields
     * @param places maps the event's relative JSON paths to places in the partner's terms; the record's own place for a
     *     path that belongs to no part of it
     */
    public static SentEvent of(
            int index, SourceRecord source, JsonNode node, JsonLdContext context, UnaryOperator<String> places) {
        return new SentEvent(
                index, source.place(), node, context, Set.of(), DocumentFormat.JSON, false, places, source, List.of());
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
                relative -> path + relative,
                List.of());
    }

    /** The same event at another index of the document. */
    public SentEvent at(int otherIndex) {
        return otherIndex == index
                ? this
                : new SentEvent(otherIndex, path, node, context, ignoredInHash, format, isBare, places, source, faults);
    }

    /** An event with other content in place of this one. */
    public SentEvent with(JsonNode other) {
        return new SentEvent(index, path, other, context, ignoredInHash, format, isBare, places, source, faults);
    }

    /** The same event of a record of which more is known. */
    public SentEvent withSource(SourceRecord other) {
        return new SentEvent(index, path, node, context, ignoredInHash, format, isBare, places, other, faults);
    }

    /** The location of a path of the event in its document: the JSON path itself, or {@code line 14, column 9}. */
    public String placeOf(String pathInEvent) {
        if (!pathInEvent.startsWith(path)) return pathInEvent;
        String relative = pathInEvent.substring(path.length());
        boolean isInEvent = relative.isEmpty() || relative.startsWith(".") || relative.startsWith("[");
        return isInEvent ? places.apply(relative) : pathInEvent;
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
