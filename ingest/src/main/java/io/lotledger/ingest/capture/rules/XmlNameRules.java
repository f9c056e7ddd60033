package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.XmlNamespaces;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Rejects members of an event in JSON that the same event in XML could not give back (ADR 24). */
final class XmlNameRules {
    private static final String RULE = "xml-name";

    /** Fields of an event whose own members have rules. */
    private static final Set<String> STANDARD =
            Set.of("ilmd", "errorDeclaration", "sensorElementList", "sensorReport", "sensorMetadata");

    private final ViolationCollector violations;
    private final JsonLdContext context;

    XmlNameRules(ViolationCollector violations, JsonLdContext context) {
        this.violations = violations;
        this.context = context;
    }

    /** @param isStandard whether the event has one of the standard's types, whose own names {@link EventRules} knows */
    void check(JsonNode event, String path, boolean isStandard) {
        names(event, path, isStandard);
        attributes(event, path);
        noType(event, path);
        for (String name : List.of("ilmd", "errorDeclaration")) noType(event.path(name), member(path, name));
        for (String name : List.of("readPoint", "bizLocation")) noAttributes(event.path(name), member(path, name));
        JsonNode sensors = list(event, "sensorElementList");
        for (int i = 0; i < sensors.size(); i++) sensor(sensors.get(i), path + ".sensorElementList[" + i + "]");
    }

    /** Fields of an event of a type of its own: XML has those without a prefix as text only. */
    void bareFields(JsonNode event, String path, Set<String> standard) {
        event.properties().forEach(field -> {
            String name = field.getKey();
            if (standard.contains(name) || name.startsWith("@") || JsonShapeChecks.isExtension(name)) return;
            if (!hasMembers(field.getValue())) return;
            String message = "a field without a prefix has a text in XML; give '" + name + "' a prefix, such as ex:"
                    + name + ", so that it can have fields of its own";
            violations.error(member(path, name), RULE, message, field.getValue());
        });
    }

    private static boolean hasMembers(JsonNode value) {
        if (value.isObject()) return true;
        for (JsonNode one : value) if (hasMembers(one)) return true;
        return false;
    }

    /** @param isStandard whether other rules know which members the node may have */
    private void names(JsonNode node, String path, boolean isStandard) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String name = field.getKey();
            if (name.equals("@context")) continue;
            String at = member(path, name);
            if (!isStandard && isUnnamed(name)) {
                String message = "'" + name + "' is not the name of a field: nothing follows its prefix; send a name"
                        + " such as ex:note";
                violations.error(at, RULE, message, field.getValue());
            } else if (name.equals("#text") && field.getValue().isContainer()) {
                String message = "#text must be a text, a number, true or false: it is the text of an element in XML;"
                        + " send fields beside it";
                violations.error(at, RULE, message, field.getValue());
            }
            names(field.getValue(), at, isStandard && STANDARD.contains(name));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) names(node.get(i), path + "[" + i + "]", isStandard);
    }

    private static boolean isUnnamed(String name) {
        return name.isEmpty() || name.equals("@") || name.endsWith(":");
    }

    /** Those of the event itself. */
    private void attributes(JsonNode event, String path) {
        event.properties().forEach(field -> {
            String name = field.getKey();
            if (!name.startsWith("@")
                    || name.equals("@context")
                    || !field.getValue().isContainer()) return;
            String message = "'" + name + "' is an attribute in XML, which has a text; send it without the @";
            violations.error(member(path, name), RULE, message, field.getValue());
        });
    }

    private void noType(JsonNode standard, String path) {
        standard.properties().forEach(field -> {
            String name = field.getKey();
            if (!name.startsWith("@") || !name.endsWith(":type")) return;
            String plain = name.substring(1);
            if (!plain.equals("xsi:type") && !XmlNamespaces.XSI.equals(context.namespaceOf(plain))) return;
            String message = "'" + name + "' gives an element of EPCIS another type in XML, and is not kept there;"
                    + " leave it out";
            violations.error(member(path, name), RULE, message, field.getValue());
        });
    }

    private void sensor(JsonNode sensor, String path) {
        noAttributes(sensor, path);
        noAttributes(sensor.path("sensorMetadata"), member(path, "sensorMetadata"));
        JsonNode reports = list(sensor, "sensorReport");
        for (int i = 0; i < reports.size(); i++) noAttributes(reports.get(i), path + ".sensorReport[" + i + "]");
    }

    /** Empty where something else is in place of the list, which {@link JsonShapeChecks} reports. */
    private static JsonNode list(JsonNode node, String name) {
        JsonNode list = node.path(name);
        return list.isArray() ? list : MissingNode.getInstance();
    }

    /** Names with a prefix; {@link JsonShapeChecks} knows the others. */
    private void noAttributes(JsonNode standard, String path) {
        standard.properties().forEach(field -> {
            String name = field.getKey();
            if (!name.startsWith("@") || name.equals("@context") || !JsonShapeChecks.isExtension(name)) return;
            String message = "'" + name + "' would be an attribute in XML, which this element of EPCIS 2.0 does not"
                    + " have; send it without the @";
            violations.error(member(path, name), RULE, message, field.getValue());
        });
    }

    private static String member(String path, String name) {
        return ViolationCollector.member(path, name);
    }
}
