package io.lotledger.ingest.document.context;

import io.lotledger.ingest.document.text.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Prefix declarations that XML converters leave among an event's members, such as {@code "@xmlns:acme":
 * "https://acme.example/"}. They declare namespaces and are not event data.
 */
public final class XmlnsDeclarations {
    private static final String XMLNS = "@xmlns";

    private final ObjectNode declared = Json.MAPPER.createObjectNode();
    private final JsonLdContext context;

    private XmlnsDeclarations(JsonLdContext context) {
        this.context = context;
    }

    /** The context extended by the event's declarations, which are removed from the event. */
    public static JsonLdContext extractFrom(ObjectNode event, JsonLdContext context) {
        XmlnsDeclarations declarations = new XmlnsDeclarations(context);
        declarations.extract(event);
        return declarations.declared.isEmpty() ? context : context.with(declarations.declared);
    }

    private void extract(JsonNode node) {
        if (node instanceof ObjectNode object) {
            boolean found = false;
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                found |= member.getKey().startsWith(XMLNS);
                if (member.getValue().isContainer()) extract(member.getValue());
            }
            if (found) List.copyOf(object.propertyNames()).forEach(name -> extract(name, object));
        } else {
            for (JsonNode one : node) {
                if (one.isContainer()) extract(one);
            }
        }
    }

    /** A declaration that contradicts the prefix's known namespace is left in place. */
    private void extract(String name, ObjectNode from) {
        if (!name.startsWith(XMLNS)) return;
        if (name.equals(XMLNS)) { // the default namespace, which has no meaning in JSON-LD
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
