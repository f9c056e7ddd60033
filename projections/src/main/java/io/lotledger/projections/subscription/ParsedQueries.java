package io.lotledger.projections.subscription;

import io.lotledger.ingest.document.text.Json;
import io.lotledger.projections.query.EventQuery;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parses the JSON of named queries, each text once for all subscriptions that have it. */
public final class ParsedQueries {
    private static final int KEPT = 10_000;

    private final Map<String, EventQuery> parsed = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, EventQuery> eldest) {
            return size() > KEPT;
        }
    };

    public EventQuery of(String json) {
        synchronized (parsed) {
            EventQuery known = parsed.get(json);
            if (known != null) return known;
        }
        EventQuery query = EventQuery.ofJson(Json.MAPPER.readTree(json));
        synchronized (parsed) {
            parsed.put(json, query);
        }
        return query;
    }
}
