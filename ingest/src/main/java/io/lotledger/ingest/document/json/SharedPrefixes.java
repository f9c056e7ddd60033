package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The prefixes that a document can declare once for all its events: those that every event which uses them binds to one namespace. An
 * event with another prefix keeps a context of its own.
 */
final class SharedPrefixes {
    private final Map<String, String> shared = new TreeMap<>();

    /**
     * @param events each with its own context
     * @param others texts of the document that have no context
     */
    SharedPrefixes(List<ObjectNode> events, Stream<String> others) {
        Map<String, Set<String>> namespaces = new HashMap<>();
        for (ObjectNode event : events) {
            Map<String, String> declared = declared(event);
            declared.forEach((prefix, namespace) ->
                    namespaces.computeIfAbsent(prefix, p -> new HashSet<>()).add(namespace));
        }
        for (ObjectNode event : events) {
            Map<String, String> declared = declared(event);
            Set<String> used = new HashSet<>();
            collect(event, used);
            used.removeAll(declared.keySet());
            used.forEach(namespaces::remove); // here the prefix has another meaning, or none
        }
        Set<String> unbound = new HashSet<>();
        others.forEach(text -> prefix(text, unbound));
        unbound.forEach(namespaces::remove);
        namespaces.forEach((prefix, bound) -> {
            if (bound.size() == 1) shared.put(prefix, bound.iterator().next());
        });
    }

    /** The document's context. */
    ArrayNode context() {
        ArrayNode context = Json.MAPPER.createArrayNode().add(JsonLdContext.GS1);
        if (!shared.isEmpty()) {
            ObjectNode declarations = context.addObject();
            shared.forEach(declarations::put);
        }
        return context;
    }

    /** Removes the context of an event that the document's covers. */
    void removeContext(ObjectNode event) {
        JsonNode context = event.get("@context");
        if (context == null) return;
        for (JsonNode one : context.isArray() ? context : List.of(context)) {
            boolean isKnown =
                    one.isObject() || (one.isString() && one.stringValue().equals(JsonLdContext.GS1));
            if (!isKnown) return;
        }
        boolean isCovered = declared(event).entrySet().stream()
                .allMatch(one -> one.getValue().equals(shared.get(one.getKey())));
        if (isCovered) event.remove("@context");
    }

    static Map<String, String> declared(ObjectNode event) {
        Map<String, String> declared = new LinkedHashMap<>();
        event.path("@context").forEach(one -> {
            for (Map.Entry<String, JsonNode> term : one.properties())
                declared.put(term.getKey(), term.getValue().asString(""));
        });
        return declared;
    }

    /** Collects the prefixes of all names and values, declared or not. */
    static void collect(JsonNode node, Set<String> used) {
        if (node.isString()) prefix(node.stringValue(), used);
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (member.getKey().equals("@context")) continue;
            prefix(member.getKey().startsWith("@") ? member.getKey().substring(1) : member.getKey(), used);
            collect(member.getValue(), used);
        }
        if (node.isArray()) node.forEach(one -> collect(one, used));
    }

    private static void prefix(String text, Set<String> used) {
        int colon = text.indexOf(':');
        if (colon > 0 && colon < 64) used.add(text.substring(0, colon));
    }
}
