package io.lotledger.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Caches keys for {@link #FRESH}, so that a partner who posts many events causes one lookup a second. A revocation on this node
 * takes effect at once, one on another node within {@link #FRESH}.
 */
final class ApiKeyCache {
    static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MOST = 1_000;

    private final Function<String, Optional<ValidKey>> table;
    private final Ticker ticker;
    private final AtomicLong revocations = new AtomicLong();
    private final Cache<Question, Answer> latest;

    /** @param revocations how many revocations preceded it: an answer to an older question is never looked up */
    private record Question(String keyId, long revocations) {}

    private record Answer(ValidKey key, long askedAt) {}

    ApiKeyCache(Function<String, Optional<ValidKey>> table, Ticker ticker) {
        this.table = table;
        this.ticker = ticker;
        this.latest = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(ticker)
                // from the question on: another node may revoke the key while the answer is under way
                .expireAfter(Expiry.writing(
                        (Question asked, Answer answer) -> FRESH.minusNanos(ticker.read() - answer.askedAt)))
                .build();
    }

    /** Empty for an unknown or revoked key, which is not cached. */
    Optional<ValidKey> find(String keyId) {
        Answer answer = latest.get(new Question(keyId, revocations.get()), asked -> {
            long now = ticker.read();
            return table.apply(keyId).map(key -> new Answer(key, now)).orElse(null);
        });
        return Optional.ofNullable(answer).map(Answer::key);
    }

    /** Called once a revocation is committed. */
    void invalidate() {
        revocations.incrementAndGet();
    }
}
