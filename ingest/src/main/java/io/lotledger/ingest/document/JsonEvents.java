package io.lotledger.ingest.document;

import io.lotledger.ingest.epcis.Cbv;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Kept events out again as JSON-LD. What is a word of CBV as a URN is told as the bare word, for a URN is not valid in JSON. */
public final class JsonEvents {
    private static final Map<String, Cbv> TYPED = Map.of(
            "bizTransactionList", Cbv.BIZ_TRANSACTION_TYPE,
            "sourceList", Cbv.SOURCE_DESTINATION_TYPE,
            "destinationList", Cbv.SOURCE_DESTINATION_TYPE);

    private JsonEvents() {}

    /** An EPCISQueryDocument of these events, each with its own context, in UTF-8. The stream stays open. */
    static void write(
            String queryName, List<KeptEvent> events, Instant creationDate, Representation asked, OutputStream out) {
        List<ObjectNode> told = events.stream().map(JsonEvents::told).toList();
        ToldIdentifiers.tell(told, asked);
        try (JsonGenerator json = Json.MAPPER.createGenerator(new Unclosed(out))) {
            json.writeStartObject();
            json.writeArrayPropertyStart("@context");
            json.writeString(JsonLdContext.GS1);
            json.writeEndArray();
            json.writeStringProperty("type", "EPCISQueryDocument");
            json.writeStringProperty("schemaVersion", "2.0");
            json.writeStringProperty("creationDate", creationDate.toString());
            json.writeObjectPropertyStart("epcisBody");
            json.writeObjectPropertyStart("queryResults");
            json.writeStringProperty("queryName", queryName);
            json.writeObjectPropertyStart("resultsBody");
            json.writeArrayPropertyStart("eventList");
            for (ObjectNode event : told) json.writeTree(event);
            json.writeEndArray();
            for (int i = 0; i < 4; i++) json.writeEndObject();
        }
    }

    /** One event as the log keeps it, by itself, identifiers as sent. */
    public static String bare(String document) {
        return Json.MAPPER.writeValueAsString(told(document));
    }

    private static ObjectNode told(KeptEvent event) {
        return told(event.document()).put("recordTime", event.recordTime().toString());
    }

    private static ObjectNode told(String document) {
        ObjectNode node = (ObjectNode) Json.MAPPER.readTree(document);
        word(node, "bizStep", Cbv.BIZ_STEP);
        word(node, "disposition", Cbv.DISPOSITION);
        TYPED.forEach((name, types) -> node.path(name).forEach(one -> word(one, "type", types)));
        word(node.path("errorDeclaration"), "reason", Cbv.ERROR_REASON);
        for (String name : List.of("set", "unset")) {
            if (node.path("persistentDisposition").get(name) instanceof ArrayNode words) {
                for (int i = 0; i < words.size(); i++) words.set(i, word(words.get(i), Cbv.DISPOSITION));
            }
        }
        return node;
    }

    private static void word(JsonNode object, String name, Cbv list) {
        if (object instanceof ObjectNode node && node.has(name)) node.set(name, word(node.get(name), list));
    }

    /** A web URI is valid in JSON, and stays. */
    private static JsonNode word(JsonNode value, Cbv list) {
        String urn = list.urnPrefix();
        if (!value.isString() || urn == null || !value.stringValue().startsWith(urn)) return value;
        String word = value.stringValue().substring(urn.length());
        return list.has(word) ? Json.MAPPER.getNodeFactory().stringNode(word) : value;
    }
}
