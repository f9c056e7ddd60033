package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The stored JSON form of violations and master data attributes. */
public final class CaptureJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<List<Violation>> VIOLATIONS = new TypeReference<>() {};
    private static final TypeReference<Map<String, List<String>>> ATTRIBUTES = new TypeReference<>() {};

    private CaptureJson() {}

    public static String of(List<Violation> violations) {
        return violations.isEmpty() ? "[]" : MAPPER.writeValueAsString(violations);
    }

    public static List<Violation> violations(String json) {
        return json.equals("[]") ? List.of() : MAPPER.readValue(json, VIOLATIONS);
    }

    public static String of(Map<String, List<String>> attributes) {
        return MAPPER.writeValueAsString(attributes);
    }

    static Map<String, List<String>> attributes(String json) {
        return MAPPER.readValue(json, ATTRIBUTES);
    }
}
