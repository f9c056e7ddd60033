package io.lotledger.ingest.document.context;

import io.lotledger.ingest.document.text.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Gives the prefixes of names and values other names, in place; the order of members is kept. */
public final class RenamedPrefixes {
    private final JsonLdContext context;
    private final Map<String, String> names;

    /**
     * @param context binds the prefixes as they are
     * @param names each prefix to rename, and its other name
     */
    public RenamedPrefixes(JsonLdContext context, Map<String, String> names) {
        this.context = context;
        this.names = names;
    }

    public void applyTo(ObjectNode object) {
        for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
            String name = member.getKey();
            object.remove(name); // and set again, as the last one
            if (name.equals("@context")) object.set(name, member.getValue());
            else object.set(ofMember(name), value(member.getValue()));
        }
    }

    private JsonNode value(JsonNode value) {
        if (value instanceof ObjectNode object) applyTo(object);
        else if (value instanceof ArrayNode array)
            for (int i = 0; i < array.size(); i++) array.set(i, value(array.get(i)));
        else if (value.isString()) return value(value.stringValue(), value);
        return value;
    }

    private JsonNode value(String text, JsonNode asSent) {
        String renamed = renamed(text);
        return renamed.equals(text) ? asSent : Json.MAPPER.getNodeFactory().stringNode(renamed);
    }

    /** An attribute of XML is a member whose name begins with {@code @}. */
    private String ofMember(String name) {
        return name.startsWith("@") ? "@" + renamed(name.substring(1)) : renamed(name);
    }

    private String renamed(String text) {
        if (context.namespaceOf(text) == null) return text;
        int colon = text.indexOf(':');
        String other = names.get(text.substring(0, colon));
        return other == null ? text : other + text.substring(colon);
    }
}
