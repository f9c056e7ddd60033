package io.lotledger.projections.rebuild;

import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionVersions;
import io.lotledger.projections.rebuild.RebuildProgress.Phase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of {@code projection_rebuild}. */
final class RebuildTable {
    private static final String COLUMNS =
            "projection, phase, position, requested_by, started_at, updated_at, finished_at, error";

    /** Key of an advisory lock: "rebuilds" in ASCII. Every node must use the same number. */
    private static final long START_LOCK = 0x72656275696c6473L;

    private final JdbcClient jdbc;

    RebuildTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<RebuildProgress> all() {
        return jdbc.sql("select " + COLUMNS + " from projection_rebuild order by projection")
                .query((row, n) -> read(row))
                .list();
    }

    /**
     * Claims a rebuild for the caller's transaction: of those that no node is working on, the one requested first. It
     * skips rebuilds that another version of the code fills, those that must wait for another rebuild, and those of paused
     * projections.
     */
    Optional<RebuildProgress> claim(Collection<Projection> projections, ProjectionVersions versions) {
        List<Dependency> dependencies = projections.stream()
                .flatMap(p -> p.rebuiltAfter().stream().map(before -> new Dependency(p.name(), before)))
                .toList();
        return jdbc.sql("select " + COLUMNS + """
                         from projection_rebuild r
                        where phase not in ('done', 'cancelled')
                          and (projection, version) in (select * from unnest(:projections, cast(:versions as int[])))
                          and not exists (
                            select
                              from projection_position p
                             where p.projection = r.projection and p.paused_at is not null)
                          and not exists (
                            select
                              from unnest(:waiting, :before) as w(waiting, before)
                              join projection_rebuild b on b.projection = w.before and b.phase not in ('done', 'cancelled')
                             where w.waiting = r.projection)
                        order by started_at, projection
                        limit 1
                          for update of r skip locked
                        """)
                .param("projections", text(projections, Projection::name))
                .param("versions", text(projections, p -> versions.of(p.name())))
                .param("waiting", text(dependencies, Dependency::projection))
                .param("before", text(dependencies, Dependency::before))
                .query((row, n) -> read(row))
                .optional();
    }

    private record Dependency(String projection, String before) {}

    /** Claims the rebuild of a projection, and waits for the node that is working on it. */
    Optional<RebuildProgress> claim(String projection) {
        return jdbc.sql("select " + COLUMNS + " from projection_rebuild where projection = :projection for update")
                .param("projection", projection)
                .query((row, n) -> read(row))
                .optional();
    }

    /** Until the caller's transaction ends, no other node looks for outdated tables. */
    void lockStart() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", START_LOCK)
                .query(row -> {});
    }

    /** @return whether a rebuild was started; false if one is running, unless older code started it */
    boolean begin(String projection, String requestedBy, int version) {
        return jdbc.sql("""
                        insert into projection_rebuild as r (projection, phase, requested_by, version)
                        values (:projection, 'filling', :requestedBy, :version)
                        on conflict (projection) do update
                           set phase = 'filling', position = 0, requested_by = excluded.requested_by,
                               version = excluded.version,
                               started_at = now(), updated_at = now(), finished_at = null, error = null
                         where r.phase in ('done', 'cancelled') or r.version < excluded.version
                        """)
                        .param("projection", projection)
                        .param("version", version)
                        .param("requestedBy", requestedBy)
                        .update()
                > 0;
    }

    void advance(String projection, Phase phase, long position) {
        jdbc.sql("""
                        update projection_rebuild
                           set phase = :phase, position = :position, updated_at = now(), error = null,
                               finished_at = case when :finished then now() end
                         where projection = :projection
                        """)
                .param("projection", projection)
                .param("phase", phase.name().toLowerCase(Locale.ROOT))
                .param("position", position)
                .param("finished", !phase.isActive())
                .update();
    }

    void failed(String projection, String error) {
        jdbc.sql("update projection_rebuild set error = :error, updated_at = now() where projection = :projection")
                .param("projection", projection)
                .param("error", error)
                .update();
    }

    private static RebuildProgress read(ResultSet row) throws SQLException {
        return new RebuildProgress(
                row.getString("projection"),
                Phase.valueOf(row.getString("phase").toUpperCase(Locale.ROOT)),
                row.getLong("position"),
                row.getString("requested_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS),
                row.getObject("updated_at", OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS),
                instant(row.getObject("finished_at", OffsetDateTime.class)),
                row.getString("error"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    }
}
