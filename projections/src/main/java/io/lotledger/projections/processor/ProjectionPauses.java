package io.lotledger.projections.processor;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which projections an operator has paused, on all nodes and across restarts. A paused projection does not follow the log. */
public final class ProjectionPauses {
    private final JdbcClient jdbc;

    public ProjectionPauses(JdbcClient jdbc) {
        this.jdbc = jdbc;
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

    /** When this returns, no node writes the projection's tables. An earlier pause stands. */
    public void pause(String projection, String by) {
        jdbc.sql("""
                        update projection_position set paused_at = now(), paused_by = :by
                         where projection = :projection and paused_at is null
                        """).param("projection", projection).param("by", by).update();
    }

    public void resume(String projection) {
        jdbc.sql("update projection_position set paused_at = null, paused_by = null where projection = :projection")
                .param("projection", projection)
                .update();
    }
}
