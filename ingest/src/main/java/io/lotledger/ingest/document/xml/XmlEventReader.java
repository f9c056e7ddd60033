package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNames;
import io.lotledger.ingest.document.text.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Converts an event's element to EPCIS 2.0 JSON. Standard fields get the standard's types. In extensions, values are
 * text, repeated elements are arrays, and attributes are members {@code @name} beside {@code #text} or the children.
 * What has no place there is left out, and {@link XmlShape} reports it.
 */
final class XmlEventReader {
    private static final String CERTIFICATION = XmlNames.EVENT + ":certificationInfo";
    private static final Set<String> EPC_LISTS = Set.of("epcList", "childEPCs", "inputEPCList", "outputEPCList");
    private static final Set<String> QUANTITY_LISTS =
            Set.of("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList");
    private static final Set<String> PAIR_LISTS = Set.of("bizTransactionList", "sourceList", "destinationList");
    private static final Set<String> NUMBERS =
            Set.of("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");
    private static final JsonNodeFactory NODES = Json.MAPPER.getNodeFactory();

    private XmlEventReader() {}

    static ObjectNode read(XmlElement event) {
        ObjectNode node = NODES.objectNode();
        node.put("type", event.name);
        attributes(event, node);
        for (XmlElement field : event.unwrapped()) {
            if (XmlShape.isRepeated(field, node)) continue;
            if (EPC_LISTS.contains(field.name)) add(node, field.name, texts(field.children));
            else if (QUANTITY_LISTS.contains(field.name)) add(node, field.name, quantities(field));
            else if (PAIR_LISTS.contains(field.name)) add(node, field.name, pairs(field));
            else if (field.name.equals(CERTIFICATION)) add(node, "certificationInfo", leaf(field));
            else add(node, field.name, field(field));
        }
        return node;
    }

    /** Whether the attribute is one of XML Schema's, such as {@code xsi:type}, which say nothing of an event. */
    static boolean isOfSchema(String attribute) {
        return attribute.startsWith("xsi:");
    }

    private static void attributes(XmlElement element, ObjectNode to) {
        element.attributes.forEach((name, value) -> {
            if (!isOfSchema(name)) to.put("@" + name, value);
        });
    }

    private static JsonNode field(XmlElement field) {
        return switch (field.name) {
            case "persistentDisposition" -> dispositions(field);
            case "errorDeclaration" -> declaration(field);
            case "sensorElementList" -> sensors(field);
            case "readPoint", "bizLocation" -> place(field);
            case "ilmd" -> members(field);
            default -> field.isStandard() ? leaf(field) : extension(field);
        };
    }

    /** Adds a value; a repeated name becomes an array in document order. */
    private static void add(ObjectNode node, String name, JsonNode value) {
        JsonNode first = node.get(name);
        if (first == null) node.set(name, value);
        else if (first instanceof ArrayNode many && !value.isArray()) many.add(value);
        else node.set(name, NODES.arrayNode().add(first).add(value));
    }

    private static ArrayNode texts(List<XmlElement> elements) {
        ArrayNode texts = NODES.arrayNode();
        elements.forEach(element -> texts.add(element.text()));
        return texts;
    }

    private static ArrayNode quantities(XmlElement list) {
        ArrayNode quantities = NODES.arrayNode();
        for (XmlElement element : list.children) {
            ObjectNode quantity = quantities.addObject();
            for (XmlElement part : element.unwrapped()) {
                if (part.isNil() || XmlShape.isRepeated(part, quantity)) continue;
                boolean number = part.name.equals("quantity");
                add(quantity, part.name, number ? number(part.text()) : NODES.stringNode(part.text()));
            }
        }
        return quantities;
    }

    private static ArrayNode pairs(XmlElement list) {
        ArrayNode pairs = NODES.arrayNode();
        for (XmlElement element : list.children) {
            ObjectNode pair = pairs.addObject();
            String type = element.attributes.get("type");
            if (type != null) pair.put("type", type);
            pair.put(element.name, element.text());
        }
        return pairs;
    }

    private static ObjectNode dispositions(XmlElement element) {
        ObjectNode node = NODES.objectNode();
        for (XmlElement one : element.children) {
            JsonNode list = node.get(one.name);
            (list instanceof ArrayNode many ? many : node.putArray(one.name)).add(one.text());
        }
        return node;
    }

    private static ObjectNode declaration(XmlElement element) {
        ObjectNode node = NODES.objectNode();
        attributes(element, node);
        for (XmlElement part : element.unwrapped()) {
            if (XmlShape.isRepeated(part, node)) continue;
            if (part.name.equals("correctiveEventIDs")) node.set(part.name, texts(part.children));
            else add(node, part.name, part.isStandard() ? leaf(part) : extension(part));
        }
        return node;
    }

    private static ArrayNode sensors(XmlElement list) {
        ArrayNode sensors = NODES.arrayNode();
        for (XmlElement element : list.children) {
            ObjectNode sensor = sensors.addObject();
            for (XmlElement part : element.unwrapped()) {
                if (XmlShape.isRepeated(part, sensor)) continue;
                switch (part.name) {
                    case "sensorMetadata" -> add(sensor, part.name, reading(part));
                    case "sensorReport" -> sensor.withArrayProperty(part.name).add(reading(part));
                    default -> {
                        if (!XmlSensors.areFields(part)) add(sensor, part.name, extension(part));
                    }
                }
            }
            for (XmlElement part : element.children) {
                if (XmlSensors.areFields(part)) fieldsOf(part, sensor);
            }
        }
        return sensors;
    }

    private static void fieldsOf(XmlElement fields, ObjectNode sensor) {
        Optional<ObjectNode> owner = XmlSensors.owner(fields, sensor);
        if (owner.isEmpty()) add(sensor, fields.name, extension(fields));
        else fields.children.forEach(field -> add(owner.get(), field.name, extension(field)));
    }

    private static ObjectNode reading(XmlElement element) {
        ObjectNode node = NODES.objectNode();
        for (Map.Entry<String, String> attribute : element.attributes.entrySet()) {
            String text = attribute.getValue().strip();
            String name = XmlSensors.member(attribute.getKey());
            if (NUMBERS.contains(name)) node.set(name, number(text));
            else if (name.equals("booleanValue")) node.set(name, bool(text));
            else node.put(name, text);
        }
        for (XmlElement child : element.unwrapped()) add(node, child.name, extension(child));
        return node;
    }

    private static JsonNode bool(String text) {
        return switch (text) {
            case "true", "1" -> NODES.booleanNode(true);
            case "false", "0" -> NODES.booleanNode(false);
            default -> NODES.stringNode(text);
        };
    }

    /** Text that is not a number stays text; the rules report it. */
    private static JsonNode number(String text) {
        return NUMBER.matcher(text).matches() ? NODES.numberNode(new BigDecimal(text)) : NODES.stringNode(text);
    }

    private static ObjectNode place(XmlElement element) {
        ObjectNode node = NODES.objectNode();
        for (XmlElement child : element.unwrapped()) {
            if (XmlShape.isRepeated(child, node)) continue;
            add(node, child.name, child.name.equals("id") ? leaf(child) : extension(child));
        }
        return node;
    }

    /** A standard field is its text. */
    private static JsonNode leaf(XmlElement element) {
        return element.children.isEmpty() ? NODES.stringNode(element.text()) : extension(element);
    }

    private static ObjectNode members(XmlElement element) {
        ObjectNode node = NODES.objectNode();
        attributes(element, node);
        for (XmlElement child : element.unwrapped()) add(node, child.name, extension(child));
        return node;
    }

    private static JsonNode extension(XmlElement element) {
        if (element.children.isEmpty() && element.attributes.isEmpty()) return NODES.stringNode(element.text());
        ObjectNode node = NODES.objectNode();
        element.attributes.forEach((name, value) -> node.put("@" + name, value));
        String text = element.text();
        if (!text.isEmpty()) node.put("#text", text);
        for (XmlElement child : element.children) add(node, child.name, extension(child));
        return node;
    }
}
