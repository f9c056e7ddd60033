package io.lotledger.api.operations;

import io.lotledger.api.clock.DatabaseClock;
import io.lotledger.ingest.eventlog.postgresql.LogTables;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
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
        return areOfOtherNodes(processor, Set.of());
    }

    /**
     * Whether other live nodes hold every segment of a processor but those that this node works on. A claim of this node is
     * not enough: it lasts for a moment after the segment has failed.
     */
    boolean areOfOtherNodes(String processor, Set<Integer> workedOnHere) {
        Instant oldest = clock.instant().minus(TIMEOUT);
        return jdbc.sql("select coalesce(bool_and(segment = any(:here) or (owner is not null and owner <> :node"
                        + " and claimed_at::timestamptz > :oldest::timestamptz)), false) from " + table
                        + " where processor_name = :processor")
                .param("here", workedOnHere.toArray(Integer[]::new))
                .param("node", NODE)
                .param("oldest", oldest.toString())
                .param("processor", processor)
                .query(Boolean.class)
                .single();
    }
}
