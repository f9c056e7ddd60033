package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.epcis.EpcisEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads and rewrites EPCIS events in JSON. */
public final class EventJson {
    private EventJson() {}

    /** A bare event as a tree. */
    public static JsonNode tree(String bareEvent) {
        return Json.MAPPER.readTree(bareEvent);
    }

    /** The bare event with another eventID. */
    public static String renamed(String bareEvent, String eventID) {
        ObjectNode event = (ObjectNode) Json.MAPPER.readTree(bareEvent);
        event.put("eventID", eventID);
        return Json.MAPPER.writeValueAsString(event);
    }

    /**
     * Reads a bare EPCIS 2.0 JSON event with its own {@code @context}, as stored in the log.
     *
     * @throws IllegalArgumentException when it is not a valid event; events in the log have passed the rules
     */
    public static EpcisEvent read(String bareEvent) {
        JsonNode event = Json.MAPPER.readTree(bareEvent);
        return new EventReader(JsonLdContext.NONE.with(event.get("@context"))).event(event);
    }
}
