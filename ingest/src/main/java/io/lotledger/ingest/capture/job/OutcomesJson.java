package io.lotledger.ingest.capture.job;

import io.lotledger.ingest.document.text.Violation;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the outcomes of a run of events are kept: one JSON array, what goes without saying left out. An index is told where it
 * is not the one before and one, a status where it is not {@code ACCEPTED}, an event hash without what every hash has.
 */
final class OutcomesJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // a list is read out of the middle of the rest
            .build();
    private static final TypeReference<List<Violation>> VIOLATIONS = new TypeReference<>() {};
    private static final String BEFORE_HASH = "ni:///sha-256;";
    private static final String AFTER_HASH = "?ver=CBV2.0";

    private OutcomesJson() {}

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
        try (JsonParser parser = MAPPER.createParser(json)) {
            parser.nextToken();
            for (int next = 0; parser.nextToken() == JsonToken.START_OBJECT; next++) {
                EventOutcome outcome = outcome(parser, next);
                outcomes.add(outcome);
                next = outcome.index();
            }
        }
        return outcomes;
    }

    private static EventOutcome outcome(JsonParser json, int next) {
        int index = next;
        String eventID = null;
        EventOutcome.Status status = EventOutcome.Status.ACCEPTED;
        String hash = null;
        List<Violation> warnings = List.of();
        List<Violation> errors = List.of();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() == JsonToken.VALUE_NULL) continue;
            switch (name) {
                case "index" -> index = json.getIntValue();
                case "eventID" -> eventID = json.getString();
                case "status" -> status = EventOutcome.Status.valueOf(json.getString());
                case "hash" -> hash = BEFORE_HASH + json.getString() + AFTER_HASH;
                case "payloadHash" -> hash = json.getString();
                case "warnings" -> warnings = MAPPER.readValue(json, VIOLATIONS);
                case "errors" -> errors = MAPPER.readValue(json, VIOLATIONS);
                default -> json.skipChildren();
            }
        }
        return new EventOutcome(index, eventID, status, hash, warnings, errors);
    }
}
