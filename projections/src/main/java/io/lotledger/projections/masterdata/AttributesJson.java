package io.lotledger.projections.masterdata;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Attributes as stored: one JSON object with sorted names, so that equal attributes give equal text. */
final class AttributesJson {
    private static final JsonMapper JSON = new JsonMapper();

    private AttributesJson() {}

    /** @param byName values or dates */
    static String write(Map<String, ?> byName) {
        return JSON.writeValueAsString(new TreeMap<>(byName));
    }

    static Attributes read(String json) {
        return new Attributes(values(json));
    }

    static Map<String, List<String>> values(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, List<String>>>() {});
    }

    static Map<String, Long> dates(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, Long>>() {});
    }
}
