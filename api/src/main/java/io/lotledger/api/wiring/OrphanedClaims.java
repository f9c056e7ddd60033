package io.lotledger.api.wiring;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Releases the claims of a killed server in the embedded database. A data directory has one server at a time, so every claim found
 * at the start is stale. This server takes the work over at once instead of waiting until the claims expire.
 *
 * <p>A database that several nodes share is not touched: a claim there may belong to another node.
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
        tasks += jdbc.sql("update subscription set claimed_until = null where claimed_until is not null")
                .update();
        if (positions + tasks > 0) LOG.info("took over {} positions and {} tasks of a killed server", positions, tasks);
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

    /** Runs before any component that claims. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }
}
