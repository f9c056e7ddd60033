package io.lotledger.projections.processor;

import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one projection up to date with the log, step by step, on its own thread. A failed step is retried until it
 * succeeds.
 */
final class ProjectionFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionFollower.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE_IN_OUTAGE = Duration.ofSeconds(1);
    /** Poll interval for changes that raise no signal here: commits and released claims of other nodes. */
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    /**
     * A projection further ahead than this waits for the others, so that each range of the log is read once for all.
     */
    private static final long FAR_AHEAD = 3L * SharedLogReader.BLOCK;

    /**
     * Rest after a step that has caught up. Documents of one event that arrive meanwhile are written together; otherwise each of
     * them would cost a transaction per projection, and they would wait for these.
     */
    private static final Duration REST = Duration.ofMillis(50);

    private final ProjectionStep step;
    private final ReadPriorityThrottle throttle;
    /** Raised when the log, or a projection that this one reads, has advanced. */
    private final LogSignal news = new LogSignal();
    /** Raised when any projection has advanced. */
    private final LogSignal progress;

    private final BooleanSupplier isDiskShort;
    private volatile boolean stopped;
    private volatile long position;
    private volatile long advancedAt;
    private volatile @Nullable Throwable failure;

    ProjectionFollower(
            ProjectionStep step, ReadPriorityThrottle throttle, LogSignal progress, BooleanSupplier isDiskShort) {
        this.step = step;
        this.throttle = throttle;
        this.progress = progress;
        this.isDiskShort = isDiskShort;
    }

    String name() {
        return step.projection().name();
    }

    /** Why the last step failed; {@code null} once a step has succeeded since. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void begin() {
        stopped = false;
        news.begin();
    }

    void stop() {
        stopped = true;
        news.end();
    }

    void wake() {
        news.raise();
    }

    void follow(List<ProjectionFollower> all) {
        Duration pause = FIRST_PAUSE;
        while (!stopped) {
            long seen = news.count();
            if (isDiskShort.getAsBoolean()) {
                news.await(Long.MAX_VALUE, POLL_INTERVAL);
                continue;
            }
            try {
                ProjectionStep.Result result = throttle.run(step::run);
                failure = null;
                pause = FIRST_PAUSE;
                if (result.advanced()) {
                    position = result.position();
                    advancedAt = System.nanoTime();
                    tell(all);
                    waitForOthers(all);
                    if (!result.more()) news.await(Long.MAX_VALUE, REST);
                } else {
                    news.await(seen, POLL_INTERVAL);
                }
            } catch (RuntimeException | Error e) { // if this thread died, the projection would stop without a trace
                if (stopped) return;
                failure = e;
                LOG.warn(
                        "projection {} failed and retries in {}: {}",
                        name(),
                        pause,
                        DatabaseOutage.first(e).toString());
                news.await(Long.MAX_VALUE, pause);
                Duration longest = longestPauseAfter(e);
                pause = pause.multipliedBy(2).compareTo(longest) > 0 ? longest : pause.multipliedBy(2);
            }
        }
    }

    /** After a database outage readers wait for the projections, so these retry more often. */
    static Duration longestPauseAfter(Throwable failure) {
        return DatabaseOutage.isBehind(failure) ? LONGEST_PAUSE_IN_OUTAGE : LONGEST_PAUSE;
    }

    private void tell(List<ProjectionFollower> all) {
        progress.raise();
        for (ProjectionFollower other : all) {
            if (other.step.projection().reads().contains(name())) other.wake();
        }
    }

    private void waitForOthers(List<ProjectionFollower> all) {
        long seen = progress.count();
        while (!stopped && all.stream().anyMatch(this::isFarAheadOf)) {
            progress.await(seen, POLL_INTERVAL);
            seen = progress.count();
        }
    }

    /** A follower that has not advanced for a while is stuck for a reason of its own; the others do not wait for it. */
    private boolean isFarAheadOf(ProjectionFollower other) {
        boolean advancing = other.failure == null
                && other.advancedAt != 0
                && System.nanoTime() - other.advancedAt < 2 * POLL_INTERVAL.toNanos();
        return advancing && position - other.position > FAR_AHEAD;
    }
}
