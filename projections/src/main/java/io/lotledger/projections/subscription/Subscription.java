package io.lotledger.projections.subscription;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook subscription to a named query (EPCIS 2.0 §8.2.5).
 *
 * @param query the JSON of the named query
 * @param dest where batches are posted
 * @param epcFormat the word of GS1-EPC-Format in which identifiers are delivered
 * @param schedule empty when events are delivered as they arrive
 * @param reportIfEmpty whether a scheduled run without events is reported
 * @param token signs each batch; null when batches are not signed
 * @param previousToken signs batches as well, until {@code previousUntil}
 */
public record Subscription(
        UUID id,
        UUID organisation,
        String queryName,
        String query,
        String dest,
        String epcFormat,
        Optional<Schedule> schedule,
        boolean reportIfEmpty,
        @Nullable Instant initialRecordTime,
        Instant createdAt,
        @Nullable String token,
        @Nullable String previousToken,
        @Nullable Instant previousUntil) {

    public boolean isStream() {
        return schedule.isEmpty();
    }

    /** Without the secrets, which must not reach a log. */
    @Override
    public String toString() {
        return "Subscription[" + id + " of query " + queryName + "]";
    }
}
