package io.lotledger.api.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.springframework.util.ConcurrentLruCache;

/**
 * Keys the table was asked for a moment ago: a partner who posts event after event is looked up once a second. What this
 * node revokes is forgotten at once; what another one revokes is refused within {@link #FRESH}.
 */
final class ApiKeyCache {
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    private final Function<String, Optional<ValidKey>> table;
    private final Clock clock;
    private final AtomicLong revocations = new AtomicLong();
    private final ConcurrentLruCache<String, Known> latest;

    /** @param askedAfter how many revocations there had been when the table was asked: an answer under way is as old as its question */
    private record Known(Optional<ValidKey> key, Instant askedAt, long askedAfter) {}

    ApiKeyCache(Function<String, Optional<ValidKey>> table, Clock clock) {
        this.table = table;
        this.clock = clock;
        this.latest = new ConcurrentLruCache<>(MOST, keyId -> {
            Instant now = clock.instant();
            long before = revocations.get();
            return new Known(table.apply(keyId), now, before);
        });
    }

    /** Empty for a key that is unknown or revoked, of which nothing is remembered. */
    Optional<ValidKey> find(String keyId) {
        Known known = latest.get(keyId);
        boolean fresh = isFresh(known);
        if (!fresh || known.key.isEmpty()) latest.remove(keyId);
        return fresh ? known.key : table.apply(keyId);
    }

    /** Called once a revocation is committed. */
    void forget() {
        revocations.incrementAndGet();
    }

    private boolean isFresh(Known known) {
        return known.askedAfter == revocations.get() && clock.instant().isBefore(known.askedAt.plus(FRESH));
    }
}
