package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNames;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What sensorMetadata and sensorReport hold beyond the XML schema. It allows only attributes there, so structured fields
 * follow in an element of our namespace that names their owner. Half a byte is an attribute of our namespace.
 */
final class XmlSensors {
    private static final String FIELDS = XmlNames.SENSOR + ":" + XmlNames.FIELDS;

    private static final String HEX = "hexBinaryValue";
    private static final String HALF_BYTE = XmlNames.SENSOR + ":" + HEX;

    private XmlSensors() {}

    /** Whether the event has anything that only an element or attribute of our namespace can hold. */
    static boolean needNamespace(JsonNode event) {
        for (JsonNode sensor : event.path("sensorElementList")) {
            if (hasFieldsWithMembers(sensor.path("sensorMetadata"))) return true;
            for (JsonNode report : sensor.path("sensorReport")) {
                if (hasFieldsWithMembers(report)
                        || isHalfByte(HEX, report.path(HEX).asString(""))) return true;
            }
        }
        return false;
    }

    /** Whether a report's value has an odd number of digits, which GS1's JSON schema allows and the XML schema does not. */
    static boolean isHalfByte(String name, String value) {
        return name.equals(HEX) && value.length() % 2 == 1;
    }

    /** The member that an attribute of a report stands for. */
    static String member(String attribute) {
        return attribute.equals(HALF_BYTE) ? HEX : attribute;
    }

    static boolean hasFieldsWithMembers(JsonNode metadataOrReport) {
        return metadataOrReport.isObject() && metadataOrReport.valueStream().anyMatch(JsonNode::isContainer);
    }

    static boolean areFields(XmlElement element) {
        return element.name.equals(FIELDS);
    }

    /** The metadata or report that the fields belong to, if the element names one. */
    static Optional<ObjectNode> owner(XmlElement fields, ObjectNode sensor) {
        JsonNode owner = sensor.path(fields.attributes.getOrDefault("of", ""));
        if (owner instanceof ArrayNode reports) owner = reports.path(index(fields));
        return owner instanceof ObjectNode found ? Optional.of(found) : Optional.empty();
    }

    private static int index(XmlElement fields) {
        String index = fields.attributes.getOrDefault("index", "0");
        return index.matches("\\d{1,9}") ? Integer.parseInt(index) : 0;
    }
}
