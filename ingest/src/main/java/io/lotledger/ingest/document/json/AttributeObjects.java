package io.lotledger.ingest.document.json;

import io.lotledger.ingest.document.event.NestedAttributes;
import io.lotledger.ingest.document.text.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The attributes of a vocabulary element in JSON, nested as they were sent. */
final class AttributeObjects {
    private final Part all = new Part();

    /** @param attributes as {@link NestedAttributes} names them */
    AttributeObjects(Map<String, List<String>> attributes) {
        attributes.forEach((path, values) -> {
            Part part = all;
            for (String step : NestedAttributes.steps(path)) part = part.members.computeIfAbsent(step, s -> new Part());
            part.values.addAll(values);
        });
    }

    private static final class Part {
        final List<String> values = new ArrayList<>();
        final Map<String, Part> members = new LinkedHashMap<>();

        /** Each value, each language's values and the object, if there is one. */
        List<JsonNode> nodes() {
            List<JsonNode> nodes = new ArrayList<>();
            values.forEach(value -> nodes.add(Json.MAPPER.getNodeFactory().stringNode(value)));
            ObjectNode object = Json.MAPPER.createObjectNode();
            Map<String, List<JsonNode>> byName = new LinkedHashMap<>();
            members.forEach((step, member) -> {
                String language = NestedAttributes.language(step);
                if (language == null)
                    byName.computeIfAbsent(NestedAttributes.withoutNumber(step), n -> new ArrayList<>())
                            .addAll(member.nodes());
                else
                    member.values.forEach(value -> nodes.add(Json.MAPPER
                            .createObjectNode()
                            .put(NestedAttributes.VALUE, value)
                            .put("@language", language)));
            });
            byName.forEach((name, of) -> object.set(name, of.size() == 1 ? of.get(0) : array(of)));
            if (!object.isEmpty()) nodes.add(object);
            return nodes;
        }

        private static ArrayNode array(List<JsonNode> nodes) {
            return Json.MAPPER.createArrayNode().addAll(nodes);
        }
    }

    void writeTo(ArrayNode attributes) {
        all.members.forEach((step, part) -> {
            List<JsonNode> nodes = part.nodes();
            String name = part.members.isEmpty() ? step : NestedAttributes.withoutNumber(step);
            if (nodes.isEmpty()) attributes.addObject().put("id", name).putObject("attribute");
            nodes.forEach(node -> attributes.addObject().put("id", name).set("attribute", node));
        });
    }
}
