package io.lotledger.ingest.capture.job;

import io.lotledger.ingest.capture.staging.CaptureJson;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.LogRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.PreparedStatementCallback;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Capture jobs, kept for ever: a partner's proof of what was taken. */
public final class CaptureJobs {
    private static final String COLUMNS = """
            organisation, capture_id, created_at, finished_at, running, success, error_behaviour, total_count,
            accepted_count, rejected_count, duplicate_count, warning_count, master_data_count, last_position, key_id
            """;
    private static final String OF_KEY = " and (cast(:key as text) is null or key_id = :key) ";

    private static final String INSERT_JOB = "insert into capture_job (" + COLUMNS
            + ", errors, master_data_warnings) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    private static final String HEAD = "(select coalesce(max(global_index), 0) from domain_event)";
    private static final String INSERT_OUTCOMES = """
            insert into capture_job_outcomes (capture_id, first_index, last_index, error_count, outcomes)
            values (?, ?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final JdbcOperations batches;

    public CaptureJobs(JdbcClient jdbc, JdbcOperations batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** The job, if it is one of those. */
    public Optional<CaptureJob> find(CaptureScope scope, String captureID) {
        return jdbc.sql("select " + COLUMNS
                        + " from capture_job where organisation = :organisation and capture_id = :id" + OF_KEY)
                .param("organisation", scope.organisation())
                .param("key", scope.keyId())
                .param("id", captureID)
                .query((row, number) -> job(row))
                .optional();
    }

    /**
     * Those jobs, newest first.
     *
     * @param after the last job of the page before, {@code null} for the first page
     */
    public List<CaptureJob> page(CaptureScope scope, @Nullable CaptureJob after, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from capture_job
                        where organisation = :organisation
                        """ + OF_KEY + """
                          and (created_at, capture_id) < (cast(:createdAt as timestamptz), cast(:id as text))
                        order by created_at desc, capture_id desc
                        limit :limit
                        """)
                .param("organisation", scope.organisation())
                .param("key", scope.keyId())
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
        List<EventOutcome> events = new ArrayList<>();
        jdbc.sql("""
                        select outcomes from (
                            select first_index, outcomes from capture_job_outcomes
                             where capture_id = :id and last_index >= :from and first_index < :to
                            union all
                            select 0, outcomes from capture_job where capture_id = :id and outcomes is not null
                        ) as told
                         order by first_index
                        """)
                .param("id", captureID)
                .param("from", fromIndex)
                .param("to", (long) fromIndex + limit)
                .query(row -> {
                    events.addAll(OutcomesJson.read(row.getString("outcomes")));
                });
        return events.stream()
                .filter(event -> event.index() >= fromIndex)
                .limit(limit)
                .toList();
    }

    /** The faults of the job's document, in document order, master data first; not those of events that only shared its fate. */
    public List<Violation> errors(String captureID, int limit) {
        List<Violation> errors = new ArrayList<>();
        jdbc.sql("select errors, outcomes from capture_job where capture_id = :id")
                .param("id", captureID)
                .query(row -> {
                    errors.addAll(CaptureJson.violations(row.getString("errors")));
                    String outcomes = row.getString("outcomes");
                    if (outcomes != null) addOwnFaults(outcomes, errors);
                });
        jdbc.sql("""
                        select outcomes from (
                            select first_index, outcomes, error_count,
                                   sum(error_count) over (order by first_index) - error_count as before
                              from capture_job_outcomes where capture_id = :id
                        ) as told
                         where error_count > 0 and before < :limit
                         order by first_index
                        """).param("id", captureID).param("limit", limit).query(row -> {
            addOwnFaults(row.getString("outcomes"), errors);
        });
        return List.copyOf(errors.subList(0, Math.min(limit, errors.size())));
    }

    /** What the master data of the job's document leaves open. */
    public List<Violation> masterDataWarnings(String captureID) {
        return jdbc.sql("select master_data_warnings from capture_job where capture_id = :id")
                .param("id", captureID)
                .query((row, number) -> CaptureJson.violations(row.getString("master_data_warnings")))
                .single();
    }

    private static void addOwnFaults(String outcomes, List<Violation> to) {
        OutcomesJson.read(outcomes).stream()
                .filter(event -> !event.isSharedFate())
                .forEach(event -> to.addAll(event.errors()));
    }

    /**
     * Keeps jobs of one part that ended, each with the outcomes of all its events in its own row, in the transaction that
     * appended to the log.
     *
     * @return the log's head, which is their last position
     */
    public long add(List<CaptureResult> ended) {
        return keep("with " + JobRows.KEPT.formatted(HEAD), 0, statement -> {}, ended);
    }

    /**
     * The same, where the log is not in this database.
     *
     * @param head of the log, now that all is appended
     */
    public long add(List<CaptureResult> ended, long head) {
        return keep("with " + JobRows.KEPT.formatted(Long.toString(head)), 0, statement -> {}, ended);
    }

    /**
     * Appends to the log and keeps the jobs, in one statement that waits for the disk once.
     *
     * @return the log's head
     * @throws org.springframework.dao.DuplicateKeyException when the log has one of the rows: then nothing was kept
     */
    public long append(LogRows rows, List<CaptureResult> ended) {
        String head = "coalesce((select max(global_index) from appended), " + HEAD + ")";
        return keep(
                "with " + LogRows.APPENDED + ", " + JobRows.KEPT.formatted(head),
                LogRows.PARAMETERS,
                rows::bind,
                ended);
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private long keep(String sql, int before, Binding binding, List<CaptureResult> ended) {
        Long head = batches.execute(sql, (PreparedStatementCallback<Long>) statement -> {
            binding.to(statement);
            JobRows.of(ended).bind(statement, before);
            try (ResultSet kept = statement.executeQuery()) {
                kept.next();
                return kept.getLong(1);
            }
        });
        return Objects.requireNonNull(head);
    }

    /** Keeps a job that ended; its outcomes have been added before. */
    public void addWithoutOutcomes(CaptureResult ended) {
        batches.update(INSERT_JOB, row(ended));
    }

    /** Keeps the outcomes of the next events of a job. */
    public void addOutcomes(String captureID, List<EventOutcome> outcomes) {
        if (!outcomes.isEmpty()) batches.update(INSERT_OUTCOMES, row(captureID, outcomes));
    }

    private static Object[] row(String captureID, List<EventOutcome> outcomes) {
        int errors = outcomes.stream()
                .filter(outcome -> !outcome.isSharedFate())
                .mapToInt(outcome -> outcome.errors().size())
                .sum();
        return new Object[] {
            captureID,
            outcomes.get(0).index(),
            outcomes.get(outcomes.size() - 1).index(),
            errors,
            OutcomesJson.write(outcomes)
        };
    }

    private static @Nullable Object[] row(CaptureResult ended) {
        CaptureJob job = ended.job();
        CaptureJob.Counts counts = job.counts();
        return new @Nullable Object[] {
            job.organisation(),
            job.captureID(),
            job.createdAt().atOffset(ZoneOffset.UTC),
            time(job.finishedAt()),
            job.running(),
            job.success(),
            job.captureErrorBehaviour().word(),
            counts.total(),
            counts.accepted(),
            counts.rejected(),
            counts.duplicate(),
            counts.warned(),
            counts.masterData(),
            job.lastPosition(),
            job.keyId(),
            CaptureJson.of(ended.masterDataErrors()),
            CaptureJson.of(ended.masterDataWarnings())
        };
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static CaptureJob job(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new CaptureJob(
                row.getObject("organisation", UUID.class),
                row.getString("capture_id"),
                row.getString("key_id"),
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
}
