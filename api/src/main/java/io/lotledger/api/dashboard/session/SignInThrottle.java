package io.lotledger.api.dashboard.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** At most {@link #MOST} failed sign-ins a minute from one address, on each node. */
@Component
class SignInThrottle {
    static final int MOST = 5;

    private final Cache<String, AtomicInteger> failures = Caffeine.newBuilder()
            .expireAfterWrite(Duration.ofMinutes(1))
            .maximumSize(10_000)
            .build();

    boolean isOpen(String address) {
        AtomicInteger failed = failures.getIfPresent(address);
        return failed == null || failed.get() < MOST;
    }

    void failed(String address) {
        failures.get(address, first -> new AtomicInteger()).incrementAndGet();
    }
}
