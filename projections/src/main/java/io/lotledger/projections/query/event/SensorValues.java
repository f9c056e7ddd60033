package io.lotledger.projections.query.event;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.projections.query.event.Facet.Area;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the values of sensor elements (EPCIS 2.0 §7.3.7). */
public final class SensorValues {
    public static final List<String> MEASURES =
            List.of("value", "minValue", "maxValue", "meanValue", "sDev", "percValue");
    private static final Set<String> TIMES = Set.of("time", "startTime", "endTime");
    private static final Set<String> TEXTS = Set.of("stringValue", "hexBinaryValue");
    private static final Set<String> IDENTIFIERS = Set.of(
            "deviceID",
            "deviceMetadata",
            "rawData",
            "dataProcessingMethod",
            "bizRules",
            "microorganism",
            "chemicalSubstance",
            "uriValue");

    private final Words words;
    private final ExtensionValues extensions;

    SensorValues(JsonLdContext context, Words words) {
        this.words = words;
        this.extensions = new ExtensionValues(context);
    }

    void addTo(QueriedEvent event, @Nullable JsonNode elements) {
        if (elements == null || elements.isEmpty()) return;
        event.addPresence(Facet.SENSOR_ELEMENT_LIST);
        for (JsonNode element : elements.isArray() ? elements : List.of(elements)) {
            extensions.addTo(event, Area.SENSORELEMENT, element);
            for (JsonNode metadata : each(element.get("sensorMetadata"))) fields(event, Area.SENSORMETADATA, metadata);
            for (JsonNode report : each(element.get("sensorReport"))) {
                fields(event, Area.SENSORREPORT, report);
                measures(event, report);
            }
        }
    }

    private static Iterable<JsonNode> each(@Nullable JsonNode value) {
        if (value == null) return List.of();
        return value.isArray() ? value : List.of(value);
    }

    private void fields(QueriedEvent event, Area area, JsonNode fields) {
        extensions.addTo(event, area, fields);
        fields.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (!value.isValueNode() || value.isNull()) return;
            String text = value.asString();
            if (TIMES.contains(name)) time(event, area, name, text);
            else if (IDENTIFIERS.contains(name)) add(event, area, name, words.identifier(text));
            else if (TEXTS.contains(name)) add(event, area, name, text.strip());
            else if (name.equals("booleanValue")) add(event, area, name, text);
            else if (name.equals("type")) add(event, area, name, words.measurementType(text));
        });
    }

    private static void add(QueriedEvent event, Area area, String name, String value) {
        event.add(Facet.sensor(name), value);
        event.add(Facet.sensor(area, name), value);
    }

    private static void time(QueriedEvent event, Area area, String name, String text) {
        Instant time = Times.parseAnyYear(text);
        if (time == null) return;
        event.addRanged(Facet.sensor(name), "d:" + time);
        event.addRanged(Facet.sensor(area, name), "d:" + time);
    }

    private static void measures(QueriedEvent event, JsonNode report) {
        JsonNode uom = report.get("uom");
        String unit = uom != null && uom.isString() ? uom.stringValue().strip() : null;
        for (String name : MEASURES) {
            number(report.get(name)).ifPresent(value -> event.add(Facet.sensor(name), new Measure(value, unit)));
        }
        number(report.get("percRank")).ifPresent(rank -> event.add(Facet.sensor("percRank"), new Measure(rank, null)));
    }

    private static Optional<BigDecimal> number(@Nullable JsonNode value) {
        return value != null && value.isNumber() ? Optional.of(value.decimalValue()) : Optional.empty();
    }
}
