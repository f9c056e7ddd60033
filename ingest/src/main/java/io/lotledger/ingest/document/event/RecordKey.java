package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.hash.EventContent;
import java.util.List;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What identifies a partner's record among those of its kind. Where records have one key, each has a number beside it, and
 * only their contents tell which of them is which of an earlier document.
 *
 * @param contents the {@link #content} of each record of the document that has this key, by number; empty if there is one
 * @param ids the eventID of the record with a number, from 0
 */
public record RecordKey(List<String> contents, IntFunction<String> ids) {
    public RecordKey {
        contents = List.copyOf(contents);
    }

    /** Digest of a record's event, which is the same for every number of the record. */
    public static String content(JsonNode event, JsonLdContext context, String eventID) {
        if (!event.path("transformationID").asString("").equals(eventID)) return EventContent.digest(event, context);
        return EventContent.digest(((ObjectNode) event.deepCopy()).without("transformationID"), context);
    }

    /** The event of a record under another number. */
    public static JsonNode renamed(JsonNode event, String from, String to) {
        ObjectNode other = ((ObjectNode) event.deepCopy()).put("eventID", to);
        if (event.path("transformationID").asString("").equals(from)) other.put("transformationID", to);
        return other;
    }
}
