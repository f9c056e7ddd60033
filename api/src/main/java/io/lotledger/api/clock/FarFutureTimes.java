package io.lotledger.api.clock;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Deadlines and claims that are further ahead than any is ever set: somebody has set PostgreSQL's clock back since. A claim of a node
 * that died would otherwise hold its work for as long as the clock was set back, and a deadline would wait that long. They are made due.
 * A claim of a node that lives is taken again by one of the nodes; each claim has a number or an owner, so that the other notices.
 *
 * <p>Runs at each start, because the clock may have been set while no node ran, and when the clock is set back.
 */
final class FarFutureTimes implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(FarFutureTimes.class);

    /** Leases, pauses and waits are minutes at most. Plans, such as those of scheduled subscriptions, are left alone. */
    private static final String FAR = "clock_timestamp() + interval '1 hour'";

    private static final Map<String, String> REPAIRS = repairs();

    private final JdbcClient jdbc;
    private volatile boolean running;

    FarFutureTimes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private static Map<String, String> repairs() {
        Map<String, String> repairs = new LinkedHashMap<>();
        repairs.put("leases of exports", "update export_lease set until = clock_timestamp() where until > " + FAR);
        repairs.put(
                "claims of subscriptions",
                "update subscription set claim = claim + 1, claimed_until = null where claimed_until > " + FAR);
        repairs.put("next deliveries", "update subscription set next_try = clock_timestamp() where next_try > " + FAR);
        repairs.put(
                "deadlines",
                "update scheduled_tasks set execution_time = clock_timestamp(), version = version + 1"
                        + " where not picked and execution_time > " + FAR
                        + " and task_name not in ('subscription-run', 'ledger-check')");
        repairs.put(
                "tasks under way",
                "update scheduled_tasks set last_heartbeat = clock_timestamp()" + " where picked and last_heartbeat > "
                        + FAR);
        for (String tokens : new String[] {"token_entry_postgresql", "token_entry_axonserver"})
            repairs.put(
                    "claims in " + tokens,
                    "update " + tokens + " set owner = null where owner is not null and claimed_at::timestamptz > "
                            + FAR);
        return repairs;
    }

    void repair() {
        REPAIRS.forEach((what, statement) -> {
            int rows = jdbc.sql(statement).update();
            if (rows > 0) LOG.warn("The clock of PostgreSQL was set back: {} {} are due now", rows, what);
        });
    }

    @Override
    public void start() {
        repair();
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
