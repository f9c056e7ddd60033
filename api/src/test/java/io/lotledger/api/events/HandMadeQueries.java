package io.lotledger.api.events;

import io.lotledger.api.LotledgerServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks for {@link HandMadeEvents}, which are captured once for all tests of this JVM. */
final class HandMadeQueries {
    private static final EventQueryClient CLIENT = captured();

    private HandMadeQueries() {}

    private static EventQueryClient captured() {
        EventQueryClient client = new EventQueryClient(LotledgerServer.shared());
        client.capture(HandMadeEvents.document());
        client.awaitEvent(HandMadeEvents.LAST);
        return client;
    }

    /** The first page. */
    static EventQueryClient.Answer ask(String parameters) {
        return CLIENT.query(parameters(parameters), HandMadeEvents.PREFIXES);
    }

    /** The events of all pages. */
    static List<JsonNode> find(String parameters) {
        return CLIENT.allEvents(parameters(parameters), HandMadeEvents.PREFIXES);
    }

    static List<JsonNode> findNamed(ObjectNode query) {
        return CLIENT.allEventsOfNamed(query);
    }

    static List<JsonNode> all() {
        return CLIENT.allEvents(Map.of(), Map.of());
    }

    static List<String> names(String parameters) {
        return names(find(parameters));
    }

    static List<String> names(List<JsonNode> events) {
        return events.stream()
                .map(event -> HandMadeEvents.name(event.get("eventID").asString()))
                .toList();
    }

    /** {@code name=value&name=value}, not encoded. */
    static Map<String, String> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String parameter : text.strip().split("&")) {
            int equals = parameter.indexOf('=');
            parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
        }
        return parameters;
    }
}
