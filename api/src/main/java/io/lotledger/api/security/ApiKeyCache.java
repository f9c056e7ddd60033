package io.lotledger.api.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.util.ConcurrentLruCache;

/**
 * Caches keys for {@link #FRESH}, so that a partner who posts many events causes one lookup a second. A revocation on this node
 * takes effect at once, one on another node within {@link #FRESH}.
 */
final class ApiKeyCache {
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    private final Function<String, Optional<ValidKey>> table;
    private final Clock clock;
    private final AtomicLong revocations = new AtomicLong();
    private final ConcurrentLruCache<String, Known> latest;

    /** @param revocations count of revocations before the table was read, so that a read that overlaps a revocation is stale */
    private record Known(Optional<ValidKey> key, Instant readAt, long revocations) {}

    ApiKeyCache(Function<String, Optional<ValidKey>> table, Clock clock) {
        this.table = table;
        this.clock = clock;
        this.latest = new ConcurrentLruCache<>(MOST, keyId -> {
            Instant now = clock.instant();
            long before = revocations.get();
            return new Known(table.apply(keyId), now, before);
        });
    }

    /** Empty for an unknown or revoked key, which is not cached. */
    Optional<ValidKey> find(String keyId) {
        Known known = latest.get(keyId);
        boolean fresh = isFresh(known);
        if (!fresh || known.key.isEmpty()) latest.remove(keyId);
        return fresh ? known.key : table.apply(keyId);
    }

    /** Called once a revocation is committed. */
    void invalidate() {
        revocations.incrementAndGet();
    }

    private boolean isFresh(Known known) {
        return known.revocations == revocations.get() && clock.instant().isBefore(known.readAt.plus(FRESH));
    }
}
