package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.hash.EventHash;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * One element of a document's event list, not yet checked: it may be anything JSON can say. One that came as XML has the
 * shape of its JSON twin, its words and identifiers as written.
 *
 * @param index its place in the document, from 0
 * @param path where it stands: a JSON path, or line and column of XML
 * @param context what its prefixes mean, its own {@code @context} included
 * @param ignoredInHash names of fields that its document excludes from the event hash
 * @param format how it came
 * @param isBare whether it came by itself, in no document
 * @param places the event's relative JSON paths ({@code .readPoint.id}) to places of the document
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

    /** An event of a JSON document, or a bare one whose path is {@code $}. */
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

    /** Where in its document a path of the event is: the JSON path itself, or {@code line 14, column 9}. */
    public String placeOf(String pathInEvent) {
        return pathInEvent.startsWith(path) ? places.apply(pathInEvent.substring(path.length())) : pathInEvent;
    }

    /** The hash as CBV 2.0 §8.9 has it: the id of an event that has none. */
    public EventHash hash() {
        return EventHash.of(node, context, ignoredInHash);
    }

    /** The hash over all the event says, to tell whether two events of one id are one. */
    public EventHash contentHash() {
        return ignoredInHash.isEmpty() ? hash() : EventHash.of(node, context, Set.of());
    }
}
