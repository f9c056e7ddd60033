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
 * The stored form of consecutive outcomes: one JSON array that leaves out default values. An index is written when it
 * is not the previous one plus 1, a status when it is not {@code ACCEPTED}, and an event hash without its constant
 * prefix and suffix.
 */
final class OutcomesJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // violations are read from the middle of the array
            .build();
    private static final TypeReference<List<Violation>> VIOLATIONS = new TypeReference<>() {};
    private static final String HASH_PREFIX = "ni:///sha-256;";
    private static final String HASH_SUFFIX = "?ver=CBV2.0";

    private OutcomesJson() {}

    static String write(List<EventOutcome> outcomes) {
        StringWriter text = new StringWriter(150 * outcomes.size());
        try (JsonGenerator json = MAPPER.createGenerator(text)) {
            json.writeStartArray();
            int next = -1; // the first index is always written
            for (EventOutcome outcome : outcomes) {
                json.writeStartObject();
                if (outcome.index() != next) json.writeNumberProperty("index", outcome.index());
                next = outcome.index() + 1;
                if (outcome.place() != null) json.writeStringProperty("place", outcome.place());
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
        boolean hasAffixes = hash.startsWith(HASH_PREFIX)
                && hash.endsWith(HASH_SUFFIX)
                && hash.length() >= HASH_PREFIX.length() + HASH_SUFFIX.length();
        if (hasAffixes)
            json.writeStringProperty(
                    "hash", hash.substring(HASH_PREFIX.length(), hash.length() - HASH_SUFFIX.length()));
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
        String place = null;
        String eventID = null;
        EventOutcome.Status status = EventOutcome.Status.ACCEPTED;
        String hash = null;
        List<Violation> warnings = List.of();
        List<Violation> errors = List.of();
        for (String name = json.nextName(); name != null; name = json.nextName()) {
            if (json.nextToken() == JsonToken.VALUE_NULL) continue;
            switch (name) {
                case "index" -> index = json.getIntValue();
                case "place" -> place = json.getString();
                case "eventID" -> eventID = json.getString();
                case "status" -> status = EventOutcome.Status.valueOf(json.getString());
                case "hash" -> hash = HASH_PREFIX + json.getString() + HASH_SUFFIX;
                case "payloadHash" -> hash = json.getString();
                case "warnings" -> warnings = MAPPER.readValue(json, VIOLATIONS);
                case "errors" -> errors = MAPPER.readValue(json, VIOLATIONS);
                default -> json.skipChildren();
            }
        }
        return new EventOutcome(index, place, eventID, status, hash, warnings, errors);
    }
}
