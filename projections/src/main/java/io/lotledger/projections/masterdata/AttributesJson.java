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

    static String write(Attributes attributes) {
        return JSON.writeValueAsString(new TreeMap<>(attributes.values()));
    }

    static Attributes read(String json) {
        return new Attributes(JSON.readValue(json, new TypeReference<Map<String, List<String>>>() {}));
    }
}
