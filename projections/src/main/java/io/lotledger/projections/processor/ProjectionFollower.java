package io.lotledger.projections.processor;

import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one projection along the log, step by step, on a thread of its own; what fails is tried again until it succeeds. */
final class ProjectionFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ProjectionFollower.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE_OF_AN_OUTAGE = Duration.ofSeconds(1);
    /** Without a signal: what another node committed, or let go of. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    /** Who is further ahead than this lets the others come near: then a run of the log is read once for all. */
    private static final long FAR_AHEAD = 3L * SharedLogReader.BLOCK;

    private final ProjectionStep step;
    private final ReadPriorityThrottle turns;
    private final LogSignal signal;
    private volatile boolean stopped;
    private volatile long position;
    private volatile long movedAt;
    private volatile @Nullable Throwable failure;

    ProjectionFollower(ProjectionStep step, ReadPriorityThrottle turns, LogSignal signal) {
        this.step = step;
        this.turns = turns;
        this.signal = signal;
    }

    String name() {
        return step.projection().name();
    }

    /** Why the last try failed, as long as none has succeeded since. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    void begin() {
        stopped = false;
    }

    void stop() {
        stopped = true;
    }

    void follow(List<ProjectionFollower> all) {
        Duration pause = FIRST_PAUSE;
        while (!stopped) {
            long seen = signal.count();
            try {
                ProjectionStep.Result result = turns.take(step::go);
                failure = null;
                pause = FIRST_PAUSE;
                if (result.moved()) {
                    position = result.position();
                    movedAt = System.nanoTime();
                    signal.raise();
                    letOthersComeNear(all);
                } else {
                    signal.await(seen, LOOK_AGAIN);
                }
            } catch (RuntimeException | Error e) { // a thread that ended would end the projection without a word
                if (stopped) return;
                failure = e;
                LOG.warn("projection {} is tried again in {}: {}", name(), pause, e.toString());
                signal.await(Long.MAX_VALUE, pause);
                Duration longest = longestPauseAfter(e);
                pause = pause.multipliedBy(2).compareTo(longest) > 0 ? longest : pause.multipliedBy(2);
            }
        }
    }

    /** When a database that was away is back, readers wait for the projections: these look for it often. */
    static Duration longestPauseAfter(Throwable failure) {
        return DatabaseOutage.isBehind(failure) ? LONGEST_PAUSE_OF_AN_OUTAGE : LONGEST_PAUSE;
    }

    private void letOthersComeNear(List<ProjectionFollower> all) {
        long seen = signal.count();
        while (!stopped && all.stream().anyMatch(this::isFarAheadOf)) {
            signal.await(seen, LOOK_AGAIN);
            seen = signal.count();
        }
    }

    /** One that has not moved for a while stands still for a reason of its own, and is not waited for. */
    private boolean isFarAheadOf(ProjectionFollower other) {
        boolean moving = other.failure == null
                && other.movedAt != 0
                && System.nanoTime() - other.movedAt < 2 * LOOK_AGAIN.toNanos();
        return moving && position - other.position > FAR_AHEAD;
    }
}
