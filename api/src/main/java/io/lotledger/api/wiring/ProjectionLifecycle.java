package io.lotledger.api.wiring;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogWatch;
import io.lotledger.projections.replay.ProjectionFollowers;
import io.lotledger.projections.replay.Rebuilds;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Projections follow the log from the moment the application is up, and are woken by what is committed. */
final class ProjectionLifecycle implements SmartLifecycle {
    private final ProjectionFollowers followers;
    private final Rebuilds rebuilds;
    private final EventLog log;
    private @Nullable LogWatch watch;

    ProjectionLifecycle(ProjectionFollowers followers, Rebuilds rebuilds, EventLog log) {
        this.followers = followers;
        this.rebuilds = rebuilds;
        this.log = log;
    }

    @Override
    public synchronized void start() {
        followers.start();
        rebuilds.start(); // goes on with what a restart interrupted
        watch = new LogWatch(log, followers::wake);
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

    /** Before Axon's own processors stop, and its event store with them. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
