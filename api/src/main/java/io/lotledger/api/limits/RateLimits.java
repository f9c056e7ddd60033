package io.lotledger.api.limits;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.optimization.DelayParameters;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.lotledger.api.clock.DatabaseClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts the requests of each key against its limits. The counts are in PostgreSQL and all nodes share them. A node counts by
 * itself for up to {@link #APART}, or a tenth of the limit, before it looks there: most requests take no round trip, and two
 * nodes together let at most that tenth more through than the limit, which the next window takes back.
 */
@Component
public class RateLimits implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);

    /** The longest that a node counts without a look at the common count. */
    private static final Duration APART = Duration.ofSeconds(1);

    private static final int APART_SHARE = 10;
    private static final int MOST_APART = 1_000;
    private static final int MOST_BUCKETS = 20_000;
    private static final Duration KEPT = Duration.ofDays(2);
    private static final int REMOVED_AT_ONCE = 1_000;

    private final JdbcClient database;
    private final PostgreSQLSelectForUpdateBasedProxyManager<String> shared;
    private final LoadingCache<Bucket, BucketProxy> buckets;
    private final ScheduledExecutorService upkeep = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "rate-limit-upkeep");
        thread.setDaemon(true);
        return thread;
    });

    /** @param limit part of the identity: a limit that is changed begins a new window */
    private record Bucket(String keyId, int limit, Window window) {
        String id() {
            return keyId + " " + limit + " per " + window;
        }

        String policy() {
            return limit + ";w=" + window.length.toSeconds();
        }
    }

    private enum Window {
        MINUTE(Duration.ofMinutes(1)),
        DAY(Duration.ofDays(1));

        private final Duration length;

        Window(Duration length) {
            this.length = length;
        }
    }

    private record Counted(Bucket bucket, ConsumptionProbe probe) {}

    RateLimits(DataSource database) {
        this(database, InstantSource.system());
    }

    /** @param clock the same on all nodes: windows begin and end by it */
    @Autowired
    RateLimits(DataSource database, DatabaseClock clock) {
        this(database, (InstantSource) clock);
        clock.onSetBack(this::beginAgain);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the upkeep logs its failure and runs again
    private RateLimits(DataSource database, InstantSource clock) {
        this.database = JdbcClient.create(database);
        this.shared = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .table("rate_bucket")
                .clientClock(new Windows(clock))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofMinutes(1)))
                .build();
        this.buckets = Caffeine.newBuilder()
                .maximumSize(MOST_BUCKETS)
                .expireAfterAccess(KEPT)
                .build(this::bucket);
        upkeep.scheduleWithFixedDelay(this::removeExpired, 1, 60, TimeUnit.MINUTES);
    }

    private record Windows(InstantSource clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            return TimeUnit.MILLISECONDS.toNanos(clock.millis());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }

    /** A window that ends in the future, by a clock that was set back, would refuse requests until then. */
    private void beginAgain() {
        database.sql("delete from rate_bucket").update();
        buckets.invalidateAll();
    }

    /** Counts a request; empty for a key without limits. While the database is away, requests are not counted. */
    public Optional<RateLimitStanding> count(String keyId, KeyLimits limits) {
        List<Bucket> limited = limited(keyId, limits);
        if (limited.isEmpty()) return Optional.empty();
        List<Counted> counts = new ArrayList<>();
        try {
            for (Bucket bucket : limited) {
                ConsumptionProbe probe = buckets.get(bucket).tryConsumeAndReturnRemaining(1);
                counts.add(new Counted(bucket, probe));
                if (!probe.isConsumed()) break;
            }
        } catch (RuntimeException e) { // the request itself says what ails the database
            LOG.warn("A request of key {} is not counted against its limits: {}", keyId, e.toString());
            return Optional.empty();
        }
        return Optional.of(standing(limited, counts));
    }

    private static List<Bucket> limited(String keyId, KeyLimits limits) {
        List<Bucket> limited = new ArrayList<>(2);
        @Nullable Integer perMinute = limits.perMinute();
        @Nullable Integer perDay = limits.perDay();
        if (perMinute != null) limited.add(new Bucket(keyId, perMinute, Window.MINUTE));
        if (perDay != null) limited.add(new Bucket(keyId, perDay, Window.DAY));
        return limited;
    }

    private static RateLimitStanding standing(List<Bucket> limited, List<Counted> counts) {
        Counted nearest = counts.stream()
                .min(Comparator.comparing((Counted counted) -> counted.probe().isConsumed())
                        .thenComparing(counted -> counted.probe().getRemainingTokens()))
                .orElseThrow();
        boolean exceeded = !nearest.probe().isConsumed();
        return new RateLimitStanding(
                limited.stream().map(Bucket::policy).collect(Collectors.joining(", ")),
                nearest.bucket().limit(),
                exceeded ? 0 : Math.max(0, nearest.probe().getRemainingTokens()),
                Duration.ofNanos(
                        exceeded
                                ? nearest.probe().getNanosToWaitForRefill()
                                : nearest.probe().getNanosToWaitForReset()),
                exceeded);
    }

    private BucketProxy bucket(Bucket bucket) {
        int apart = Math.max(1, Math.min(MOST_APART, bucket.limit() / APART_SHARE));
        return shared.builder()
                .withOptimization(Optimizations.delaying(new DelayParameters(apart, APART)))
                .build(
                        bucket.id(),
                        () -> BucketConfiguration.builder()
                                .addLimit(limit -> limit.capacity(bucket.limit())
                                        .refillIntervally(bucket.limit(), bucket.window().length))
                                .build());
    }

    private void removeExpired() {
        try {
            while (shared.removeExpired(REMOVED_AT_ONCE) == REMOVED_AT_ONCE) LOG.debug("Removed unused counts");
        } catch (RuntimeException e) { // the next round tries again
            LOG.warn("Unused counts of limits stay: {}", e.toString());
        }
    }

    @Override
    public void destroy() {
        upkeep.shutdownNow();
    }
}
