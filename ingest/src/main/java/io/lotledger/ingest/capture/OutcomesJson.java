package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.Violation;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How the outcomes of a run of events are kept: one JSON array, what goes without saying left out. */
final class OutcomesJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final TypeReference<List<Kept>> KEPT = new TypeReference<>() {};

    private OutcomesJson() {}

    private record Kept(
            int index,
            @Nullable String eventID,
            EventOutcome.Status status,
            @Nullable String payloadHash,
            @Nullable List<Violation> warnings,
            @Nullable List<Violation> errors) {
        EventOutcome outcome() {
            return new EventOutcome(
                    index,
                    eventID,
                    status,
                    payloadHash,
                    warnings == null ? List.of() : warnings,
                    errors == null ? List.of() : errors);
        }
    }

    static String write(List<EventOutcome> outcomes) {
        StringWriter text = new StringWriter(200 * outcomes.size());
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartArray();
            for (EventOutcome outcome : outcomes) {
                json.writeStartObject();
                json.writeNumberProperty("index", outcome.index());
                if (outcome.eventID() != null) json.writeStringProperty("eventID", outcome.eventID());
                json.writeStringProperty("status", outcome.status().name());
                if (outcome.payloadHash() != null) json.writeStringProperty("payloadHash", outcome.payloadHash());
                if (!outcome.warnings().isEmpty()) json.writePOJOProperty("warnings", outcome.warnings());
                if (!outcome.errors().isEmpty()) json.writePOJOProperty("errors", outcome.errors());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    static List<EventOutcome> read(String json) {
        return MAPPER.readValue(json, KEPT).stream().map(Kept::outcome).toList();
    }
}
