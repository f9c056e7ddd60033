package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.Violation;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Capture jobs, kept for ever: a partner's proof of what was taken. */
public final class CaptureJobs {
    private static final String COLUMNS = """
            organisation, capture_id, created_at, finished_at, running, success, error_behaviour, total_count,
            accepted_count, rejected_count, duplicate_count, warning_count, master_data_count, last_position
            """;

    private final JdbcClient jdbc;
    private final JdbcOperations batches;

    public CaptureJobs(JdbcClient jdbc, JdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** The job, if it is of that organisation. */
    public Optional<CaptureJob> find(UUID organisation, String captureID) {
        return jdbc.sql("select " + COLUMNS
                        + " from capture_job where organisation = :organisation and capture_id = :id")
                .param("organisation", organisation)
                .param("id", captureID)
                .query((row, number) -> job(row))
                .optional();
    }

    /**
     * The organisation's jobs, newest first.
     *
     * @param after the last job of the page before, {@code null} for the first page
     */
    public List<CaptureJob> page(UUID organisation, @Nullable CaptureJob after, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from capture_job
                        where organisation = :organisation
                          and (created_at, capture_id) < (cast(:createdAt as timestamptz), cast(:id as text))
                        order by created_at desc, capture_id desc
                        limit :limit
                        """)
                .param("organisation", organisation)
                .param(
                        "createdAt",
                        after == null ? "infinity" : after.createdAt().toString())
                .param("id", after == null ? "" : after.captureID())
                .param("limit", limit)
                .query((row, number) -> job(row))
                .list();
    }

    /** What became of the job's events from an index on, in document order. */
    public List<EventOutcome> events(String captureID, int fromIndex, int limit) {
        return jdbc.sql("""
                        select event_index, event_id, status, payload_hash, warnings, errors
                          from capture_job_event
                         where capture_id = :id and event_index >= :from
                         order by event_index
                         limit :limit
                        """)
                .param("id", captureID)
                .param("from", fromIndex)
                .param("limit", limit)
                .query((row, number) -> outcome(row))
                .list();
    }

    /** The faults of the job's document, in document order, master data first; not those of events that only shared its fate. */
    public List<Violation> errors(String captureID, int limit) {
        List<Violation> errors = new ArrayList<>();
        jdbc.sql("""
                        select errors from (
                            select -1 as event_index, errors from capture_job where capture_id = :id
                            union all
                            select event_index, errors from capture_job_event
                             where capture_id = :id and status = 'REJECTED' and not shared_fate
                        ) as told
                         order by event_index
                         limit :limit
                        """).param("id", captureID).param("limit", limit + 1).query(row -> {
            errors.addAll(CaptureJson.violations(row.getString("errors")));
        });
        return List.copyOf(errors.subList(0, Math.min(limit, errors.size())));
    }

    void open(UUID organisation, String captureID, Instant createdAt, ErrorBehaviour behaviour) {
        jdbc.sql("""
                        insert into capture_job (organisation, capture_id, created_at, error_behaviour)
                        values (:organisation, :id, :createdAt, :behaviour)
                        """)
                .param("organisation", organisation)
                .param("id", captureID)
                .param("createdAt", createdAt.atOffset(ZoneOffset.UTC))
                .param("behaviour", behaviour.word())
                .update();
    }

    void add(String captureID, List<EventOutcome> outcomes) {
        if (outcomes.isEmpty()) return;
        String sql = """
                insert into capture_job_event
                       (capture_id, event_index, event_id, status, payload_hash, warnings, errors, shared_fate)
                select ?, e.* from unnest(?::int[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::boolean[]) e
                """;
        batches.execute(sql, (PreparedStatementCallback<Integer>) statement -> {
            Connection connection = statement.getConnection();
            statement.setString(1, captureID);
            statement.setArray(2, array(connection, "int4", outcomes, EventOutcome::index));
            statement.setArray(3, array(connection, "text", outcomes, EventOutcome::eventID));
            statement.setArray(
                    4, array(connection, "text", outcomes, one -> one.status().name()));
            statement.setArray(5, array(connection, "text", outcomes, EventOutcome::payloadHash));
            statement.setArray(6, array(connection, "text", outcomes, one -> CaptureJson.of(one.warnings())));
            statement.setArray(7, array(connection, "text", outcomes, one -> CaptureJson.of(one.errors())));
            statement.setArray(8, array(connection, "bool", outcomes, CaptureJobs::isSharedFate));
            return statement.executeUpdate();
        });
    }

    private static Array array(
            Connection connection,
            String type,
            List<EventOutcome> outcomes,
            Function<EventOutcome, @Nullable Object> value)
            throws SQLException {
        return connection.createArrayOf(type, outcomes.stream().map(value).toArray());
    }

    private static boolean isSharedFate(EventOutcome outcome) {
        return outcome.errors().stream().anyMatch(error -> error.rule().equals(Appending.ROLLBACK));
    }

    void close(CaptureJob job, List<Violation> masterDataErrors) {
        CaptureJob.Counts counts = job.counts();
        jdbc.sql("""
                        update capture_job
                           set finished_at = :finishedAt, running = :running, success = :success, errors = :errors,
                               total_count = :total, accepted_count = :accepted, rejected_count = :rejected,
                               duplicate_count = :duplicate, warning_count = :warned, master_data_count = :masterData,
                               last_position = :lastPosition
                         where capture_id = :id
                        """)
                .param("finishedAt", time(job.finishedAt()))
                .param("running", job.running())
                .param("success", job.success())
                .param("errors", CaptureJson.of(masterDataErrors))
                .param("total", counts.total())
                .param("accepted", counts.accepted())
                .param("rejected", counts.rejected())
                .param("duplicate", counts.duplicate())
                .param("warned", counts.warned())
                .param("masterData", counts.masterData())
                .param("lastPosition", job.lastPosition())
                .param("id", job.captureID())
                .update();
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static CaptureJob job(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new CaptureJob(
                row.getObject("organisation", UUID.class),
                row.getString("capture_id"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                finished == null ? null : finished.toInstant(),
                row.getBoolean("running"),
                row.getBoolean("success"),
                ErrorBehaviour.ofWord(row.getString("error_behaviour")).orElseThrow(),
                new CaptureJob.Counts(
                        row.getInt("total_count"),
                        row.getInt("accepted_count"),
                        row.getInt("rejected_count"),
                        row.getInt("duplicate_count"),
                        row.getInt("warning_count"),
                        row.getInt("master_data_count")),
                row.getLong("last_position"));
    }

    private static EventOutcome outcome(ResultSet row) throws SQLException {
        return new EventOutcome(
                row.getInt("event_index"),
                row.getString("event_id"),
                EventOutcome.Status.valueOf(row.getString("status")),
                row.getString("payload_hash"),
                CaptureJson.violations(row.getString("warnings")),
                CaptureJson.violations(row.getString("errors")));
    }
}
