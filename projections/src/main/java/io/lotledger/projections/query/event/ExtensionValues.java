package io.lotledger.projections.query.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.projections.query.event.Facet.Area;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the extension fields of one area of an event, at its top level and below. */
final class ExtensionValues {
    /** Of an element of XML with attributes, whose names begin with {@code @}. */
    private static final String TEXT = "#text";

    private static final List<String> TEXT_OF_OBJECT = List.of(TEXT, "@value", "@id", "id");

    /** Objects that JSON-LD writes for the values of a repeated field. */
    private static final List<String> CONTAINERS = List.of("@list", "@set");

    private final JsonLdContext context;

    ExtensionValues(JsonLdContext context) {
        this.context = context;
    }

    void addTo(QueriedEvent event, Area area, @Nullable JsonNode object) {
        if (object == null || !object.isObject()) return;
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (FieldName.ofMember(member.getKey(), context).isPresent())
                field(event, area, false, member.getKey(), member.getValue());
            // INNER_ without an area looks into the event's own extension fields only, and not into its standard ones
            else if (area != Area.EVENT && !member.getKey().startsWith("@")) below(event, area, member.getValue());
        }
    }

    private void field(QueriedEvent event, Area area, boolean inner, String member, JsonNode value) {
        FieldName.ofMember(member, context).ifPresent(name -> values(event, Facet.field(area, inner, name), value));
        below(event, area, value);
    }

    private void below(QueriedEvent event, Area area, JsonNode value) {
        if (value.isArray()) {
            value.forEach(one -> below(event, area, one));
        } else if (value.isObject()) {
            value.properties().forEach(member -> field(event, area, true, member.getKey(), member.getValue()));
        }
    }

    private void values(QueriedEvent event, Facet facet, JsonNode value) {
        if (isEmpty(value)) return;
        if (value.isArray()) {
            value.forEach(one -> values(event, facet, one));
            return;
        }
        for (String container : CONTAINERS) {
            if (value.has(container) && !value.has(TEXT)) {
                values(event, facet, value.path(container));
                return;
            }
        }
        event.addPresence(facet);
        if (value.isObject()) {
            for (String member : TEXT_OF_OBJECT) {
                JsonNode text = value.get(member);
                if (text != null && text.isValueNode()) {
                    if (!isEmpty(text)) event.add(facet, form(text, typeOf(value)));
                    return;
                }
            }
        } else {
            event.add(facet, form(value, ""));
        }
    }

    private String form(JsonNode value, String type) {
        if (value.isNumber()) return ValueForm.number(value.decimalValue());
        return ValueForm.typed(context.expand(value.asString().strip()), type);
    }

    /** The expanded type of a typed value; empty if it has none, or several. */
    private String typeOf(JsonNode value) {
        JsonNode type = value.has("@xsi:type") ? value.get("@xsi:type") : value.path("@type");
        return type.isString() ? context.expand(type.stringValue().strip()) : "";
    }

    private static boolean isEmpty(JsonNode value) {
        if (value.isNull()) return true;
        if (value.isString()) return value.stringValue().isBlank();
        if (!value.isObject()) return value.isArray() && value.isEmpty();
        return value.properties().stream()
                .allMatch(member -> member.getKey().startsWith("@xsi:")
                        || member.getKey().startsWith("@xmlns")
                        || member.getKey().equals("@context")
                        || isEmpty(member.getValue()));
    }
}
