package io.lotledger.api.operations;

import io.lotledger.api.clock.DatabaseClock;
import io.lotledger.ingest.eventlog.postgresql.LogTables;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The processor segments that any live node has claimed. */
@Component
public final class ProcessorClaims {
    /** Live nodes renew their claims more often than this; an older claim belongs to a dead node. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The owner of this node's claims. */
    public static final String NODE = ManagementFactory.getRuntimeMXBean().getName();

    private final JdbcClient jdbc;
    private final String table;
    private final DatabaseClock clock;

    ProcessorClaims(JdbcClient jdbc, @Value("${axon.axonserver.enabled}") boolean axonServer, DatabaseClock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.table = LogTables.tokens(axonServer).tokenTable();
    }

    /** Whether other live nodes hold every segment of a processor. */
    boolean areOfOtherNodes(String processor) {
        return areHeld(processor, false);
    }

    /** Whether live nodes, this one or others, hold every segment of a processor. */
    boolean areComplete(String processor) {
        return areHeld(processor, true);
    }

    private boolean areHeld(String processor, boolean ownCount) {
        Instant oldest = clock.instant().minus(TIMEOUT);
        return jdbc.sql("select coalesce(bool_and(owner is not null and (:ownCount or owner <> :node)"
                        + " and claimed_at::timestamptz > :oldest::timestamptz), false) from " + table
                        + " where processor_name = :processor")
                .param("ownCount", ownCount)
                .param("node", NODE)
                .param("oldest", oldest.toString())
                .param("processor", processor)
                .query(Boolean.class)
                .single();
    }
}
