package io.lotledger.ingest.document;

import io.lotledger.ingest.epcis.EpcisEvent;
import tools.jackson.databind.JsonNode;

/** EPCIS events in JSON. */
public final class EventJson {
    private EventJson() {}

    /**
     * The event in a bare EPCIS 2.0 JSON event with its own {@code @context}, as the log keeps it.
     *
     * @throws IllegalArgumentException when it is none; what the log keeps has passed the rules
     */
    public static EpcisEvent read(String bareEvent) {
        JsonNode event = Json.MAPPER.readTree(bareEvent);
        return new EventReader(JsonLdContext.NONE.with(event.get("@context"))).event(event);
    }
}
