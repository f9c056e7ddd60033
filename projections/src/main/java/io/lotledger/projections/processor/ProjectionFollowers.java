package io.lotledger.projections.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.transaction.PlatformTransactionManager;

/** All projections on this node, each on its way along the log. Any number of nodes may run them at once. */
public final class ProjectionFollowers {
    private static final long PATIENCE_MILLIS = 10_000;

    private final List<ProjectionFollower> followers;
    private final LogSignal signal = new LogSignal();
    private final List<Thread> threads = new ArrayList<>();

    /** @param isSomebodyWaiting for an answer: then projections leave a core to who reads */
    public ProjectionFollowers(
            List<Projection> projections,
            ProjectionPositions positions,
            ParkedEvents parked,
            SharedLogReader log,
            PlatformTransactionManager transactions,
            BooleanSupplier isSomebodyWaiting) {
        ReadPriorityThrottle turns =
                new ReadPriorityThrottle(isSomebodyWaiting, Runtime.getRuntime().availableProcessors());
        this.followers = projections.stream()
                .map(projection -> new ProjectionStep(projection, projections, positions, parked, log, transactions))
                .map(step -> new ProjectionFollower(step, turns, signal))
                .toList();
    }

    public synchronized void start() {
        if (isRunning()) return;
        signal.begin();
        for (ProjectionFollower follower : followers) {
            follower.begin();
            Thread thread = new Thread(() -> follower.follow(followers), "projection-" + follower.name());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Returns when no step is under way any more, or patience ends. */
    public synchronized void stop() {
        followers.forEach(ProjectionFollower::stop);
        signal.end();
        for (Thread thread : threads) {
            try {
                thread.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        threads.clear();
    }

    public synchronized boolean isRunning() {
        return !threads.isEmpty();
    }

    /** There may be more in the log. */
    public void wake() {
        signal.raise();
    }

    /** By projection, why its last try failed; empty where it goes on. */
    public Map<String, Optional<Throwable>> failures() {
        Map<String, Optional<Throwable>> failures = new LinkedHashMap<>();
        for (ProjectionFollower follower : followers) {
            failures.put(follower.name(), Optional.ofNullable(follower.failure()));
        }
        return failures;
    }
}
