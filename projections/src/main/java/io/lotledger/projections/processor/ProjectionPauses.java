package io.lotledger.projections.processor;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Which projections an operator has paused, on all nodes and across restarts. A paused projection does not follow the log. */
public final class ProjectionPauses {
    /** A step over a long lineage takes minutes. */
    private static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final ProjectionPositions positions;
    private final TransactionTemplate transaction;

    public ProjectionPauses(JdbcClient jdbc, ProjectionPositions positions, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.positions = positions;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @param by id of the key that paused it */
    public record Pause(Instant since, String by) {}

    /** By projection. */
    public Map<String, Pause> all() {
        Map<String, Pause> all = new HashMap<>();
        jdbc.sql("select projection, paused_at, paused_by from projection_position where paused_at is not null")
                .query(row -> {
                    Instant since = row.getObject("paused_at", OffsetDateTime.class)
                            .toInstant()
                            .truncatedTo(ChronoUnit.MILLIS);
                    all.put(row.getString("projection"), new Pause(since, row.getString("paused_by")));
                });
        return all;
    }

    /**
     * When this returns, no node writes the projection's tables. An earlier pause stands.
     *
     * @throws CannotAcquireLockException if a step of the projection runs longer than this waits; nothing is paused then
     */
    public void pause(String projection, String by) {
        if (all().containsKey(projection)) return;
        transaction.executeWithoutResult(status -> {
            positions.claimOrWait(projection, CLAIM_TIMEOUT);
            jdbc.sql("""
                            update projection_position set paused_at = now(), paused_by = :by
                             where projection = :projection and paused_at is null
                            """).param("projection", projection).param("by", by).update();
        });
    }

    /** A projection that is not paused stays as it is. */
    public void resume(String projection) {
        jdbc.sql("""
                        update projection_position set paused_at = null, paused_by = null
                         where projection = :projection and paused_at is not null
                        """).param("projection", projection).update();
    }
}
