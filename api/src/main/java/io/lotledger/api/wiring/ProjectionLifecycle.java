package io.lotledger.api.wiring;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogTailWatcher;
import io.lotledger.projections.processor.ProjectionFollowers;
import io.lotledger.projections.rebuild.Rebuilds;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts the projections with the application, and wakes them at each commit. */
final class ProjectionLifecycle implements SmartLifecycle {
    private final ProjectionFollowers followers;
    private final Rebuilds rebuilds;
    private final EventLog log;
    private @Nullable LogTailWatcher watch;

    ProjectionLifecycle(ProjectionFollowers followers, Rebuilds rebuilds, EventLog log) {
        this.followers = followers;
        this.rebuilds = rebuilds;
        this.log = log;
    }

    @Override
    public synchronized void start() {
        followers.start();
        rebuilds.start(); // resumes the rebuilds that a restart interrupted
        watch = new LogTailWatcher(log, followers::wake);
    }

    @Override
    public synchronized void stop() {
        if (watch != null) watch.close();
        watch = null;
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
