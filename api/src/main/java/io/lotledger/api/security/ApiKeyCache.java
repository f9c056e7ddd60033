package io.lotledger.api.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Caches keys for {@link #FRESH}, so that a partner who posts many events causes one lookup a second. A revocation on this node
 * takes effect at once, one on another node within {@link #FRESH}. A new secret, a later expiry and an active organisation take
 * effect on every node within {@link #REFUSAL_FRESH}, because no key is refused by the cache alone.
 */
final class ApiKeyCache {
    static final Duration FRESH = Duration.ofSeconds(1);

    /** How long a second look at the table answers for a key: somebody who guesses secrets causes ten lookups a second. */
    static final Duration REFUSAL_FRESH = Duration.ofMillis(100);

    private static final int MOST = 1_000;

    private final Function<String, Optional<ValidKey>> table;
    private final Ticker ticker;
    private final AtomicLong revocations = new AtomicLong();
    private final Cache<Question, Answer> latest;

    /** @param revocations count of revocations before the question; a later revocation makes its answer unreachable */
    private record Question(String keyId, long revocations) {}

    /** @param again whether the table was asked because the answer before opened nothing */
    private record Answer(ValidKey key, long askedAt, boolean again) {}

    ApiKeyCache(Function<String, Optional<ValidKey>> table, Ticker ticker) {
        this.table = table;
        this.ticker = ticker;
        this.latest = Caffeine.newBuilder()
                .maximumSize(MOST)
                .ticker(ticker)
                // counted from the question, because another node may revoke the key before the answer arrives
                .expireAfter(Expiry.writing(
                        (Question asked, Answer answer) -> FRESH.minusNanos(ticker.read() - answer.askedAt)))
                .build();
    }

    /**
     * Empty for an unknown or revoked key, which is not cached. The table is read outside the cache's lock: while the database
     * is away, requests with one key would otherwise wait for each other's timeout.
     *
     * @param opens whether the key as it is in the cache lets the request in; if not, another node may have changed it since
     */
    Optional<ValidKey> find(String keyId, Predicate<ValidKey> opens) {
        Question question = new Question(keyId, revocations.get());
        Answer cached = latest.getIfPresent(question);
        if (cached != null && (opens.test(cached.key()) || isRefusalFresh(cached))) return Optional.of(cached.key());
        long askedAt = ticker.read();
        Optional<ValidKey> key = table.apply(keyId);
        key.ifPresent(valid -> latest.put(question, new Answer(valid, askedAt, cached != null)));
        return key;
    }

    private boolean isRefusalFresh(Answer cached) {
        return cached.again() && ticker.read() - cached.askedAt() < REFUSAL_FRESH.toNanos();
    }

    /** Called once a revocation is committed. */
    void invalidate() {
        revocations.incrementAndGet();
    }
}
