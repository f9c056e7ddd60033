package io.lotledger.api.queries;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.lotledger.projections.query.named.NamedQuery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A named query as GS1's OpenAPI describes it, and who stored it when.
 *
 * @param query JSON, exactly as stored
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NamedQueryBody(
        String name,
        @JsonRawValue String query,
        @Nullable Instant createdAt,
        @Nullable String createdBy) {
    static NamedQueryBody of(NamedQuery query) {
        return new NamedQueryBody(query.name(), query.json(), query.createdAt(), query.createdBy());
    }
}
