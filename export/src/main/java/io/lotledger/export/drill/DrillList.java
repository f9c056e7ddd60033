package io.lotledger.export.drill;

import io.lotledger.ingest.eventlog.LogPosition;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list of drills: a table of its own that can be rebuilt from the log, by the reader that also keeps the list of jobs. */
@ProcessingGroup("export-jobs")
public class DrillList {
    private static final String COLUMNS = """
            select drill_id, position, direction, lots, random, status, requested_by, requested_at, ended_at, seconds,
                   readiness, missing, calls, failure_code
              from drill
            """;

    private final JdbcClient jdbc;

    public DrillList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A row of the list, which may lag behind the log.
     *
     * @param position of the request in the log: the order of the list
     * @param lots count of the lots that the drill began with
     * @param random how many of them were left to chance; null when they were named
     * @param seconds from the request to the workbook; null unless completed, and readiness, missing and calls too
     */
    public record Row(
            UUID drillId,
            long position,
            String direction,
            int lots,
            @Nullable Integer random,
            String status,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant endedAt,
            @Nullable Double seconds,
            @Nullable Double readiness,
            @Nullable Long missing,
            @Nullable Long calls,
            @Nullable String failureCode) {}

    /** @param before the position after the page; the newest come first */
    public List<Row> page(UUID organisation, long before, int limit) {
        return jdbc.sql(COLUMNS + """
                         where organisation = :organisation and position < :before
                         order by position desc
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("before", before)
                .param("limit", limit)
                .query(Row.class)
                .list();
    }

    /** Count of the drills that have not ended. */
    public int open(UUID organisation) {
        return jdbc.sql("""
                        select count(*) from drill
                         where organisation = :organisation and status in ('pending', 'processing')
                        """)
                .param("organisation", organisation)
                .query(Integer.class)
                .single();
    }

    /** The newest completed drill that was requested before this one. */
    public Optional<UUID> completedBefore(DrillRequested drill) {
        return jdbc.sql("""
                        select drill_id from drill
                         where organisation = :organisation and status = 'completed'
                           and (requested_at, drill_id) < (:at, :drill)
                         order by requested_at desc, drill_id desc
                         limit 1
                        """)
                .param("organisation", drill.organisation())
                .param("at", utc(drill.requestedAt()))
                .param("drill", drill.drillId())
                .query(UUID.class)
                .optional();
    }

    /** A completed drill whose workbook is still in S3. */
    record Kept(UUID drillId, Instant endedAt) {
        static final Kept BEFORE_ALL = new Kept(new UUID(0, 0), Instant.EPOCH);
    }

    /** Drills of all organisations but these that ended no later than {@code latest}, oldest first, after {@code last}. */
    List<Kept> keptSince(Instant latest, Set<UUID> except, Kept last, int limit) {
        return jdbc.sql("""
                        select drill_id, ended_at from drill
                         where status = 'completed' and expired_at is null
                           and ended_at <= :latest and (ended_at, drill_id) > (:lastTime, :lastDrill)
                           and organisation <> all(:except)
                         order by ended_at, drill_id
                         limit :limit
                        """)
                .param("latest", utc(latest))
                .param("lastTime", utc(last.endedAt()))
                .param("lastDrill", last.drillId())
                .param("except", except.toArray(UUID[]::new))
                .param("limit", limit)
                .query((row, n) -> new Kept(
                        row.getObject("drill_id", UUID.class),
                        row.getObject("ended_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    @EventHandler
    void on(DrillRequested event, TrackingToken place) {
        jdbc.sql("""
                        insert into drill (organisation, drill_id, position, direction, lots, random, status, requested_by,
                                           requested_at)
                        values (:organisation, :drill, :position, :direction, :lots, :random, 'pending', :by, :at)
                        on conflict do nothing
                        """)
                .param("organisation", event.organisation())
                .param("drill", event.drillId())
                .param("position", LogPosition.of(place))
                .param("direction", event.direction().word())
                .param("lots", event.lots().size())
                .param("random", event.random())
                .param("by", event.requestedBy())
                .param("at", utc(event.requestedAt()))
                .update();
    }

    @EventHandler
    void on(DrillStarted event, @SequenceNumber long sequence) {
        set("status = 'processing'", Map.of(), event, sequence);
    }

    @EventHandler
    void on(DrillCompleted event, @SequenceNumber long sequence) {
        DrillFindings found = event.findings();
        set(
                """
                status = 'completed', ended_at = :at, seconds = :seconds, readiness = :readiness, missing = :missing,
                calls = :calls""",
                Map.of(
                        "seconds", event.seconds(),
                        "readiness", found.readiness(),
                        "missing", found.missing(),
                        "calls", found.allCalls()),
                event,
                sequence);
    }

    @EventHandler
    void on(DrillFailed event, @SequenceNumber long sequence) {
        set("status = 'failed', ended_at = :at, failure_code = :code", Map.of("code", event.code()), event, sequence);
    }

    @EventHandler
    void on(DrillWorkbookExpired event, @SequenceNumber long sequence) {
        set("expired_at = :at", Map.of(), event, sequence);
    }

    /** An event that was read before changes nothing. */
    private void set(String columns, Map<String, ?> values, DrillEvent event, long sequence) {
        jdbc.sql("update drill set " + columns + ", sequence = :sequence"
                        + " where organisation = :organisation and drill_id = :drill and sequence < :sequence")
                .params(values)
                .param("at", utc(event.at()))
                .param("organisation", event.organisation())
                .param("drill", event.drillId())
                .param("sequence", sequence)
                .update();
    }

    @ResetHandler
    void reset() {
        jdbc.sql("truncate drill").update();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
