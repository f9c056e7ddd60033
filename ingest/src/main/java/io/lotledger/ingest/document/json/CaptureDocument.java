package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Json;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * An EPCISDocument of stored entries, which captures them again: master data in its header, then events with the time at
 * which they were captured.
 */
public final class CaptureDocument {
    private static final String VOCABULARY_TYPE = "urn:epcglobal:epcis:vtype:";
    private static final List<String> SHORT_TYPES = List.of("Location", "Party", "EPCClass");

    private CaptureDocument() {}

    /**
     * The document in UTF-8. Equal entries give equal bytes.
     *
     * @param masterData in the order of their capture
     * @param events in the order of their capture
     */
    public static byte[] write(List<SentMasterData> masterData, List<KeptEvent> events, Instant creationDate) {
        List<ObjectNode> nodes = events.stream()
                .map(event -> (ObjectNode) Json.MAPPER.readTree(event.document()))
                .toList();
        nodes.forEach(FreePrefixes::in);
        SharedPrefixes prefixes = new SharedPrefixes(nodes, masterData.stream().flatMap(CaptureDocument::uris));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = Json.MAPPER.writer().createGenerator(out)) {
            json.writeStartObject();
            json.writeName("@context");
            json.writeTree(prefixes.context());
            json.writeStringProperty("type", "EPCISDocument");
            json.writeStringProperty("schemaVersion", "2.0");
            json.writeStringProperty("creationDate", creationDate.toString());
            if (!masterData.isEmpty()) header(json, masterData);
            json.writeObjectPropertyStart("epcisBody");
            json.writeArrayPropertyStart("eventList");
            for (int i = 0; i < nodes.size(); i++) {
                ObjectNode event = JsonEvents.toJson(nodes.get(i));
                event.put("recordTime", events.get(i).recordTime().toString());
                prefixes.removeContext(event);
                json.writeTree(event);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** Identifiers of an element. Earlier versions captured them as sent, and without the context they were sent in. */
    private static Stream<String> uris(SentMasterData element) {
        return Stream.concat(
                Stream.of(String.valueOf(element.vocabulary()), String.valueOf(element.id())),
                element.attributes().getOrDefault(SentMasterData.CHILDREN, List.of()).stream());
    }

    private static void header(JsonGenerator json, List<SentMasterData> masterData) {
        json.writeObjectPropertyStart("epcisHeader");
        json.writeObjectPropertyStart("epcisMasterData");
        json.writeArrayPropertyStart("vocabularyList");
        for (int from = 0; from < masterData.size(); ) {
            int to = from + 1;
            String type = String.valueOf(masterData.get(from).vocabulary());
            while (to < masterData.size() && type.equals(masterData.get(to).vocabulary())) to++;
            json.writeStartObject();
            json.writeStringProperty("type", SHORT_TYPES.contains(type) ? VOCABULARY_TYPE + type : type);
            json.writeArrayPropertyStart("vocabularyElementList");
            masterData.subList(from, to).forEach(element -> json.writeTree(element(element)));
            json.writeEndArray();
            json.writeEndObject();
            from = to;
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static ObjectNode element(SentMasterData element) {
        ObjectNode node = Json.MAPPER.createObjectNode();
        node.put("id", element.id());
        ArrayNode attributes = node.putArray("attributes");
        Map<String, List<String>> sent = new LinkedHashMap<>(element.attributes());
        sent.remove(SentMasterData.CHILDREN);
        new AttributeObjects(sent).writeTo(attributes);
        List<String> children = element.attributes().get(SentMasterData.CHILDREN);
        if (children != null) children.forEach(node.putArray(SentMasterData.CHILDREN)::add);
        return node;
    }
}
