package io.lotledger.ingest.document.context;

import io.lotledger.ingest.document.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Contexts inside an event, which count for the object that has them (JSON-LD 1.1 §4.1.9). The event's own context takes over
 * their prefixes; one that has another namespace outside gets another name.
 */
public final class EmbeddedContexts {
    private static final String CONTEXT = "@context";

    private final Map<String, String> declared = new LinkedHashMap<>();
    private JsonLdContext context;

    private EmbeddedContexts(JsonLdContext context) {
        this.context = context;
    }

    /** The context extended by those inside the event, which are removed from it. One with a fault is left in place. */
    public static JsonLdContext extractFrom(ObjectNode event, JsonLdContext context) {
        EmbeddedContexts embedded = new EmbeddedContexts(context);
        embedded.extractBelow(event, context);
        if (embedded.declared.isEmpty()) return embedded.context;
        ObjectNode declarations = Json.MAPPER.createObjectNode();
        embedded.declared.forEach(declarations::put);
        return embedded.context.with(declarations);
    }

    private void extractBelow(JsonNode node, JsonLdContext outside) {
        for (Map.Entry<String, JsonNode> member : node.properties())
            if (!member.getKey().equals(CONTEXT)) extract(member.getValue(), outside);
        if (node.isArray()) node.forEach(one -> extract(one, outside));
    }

    /** Inner contexts come first, so that an outer one renames what is left to it. */
    private void extract(JsonNode node, JsonLdContext outside) {
        JsonNode own = node.get(CONTEXT);
        boolean counts = own != null && JsonLdContext.faultOf(own).isEmpty();
        JsonLdContext inside = counts ? outside.with(own) : outside;
        extractBelow(node, inside);
        if (!counts || !(node instanceof ObjectNode object)) return;
        object.remove(CONTEXT);
        Map<String, String> names = new LinkedHashMap<>();
        for (JsonNode one : own.isArray() ? own : List.of(own)) {
            if (one.isString()) context = context.with(one);
            for (String prefix : one.propertyNames()) declare(prefix, inside, outside, names);
        }
        if (!names.isEmpty()) new RenamedPrefixes(inside, names).applyTo(object);
    }

    private void declare(String prefix, JsonLdContext inside, JsonLdContext outside, Map<String, String> names) {
        String namespace = prefix.startsWith("@") ? null : inside.namespace(prefix);
        if (namespace == null || namespace.equals(outside.namespace(prefix))) return;
        String name = prefix;
        for (int i = 2; !isFree(name, namespace, outside); i++) name = prefix + i;
        declared.put(name, namespace);
        if (!name.equals(prefix)) names.put(prefix, name);
    }

    private boolean isFree(String name, String namespace, JsonLdContext outside) {
        return outside.namespace(name) == null
                && context.namespace(name) == null
                && Objects.requireNonNullElse(declared.get(name), namespace).equals(namespace);
    }
}
