package io.lotledger.projections.subscription;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.projections.query.EventQuery;

/** Parses the JSON of named queries, each text once for all subscriptions that have it. */
public final class ParsedQueries {
    private static final int KEPT = 10_000;

    private final Cache<String, EventQuery> parsed =
            Caffeine.newBuilder().maximumSize(KEPT).build();

    /** @throws io.lotledger.projections.query.QueryRefusedException when this version of the server refuses the query */
    public EventQuery of(String json) {
        return parsed.get(json, text -> EventQuery.ofJson(Json.MAPPER.readTree(text)));
    }
}
