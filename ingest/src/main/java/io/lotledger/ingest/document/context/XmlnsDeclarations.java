package io.lotledger.ingest.document.context;

import io.lotledger.ingest.document.text.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Declarations of prefixes that converters from XML leave among an event's members: {@code "@xmlns:acme": "https://acme.example/"}.
 * They say what names mean, and nothing of the event.
 */
public final class XmlnsDeclarations {
    private static final String XMLNS = "@xmlns";

    private final ObjectNode declared = Json.MAPPER.createObjectNode();
    private final JsonLdContext context;

    private XmlnsDeclarations(JsonLdContext context) {
        this.context = context;
    }

    /** The context with what the event declares so; the declarations are no members of it any more. */
    public static JsonLdContext takenFrom(ObjectNode event, JsonLdContext context) {
        XmlnsDeclarations declarations = new XmlnsDeclarations(context);
        declarations.take(event);
        return declarations.declared.isEmpty() ? context : context.with(declarations.declared);
    }

    private void take(JsonNode node) {
        if (node instanceof ObjectNode object) {
            boolean found = false;
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                found |= member.getKey().startsWith(XMLNS);
                if (member.getValue().isContainer()) take(member.getValue());
            }
            if (found) List.copyOf(object.propertyNames()).forEach(name -> take(name, object));
        } else {
            for (JsonNode one : node) {
                if (one.isContainer()) take(one);
            }
        }
    }

    /** One that contradicts what the prefix means already stays where it is. */
    private void take(String name, ObjectNode from) {
        if (!name.startsWith(XMLNS)) return;
        if (name.equals(XMLNS)) { // of names without a prefix, which JSON-LD gives no meaning
            from.remove(name);
            return;
        }
        JsonNode value = from.get(name);
        if (!value.isString() || name.charAt(XMLNS.length()) != ':') return;
        String prefix = name.substring(XMLNS.length() + 1);
        String namespace = XmlNamespaces.inJson(value.stringValue().strip());
        String known = declared.has(prefix) ? declared.get(prefix).stringValue() : context.namespace(prefix);
        if (known != null && !XmlNamespaces.inJson(known).equals(namespace)) return;
        if (known == null) declared.put(prefix, namespace);
        from.remove(name);
    }
}
