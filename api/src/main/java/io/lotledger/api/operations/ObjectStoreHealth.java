package io.lotledger.api.operations;

import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.WorkbookStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Reports whether S3 accepts workbooks. S3 is checked once at the start, then on requests for health, at most every few seconds.
 * A request does not wait for an S3 that hangs.
 *
 * <p>{@code DEGRADED} and not {@code DOWN}: capture and queries work, and exports wait for S3.
 */
@Component("s3")
final class ObjectStoreHealth implements HealthIndicator, DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(ObjectStoreHealth.class);
    private static final Status DEGRADED = new Status("DEGRADED", "S3 does not accept workbooks");
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final WorkbookStore store;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(ObjectStoreHealth::thread);
    private Health last = Health.unknown().build();
    private volatile boolean reached;
    private @Nullable Long checkedAt;
    private @Nullable CompletableFuture<Health> running;

    ObjectStoreHealth(WorkbookStore store) {
        this.store = store;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "s3-health");
        thread.setDaemon(true);
        return thread;
    }

    @EventListener(ApplicationStartedEvent.class)
    void checkOnceAtStart() {
        CompletableFuture<Void> logged = startCheck()
                .thenAccept(health -> Optional.ofNullable(health.getDetails().get("error"))
                        .filter(error -> !executor.isShutdown()) // a stop ends the check
                        .ifPresent(error -> LOG.warn(
                                "{} Until this is fixed, events are captured, but exports wait and fail with"
                                        + " storage_unavailable; GET /actuator/health shows it as component s3.",
                                error)));
    }

    @Override
    public Health health() {
        CompletableFuture<Health> checked = isFresh() ? CompletableFuture.completedFuture(last()) : startCheck();
        return checked.completeOnTimeout(last(), WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Whether S3 has accepted the server's credentials at least once since the start. */
    boolean hasBeenReached() {
        if (!reached) health();
        return reached;
    }

    private synchronized boolean isFresh() {
        return checkedAt != null && System.nanoTime() - checkedAt < FRESH.toNanos();
    }

    private synchronized boolean isFirst() {
        return checkedAt == null;
    }

    private synchronized Health last() {
        return last;
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }

    /** Concurrent requests share one check. */
    private synchronized CompletableFuture<Health> startCheck() {
        CompletableFuture<Health> underWay = running;
        if (underWay == null) {
            underWay = CompletableFuture.supplyAsync(this::checked, executor);
            running = underWay;
        }
        return underWay.copy();
    }

    private Health checked() {
        Health now = isFirst() ? firstCheck() : check();
        synchronized (this) {
            last = now;
            if (now.getStatus().equals(Status.UP)) reached = true;
            checkedAt = System.nanoTime();
            running = null;
        }
        return now;
    }

    /** On a busy machine the first call may take longer than a check is given, as it loads the client too: it is made twice. */
    private Health firstCheck() {
        Health first = check();
        return first.getStatus().equals(Status.UP) ? first : check();
    }

    private Health check() {
        try {
            store.check();
            return Health.up().build();
        } catch (StorageUnavailable e) {
            return Health.status(DEGRADED).withDetail("error", e.getMessage()).build();
        } catch (RuntimeException e) {
            LOG.warn("S3 cannot be checked", e);
            return Health.status(DEGRADED)
                    .withDetail("error", "S3 cannot be checked (" + e.getClass().getSimpleName() + ").")
                    .build();
        }
    }
}
