package io.lotledger.projections.masterdata;

import io.lotledger.ingest.capture.masterdata.Description;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
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

    /** @param row with the columns {@code attributes}, {@code dates} and {@code replaced} */
    static Description description(ResultSet row) throws SQLException {
        @Nullable Long replaced = row.getObject("replaced", Long.class);
        return new Description(
                values(row.getString("attributes")),
                dates(row.getString("dates")),
                replaced == null ? Description.NEVER : replaced);
    }

    static Map<String, List<String>> values(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, List<String>>>() {});
    }

    private static Map<String, Long> dates(String json) {
        return JSON.readValue(json, new TypeReference<Map<String, Long>>() {});
    }

    static List<String> list(String json) {
        return JSON.readValue(json, new TypeReference<List<String>>() {});
    }
}
