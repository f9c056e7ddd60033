package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNames;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Structured fields of sensorMetadata and sensorReport. The XML schema allows only attributes there, so these fields
 * follow in an element of our namespace that names their owner.
 */
final class XmlSensors {
    private static final String FIELDS = XmlNames.SENSOR + ":" + XmlNames.FIELDS;

    private XmlSensors() {}

    static boolean haveFieldsWithMembers(JsonNode event) {
        for (JsonNode sensor : event.path("sensorElementList")) {
            if (hasFieldsWithMembers(sensor.path("sensorMetadata"))) return true;
            for (JsonNode report : sensor.path("sensorReport")) {
                if (hasFieldsWithMembers(report)) return true;
            }
        }
        return false;
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
