package io.lotledger.projections.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.transaction.PlatformTransactionManager;

/** Runs a follower for each projection on this node. Any number of nodes may run them at once. */
public final class ProjectionFollowers {
    private static final long STOP_TIMEOUT_MILLIS = 10_000;

    private final List<ProjectionFollower> followers;
    private final LogSignal progress = new LogSignal();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param isReadInFlight whether a read is in flight; then projections leave a core to the reads
     * @param isDiskShort whether projections pause, because the disk has no room beside its reserve
     */
    public ProjectionFollowers(
            List<Projection> projections,
            ProjectionPositions positions,
            ParkedEvents parked,
            SharedLogReader log,
            PlatformTransactionManager transactions,
            BooleanSupplier isReadInFlight,
            BooleanSupplier isDiskShort) {
        ReadPriorityThrottle throttle =
                new ReadPriorityThrottle(isReadInFlight, Runtime.getRuntime().availableProcessors());
        this.followers = projections.stream()
                .map(projection -> new ProjectionStep(projection, projections, positions, parked, log, transactions))
                .map(step -> new ProjectionFollower(step, throttle, progress, isDiskShort))
                .toList();
    }

    public synchronized void start() {
        if (isRunning()) return;
        progress.begin();
        for (ProjectionFollower follower : followers) {
            follower.begin();
            Thread thread = new Thread(() -> follower.follow(followers), "projection-" + follower.name());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Stops all followers. Returns when no step is running, or after a timeout. */
    public synchronized void stop() {
        followers.forEach(ProjectionFollower::stop);
        progress.end();
        for (Thread thread : threads) {
            try {
                thread.join(STOP_TIMEOUT_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    /** Signals that the log may have grown. */
    public void wake() {
        followers.forEach(ProjectionFollower::wake);
    }

    /** Per projection, why its last step failed; empty if it did not. */
    public Map<String, Optional<Throwable>> failures() {
        Map<String, Optional<Throwable>> failures = new LinkedHashMap<>();
        for (ProjectionFollower follower : followers) {
            failures.put(follower.name(), Optional.ofNullable(follower.failure()));
        }
        return failures;
    }
}
