package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.Violation;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the outcomes of a run of events are kept: one JSON array, what goes without saying left out. An index is told where it
 * is not the one before and one, a status where it is not {@code ACCEPTED}, an event hash without what every hash has.
 */
final class OutcomesJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();
    private static final TypeReference<List<Kept>> KEPT = new TypeReference<>() {};

    private OutcomesJson() {}

    private static final String BEFORE_HASH = "ni:///sha-256;";
    private static final String AFTER_HASH = "?ver=CBV2.0";

    private record Kept(
            @Nullable Integer index,
            @Nullable String eventID,
            EventOutcome.@Nullable Status status,
            @Nullable String payloadHash,
            @Nullable String hash,
            @Nullable List<Violation> warnings,
            @Nullable List<Violation> errors) {
        EventOutcome outcome(int next) {
            return new EventOutcome(
                    index == null ? next : index,
                    eventID,
                    status == null ? EventOutcome.Status.ACCEPTED : status,
                    hash == null ? payloadHash : BEFORE_HASH + hash + AFTER_HASH,
                    warnings == null ? List.of() : warnings,
                    errors == null ? List.of() : errors);
        }
    }

    static String write(List<EventOutcome> outcomes) {
        StringWriter text = new StringWriter(150 * outcomes.size());
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartArray();
            int next = -1; // the first index is always told
            for (EventOutcome outcome : outcomes) {
                json.writeStartObject();
                if (outcome.index() != next) json.writeNumberProperty("index", outcome.index());
                next = outcome.index() + 1;
                if (outcome.eventID() != null) json.writeStringProperty("eventID", outcome.eventID());
                if (outcome.status() != EventOutcome.Status.ACCEPTED)
                    json.writeStringProperty("status", outcome.status().name());
                if (outcome.payloadHash() != null) writeHash(outcome.payloadHash(), json);
                if (!outcome.warnings().isEmpty()) json.writePOJOProperty("warnings", outcome.warnings());
                if (!outcome.errors().isEmpty()) json.writePOJOProperty("errors", outcome.errors());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        return text.toString();
    }

    private static void writeHash(String hash, JsonGenerator json) {
        boolean usual = hash.startsWith(BEFORE_HASH)
                && hash.endsWith(AFTER_HASH)
                && hash.length() >= BEFORE_HASH.length() + AFTER_HASH.length();
        if (usual)
            json.writeStringProperty("hash", hash.substring(BEFORE_HASH.length(), hash.length() - AFTER_HASH.length()));
        else json.writeStringProperty("payloadHash", hash);
    }

    static List<EventOutcome> read(String json) {
        List<EventOutcome> outcomes = new ArrayList<>();
        int next = 0;
        for (Kept kept : MAPPER.readValue(json, KEPT)) {
            EventOutcome outcome = kept.outcome(next);
            outcomes.add(outcome);
            next = outcome.index() + 1;
        }
        return outcomes;
    }
}
