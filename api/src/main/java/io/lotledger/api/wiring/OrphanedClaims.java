package io.lotledger.api.wiring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Claims in the embedded database that outlived their server. The data directory has one server at a time, so at a start every
 * claim is of one that was killed: this server takes its work over at once, and does not wait until the claims run out.
 *
 * <p>A database that several nodes share is left alone: a claim there may be another node's.
 */
final class OrphanedClaims implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedClaims.class);

    private final JdbcClient jdbc;
    private volatile boolean running;

    OrphanedClaims(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void start() {
        int positions = jdbc.sql("update token_entry_postgresql set owner = null where owner is not null")
                        .update()
                + jdbc.sql("update token_entry_axonserver set owner = null where owner is not null")
                        .update();
        int tasks = jdbc.sql("""
                        update scheduled_tasks
                           set picked = false, picked_by = null, last_heartbeat = null, version = version + 1
                         where picked
                        """).update();
        if (positions + tasks > 0)
            LOG.info("took over {} positions and {} tasks of a server that was killed", positions, tasks);
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before anything that claims. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
