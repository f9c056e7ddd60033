package io.lotledger.api.wiring;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogTailWatcher;
import io.lotledger.projections.processor.ProjectionFollowers;
import io.lotledger.projections.processor.StepFollower;
import io.lotledger.projections.rebuild.Rebuilds;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts the projections, and all other work that follows the log, with the application. Wakes projections at each commit. */
final class ProjectionLifecycle implements SmartLifecycle {
    private final ProjectionFollowers followers;
    private final Rebuilds rebuilds;
    private final List<StepFollower> others;
    private final EventLog log;
    private final boolean alone;
    private @Nullable LogTailWatcher watch;

    /** @param alone whether no other node appends to the log */
    ProjectionLifecycle(
            ProjectionFollowers followers, Rebuilds rebuilds, List<StepFollower> others, EventLog log, boolean alone) {
        this.followers = followers;
        this.rebuilds = rebuilds;
        this.others = List.copyOf(others);
        this.log = log;
        this.alone = alone;
    }

    @Override
    public synchronized void start() {
        followers.start();
        rebuilds.start(); // resumes the rebuilds that a restart interrupted
        others.forEach(StepFollower::start);
        watch = new LogTailWatcher(log, alone, followers::wake);
    }

    @Override
    public synchronized void stop() {
        if (watch != null) watch.close();
        watch = null;
        others.forEach(StepFollower::stop);
        rebuilds.stop();
        followers.stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return watch != null;
    }

    /** Stops before Axon's processors and event store. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
