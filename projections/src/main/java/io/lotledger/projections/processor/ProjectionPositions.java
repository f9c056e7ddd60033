package io.lotledger.projections.processor;

import io.lotledger.projections.sql.PlanForValues;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The positions in table {@code projection_position}. The first migration inserts a row for every projection. */
public final class ProjectionPositions implements ProjectionProgress {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final JdbcClient jdbc;

    public ProjectionPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Long> positions() {
        Map<String, Long> positions = new LinkedHashMap<>();
        jdbc.sql("select projection, position from projection_position order by projection")
                .query(row -> {
                    positions.put(row.getString("projection"), row.getLong("position"));
                });
        return positions;
    }

    /** The position of the slowest of the projections. */
    public long lowestPosition(Collection<String> projections) {
        return jdbc.sql("select min(position) from projection_position where projection = any(:projections)")
                .param("projections", projections.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /**
     * @param version version of the code that filled the tables
     * @param readable the position of the slowest projection that it reads; beyond the log if it reads none
     */
    record Claim(long position, int version, long readable) {}

    /**
     * What {@link #claim} would give, without a claim: it may be out of date at once. Empty if the projection is paused.
     *
     * @param reads the projections that it reads
     */
    Optional<Claim> look(String projection, Collection<String> reads) {
        return claim(projection, reads, "");
    }

    /**
     * Claims the projection: no other transaction claims or advances it until the caller's transaction ends. Empty if
     * another transaction holds the claim, or the projection is paused.
     *
     * @param reads the projections that it reads
     */
    Optional<Claim> claim(String projection, Collection<String> reads) {
        return claim(projection, reads, "for no key update skip locked");
    }

    private Optional<Claim> claim(String projection, Collection<String> reads, String lock) {
        return jdbc.sql("""
                        select position, version,
                               coalesce((select min(position) from projection_position where projection = any(:reads)),
                                        9223372036854775807) as readable
                          from projection_position
                         where projection = :projection and paused_at is null
                        """ + lock)
                .param("projection", projection)
                .param("reads", reads.toArray(String[]::new))
                .query(Claim.class)
                .optional();
    }

    /**
     * Claims the projection, and waits for the current holder. A follower at full speed is hardly ever without a claim.
     *
     * @throws CannotAcquireLockException if the holder has not ended within the timeout
     */
    public long claimOrWait(String projection, Duration timeout) {
        jdbc.sql("select set_config('lock_timeout', :millis, true)")
                .param("millis", Long.toString(timeout.toMillis()))
                .query(row -> {});
        try {
            return jdbc.sql("select position from projection_position where projection = :projection for no key update")
                    .param("projection", projection)
                    .query(Long.class)
                    .single();
        } catch (UncategorizedSQLException e) { // Spring does not know this state
            boolean isClaimed =
                    e.getRootCause() instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState());
            if (!isClaimed) throw e;
            throw new CannotAcquireLockException("projection " + projection + " is claimed", e);
        }
    }

    public boolean isAnyPaused(Collection<String> projections) {
        return jdbc.sql("""
                        select exists (select from projection_position
                                        where projection = any(:projections) and paused_at is not null)
                        """)
                .param("projections", projections.toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    /** @param filledOnly whether to leave out projections whose tables are empty */
    public Map<String, Integer> versions(boolean filledOnly) {
        Map<String, Integer> versions = new LinkedHashMap<>();
        jdbc.sql("""
                        select projection, version from projection_position
                         where position > 0 or not :filledOnly
                         order by projection
                        """).param("filledOnly", filledOnly).query(row -> {
            versions.put(row.getString("projection"), row.getInt("version"));
        });
        return versions;
    }

    /** Records that empty tables are up to date with this version of the code. */
    public void emptyAt(String projection, int version) {
        jdbc.sql("""
                        update projection_position set version = :version
                         where projection = :projection and position = 0 and version < :version
                        """).param("projection", projection).param("version", version).update();
    }

    /** Call in the transaction that fills the tables from the first position on, or that swaps in rebuilt tables. */
    public void filledBy(String projection, int version) {
        jdbc.sql("update projection_position set version = :version where projection = :projection")
                .param("projection", projection)
                .param("version", version)
                .update();
    }

    /**
     * Sets options for the rest of the transaction. Custom plans, because a cached plan made for small tables stays in
     * use when they have grown. No JIT, because PostgreSQL overestimates the rows of recursive queries. Asynchronous
     * commit: after a crash the position is lost together with the rows, and the log still holds the events.
     */
    public void prepareToWrite() {
        jdbc.sql("set local jit = off; set local synchronous_commit = off").update();
        PlanForValues.begin(jdbc);
    }

    /** Call in the transaction that holds the claim, so that the position never runs ahead of the tables. */
    public void advance(String projection, long position) {
        jdbc.sql("update projection_position set position = :position where projection = :projection")
                .param("projection", projection)
                .param("position", position)
                .update();
    }
}
