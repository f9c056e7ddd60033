package io.lotledger.api.dashboard.captures;

import io.lotledger.ingest.capture.job.RefusedEvent;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Refused events as one EPCIS document, for their sender to mend. */
final class MendableDocument {
    private static final String CONTEXT = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private MendableDocument() {}

    static String of(List<RefusedEvent> events, Instant now) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("@context", CONTEXT);
        document.put("type", "EPCISDocument");
        document.put("schemaVersion", "2.0");
        document.put("creationDate", now.toString());
        ArrayNode list = document.putObject("epcisBody").putArray("eventList");
        events.forEach(event -> list.add(MAPPER.readTree(event.event())));
        return MAPPER.writeValueAsString(document);
    }

    /** One event, readable. */
    static String readable(RefusedEvent event) {
        return MAPPER.writeValueAsString(MAPPER.readTree(event.event()));
    }
}
