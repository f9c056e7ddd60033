package io.lotledger.ingest.capture.job;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The stored form of refused events. */
final class RefusedJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<List<RefusedEvent>> EVENTS = new TypeReference<>() {};

    private RefusedJson() {}

    static @Nullable String write(List<RefusedEvent> events) {
        return events.isEmpty() ? null : MAPPER.writeValueAsString(events);
    }

    static List<RefusedEvent> read(@Nullable String json) {
        return json == null ? List.of() : MAPPER.readValue(json, EVENTS);
    }
}
