package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Checks sensor elements: their metadata and reports (EPCIS 2.0 §7.3.7). */
final class SensorRules {
    private static final Set<String> METADATA = Set.of(
            "time",
            "startTime",
            "endTime",
            "deviceID",
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "bizRules");
    private static final List<String> REPORT_URIS = List.of(
            "deviceID",
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "bizRules",
            "microorganism",
            "chemicalSubstance",
            "coordinateReferenceSystem",
            "uriValue");
    private static final List<String> NUMBERS =
            List.of("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue");
    private static final Set<String> REPORT = Set.of(
            "type",
            "exception",
            "deviceID",
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "bizRules",
            "time",
            "microorganism",
            "chemicalSubstance",
            "coordinateReferenceSystem",
            "value",
            "component",
            "stringValue",
            "booleanValue",
            "hexBinaryValue",
            "uriValue",
            "minValue",
            "maxValue",
            "meanValue",
            "sDev",
            "percRank",
            "percValue",
            "uom");
    private static final Pattern HEX = Pattern.compile("[A-Fa-f0-9]+");

    private final ViolationCollector violations;
    private final JsonShapeChecks checks;
    private final IdentifierRules identifiers;
    private final WordRules words;
    private final UnitRules units;
    private final DocumentFormat format;

    SensorRules(
            ViolationCollector violations,
            JsonShapeChecks checks,
            IdentifierRules identifiers,
            WordRules words,
            UnitRules units,
            DocumentFormat format) {
        this.format = format;
        this.violations = violations;
        this.checks = checks;
        this.identifiers = identifiers;
        this.words = words;
        this.units = units;
    }

    void element(JsonNode element, String path) {
        if (!checks.object(element, path, "a sensor element")) return;
        checks.members(element, path, Set.of("sensorMetadata", "sensorReport"), true, "a sensor element");
        JsonNode metadata = element.get("sensorMetadata");
        if (metadata != null) metadata(metadata, path + ".sensorMetadata");
        if (checks.each(element, "sensorReport", path, this::report) == 0) {
            violations.error(
                    path + ".sensorReport", "required", "a sensor element must have at least one sensorReport", null);
        }
        devices(element, path);
    }

    private void metadata(JsonNode metadata, String path) {
        if (!checks.object(metadata, path, "sensorMetadata")) return;
        checks.members(metadata, path, METADATA, true, "sensorMetadata");
        fields(metadata, path, "sensorMetadata");
        for (String name : List.of("time", "startTime", "endTime")) time(metadata, name, path);
        for (String name : List.of("deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "bizRules")) {
            identifiers.optionalUri(metadata, name, path);
        }
    }

    private void report(JsonNode report, String path) {
        if (!checks.object(report, path, "a sensor report")) return;
        checks.members(report, path, REPORT, true, "a sensor report");
        fields(report, path, "a sensor report");
        type(report, path);
        words.optionalWord(report, "type", path, Cbv.MEASUREMENT_TYPE);
        words.optionalWord(report, "exception", path, Cbv.SENSOR_ALERT_TYPE);
        words.optionalWord(report, "component", path, Cbv.COMPONENT);
        time(report, "time", path);
        REPORT_URIS.forEach(name -> identifiers.optionalUri(report, name, path));
        NUMBERS.forEach(name -> checks.number(report, name, path));
        JsonNode text = report.get("stringValue");
        if (text != null && !text.isString())
            violations.error(path + ".stringValue", "shape", "stringValue must be a string", text);
        if (report.has("uom")) units.ofMeasurement(report.get("uom"), path + ".uom");
        JsonNode bool = report.get("booleanValue");
        if (bool != null && !bool.isBoolean()) {
            violations.error(
                    path + ".booleanValue",
                    "shape",
                    "booleanValue must be true or false, in JSON without quotes",
                    bool);
        }
        JsonNode hex = report.get("hexBinaryValue");
        if (hex != null && !(hex.isString() && HEX.matcher(hex.stringValue()).matches())) {
            violations.error(path + ".hexBinaryValue", "shape", "hexBinaryValue must be hexadecimal digits", hex);
        }
    }

    /** In XML each is an attribute. */
    private void fields(JsonNode object, String path, String owner) {
        if (object.size() <= TextRules.MAX_ATTRIBUTES) return;
        String message = owner + " may have at most " + TextRules.MAX_ATTRIBUTES
                + " fields; put your own into an object or beside it";
        violations.error(path, "attributes", message, object);
    }

    /** XML Schema and SHACL allow a report of an exception without a type; the JSON schema does not. */
    private void type(JsonNode report, String path) {
        if (report.has("type")) return;
        if (!report.has("exception")) {
            violations.error(path + ".type", "required", "a sensor report must have a type, such as Temperature", null);
        } else if (format == DocumentFormat.JSON) {
            String message = "GS1's JSON schema requires a type, such as Temperature, even with an exception";
            violations.warning(path + ".type", "sensor-type", message, null);
        }
    }

    /** GS1's schemas and examples allow both. With two different devices, a reader cannot know which one measured. */
    private void devices(JsonNode element, String path) {
        JsonNode device = element.path("sensorMetadata").get("deviceID");
        if (device == null) return;
        int index = 0;
        for (JsonNode report : element.path("sensorReport")) {
            if (report.has("deviceID") && !report.get("deviceID").equals(device)) {
                String message =
                        "sensorMetadata names another deviceID for all its reports; name the device in one of the two";
                violations.warning(
                        path + ".sensorReport[" + index + "].deviceID", "deviceID", message, report.get("deviceID"));
            }
            index++;
        }
    }

    private void time(JsonNode object, String name, String path) {
        JsonNode time = object.get(name);
        if (time != null) checks.time(time, path + "." + name, name);
    }
}
