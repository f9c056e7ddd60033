package io.lotledger.api.dashboard.captures;

import io.lotledger.ingest.capture.job.RefusedEvent;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refused events as one EPCIS document, for their sender to mend. */
final class MendableDocument {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Deeper documents are not indented: each line would begin with that many spaces. */
    private static final int MOST_DEPTH = 40;

    private static final JsonMapper COMPACT = JsonMapper.builder().build();

    private MendableDocument() {}

    static String of(List<RefusedEvent> events, Instant now) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("@context", CONTEXT);
        document.put("type", "EPCISDocument");
        document.put("schemaVersion", "2.0");
        document.put("creationDate", now.toString());
        ArrayNode list = document.putObject("epcisBody").putArray("eventList");
        events.forEach(event -> list.add(MAPPER.readTree(event.event())));
        return text(document);
    }

    /** One event, readable. */
    static String readable(RefusedEvent event) {
        return text(MAPPER.readTree(event.event()));
    }

    private static String text(JsonNode node) {
        return (depth(node) > MOST_DEPTH ? COMPACT : MAPPER).writeValueAsString(node);
    }

    private static int depth(JsonNode node) { // the parser limits it
        int depth = 0;
        for (JsonNode inner : node) depth = Math.max(depth, depth(inner));
        return depth + 1;
    }
}
