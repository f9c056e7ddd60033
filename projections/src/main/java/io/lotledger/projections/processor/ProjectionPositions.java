package io.lotledger.projections.processor;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The positions in table {@code projection_position}; it has a row for every projection from the first migration on. */
public final class ProjectionPositions implements ProjectionProgress {
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

    /** How far the slowest of them is. */
    public long leastOf(Collection<String> projections) {
        return jdbc.sql("select min(position) from projection_position where projection = any(:projections)")
                .param("projections", projections.toArray(String[]::new))
                .query(Long.class)
                .single();
    }

    /** @param version of the code that filled the tables */
    record Claim(long position, int version) {}

    /** The projection's position, which nobody else claims or moves until the caller's transaction ends; empty when somebody else holds it. */
    Optional<Claim> claim(String projection) {
        return jdbc.sql("""
                        select position, version from projection_position
                         where projection = :projection
                           for no key update skip locked
                        """).param("projection", projection).query(Claim.class).optional();
    }

    /** The same, and waits for who holds it: a follower at full speed would hardly ever be found without. */
    public long claimPatiently(String projection, Duration patience) {
        jdbc.sql("select set_config('lock_timeout', :millis, true)")
                .param("millis", Long.toString(patience.toMillis()))
                .query(row -> {});
        return jdbc.sql("select position from projection_position where projection = :projection for no key update")
                .param("projection", projection)
                .query(Long.class)
                .single();
    }

    /** @param filledOnly whether those whose tables are empty are left out */
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

    /** Empty tables are up to date with any code. */
    public void emptyAt(String projection, int version) {
        jdbc.sql("""
                        update projection_position set version = :version
                         where projection = :projection and position = 0 and version < :version
                        """).param("projection", projection).param("version", version).update();
    }

    /** In the transaction that fills the tables from the first position on, or puts others in their place. */
    public void filledBy(String projection, int version) {
        jdbc.sql("update projection_position set version = :version where projection = :projection")
                .param("projection", projection)
                .param("version", version)
                .update();
    }

    /**
     * For the rest of the transaction. A plan made while the tables were small would stay in use when they no longer are; and
     * nothing is compiled: for recursions PostgreSQL expects many more rows than come. The commit waits for no disk: the
     * position is lost with the rows, and what was captured is safe before it is read here.
     */
    public void prepareToWrite() {
        jdbc.sql(
                        "set local plan_cache_mode = force_custom_plan; set local jit = off; set local synchronous_commit = off")
                .update();
    }

    /** In the transaction that holds the claim: the position never runs ahead of the tables. */
    public void advance(String projection, long position) {
        jdbc.sql("update projection_position set position = :position where projection = :projection")
                .param("projection", projection)
                .param("position", position)
                .update();
    }
}
