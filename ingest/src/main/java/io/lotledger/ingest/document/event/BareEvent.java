package io.lotledger.ingest.document.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The stored form of an event: bare, minified EPCIS 2.0 JSON, members in the order sent, with its own context of the
 * prefixes it uses.
 */
public final class BareEvent {
    private BareEvent() {}

    /**
     * The event with its eventID. The sender's {@code recordTime} is dropped; the repository stores its own beside the
     * event.
     */
    public static String of(SentEvent sent, String eventID) {
        ObjectNode bare = Json.MAPPER.createObjectNode();
        bare.set("@context", context(sent));
        if (!sent.node().has("eventID")) bare.put("eventID", eventID);
        for (Map.Entry<String, JsonNode> member : sent.node().properties()) {
            switch (member.getKey()) {
                case "@context", "recordTime" -> {}
                case "eventID" -> bare.put("eventID", eventID);
                default -> bare.set(member.getKey(), member.getValue());
            }
        }
        return Json.MAPPER.writeValueAsString(bare);
    }

    /** The event as sent, whatever its faults, with the context of the prefixes it uses. */
    public static String asSent(SentEvent sent) {
        ObjectNode event = Json.MAPPER.createObjectNode();
        event.set("@context", context(sent));
        for (Map.Entry<String, JsonNode> member : sent.node().properties()) {
            if (!member.getKey().equals("@context")) event.set(member.getKey(), member.getValue());
        }
        return Json.MAPPER.writeValueAsString(event);
    }

    private static ArrayNode context(SentEvent sent) {
        Prefixes used = new Prefixes(sent.context());
        used.collect(sent.node());
        ArrayNode context = Json.MAPPER.createArrayNode();
        context.add(JsonLdContext.GS1);
        if (used.hasUndeclared) sent.context().unknownAddresses().forEach(context::add);
        if (!used.declared.isEmpty()) {
            ObjectNode declarations = context.addObject();
            used.declared.forEach(
                    prefix -> declarations.put(prefix, sent.context().namespace(prefix)));
        }
        return context;
    }

    private static final class Prefixes {
        private final JsonLdContext context;
        private final Set<String> declared = new TreeSet<>();
        private boolean hasUndeclared;

        Prefixes(JsonLdContext context) {
            this.context = context;
        }

        void collect(JsonNode node) {
            if (node.isObject()) {
                for (Map.Entry<String, JsonNode> member : node.properties()) {
                    if (member.getKey().equals("@context")) continue;
                    name(member.getKey());
                    collect(member.getValue());
                }
            } else if (node.isArray()) {
                node.forEach(this::collect);
            } else if (node.isString()) {
                value(node.stringValue());
            }
        }

        private void name(String member) {
            String name = member.startsWith("@") ? member.substring(1) : member; // an XML attribute
            value(name);
            int colon = name.indexOf(':');
            boolean uri = name.startsWith("//", colon + 1) || name.startsWith("urn:");
            if (colon > 0 && !uri && context.namespaceOf(name) == null) hasUndeclared = true;
        }

        private void value(String text) {
            if (context.namespaceOf(text) == null) return;
            String prefix = text.substring(0, text.indexOf(':'));
            if (context.isOwn(prefix)) declared.add(prefix);
        }
    }
}
