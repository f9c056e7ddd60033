package io.lotledger.projections.replay;

import java.util.LinkedHashMap;
import java.util.Map;
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

    /** For the rest of the transaction: a plan made while the tables were small would stay in use when they no longer are. */
    void planEachStatementAnew() {
        jdbc.sql("set local plan_cache_mode = force_custom_plan").update();
    }

    /** In the transaction of the caller: the position never runs ahead of the tables. */
    void advance(String projection, long position) {
        jdbc.sql("""
                        insert into projection_position (projection, position) values (:projection, :position)
                        on conflict (projection) do update set position = excluded.position
                        """)
                .param("projection", projection)
                .param("position", position)
                .update();
    }
}
