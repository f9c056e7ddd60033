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

/** Stores capture jobs permanently, as a partner's proof of what was accepted. */
public final class CaptureJobs {
    private static final String COLUMNS = """
            organisation, capture_id, created_at, finished_at, running, success, error_behaviour, total_count,
            accepted_count, rejected_count, duplicate_count, warning_count, master_data_count, last_position, key_id, key_name
            """;
    private static final String KEY_FILTER = " and (cast(:key as text) is null or key_id = :key) ";

    private static final String INSERT_JOB = "insert into capture_job (" + COLUMNS
            + ", errors, master_data_warnings, refused) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
    private static final String OLDER = """
             and (created_at, capture_id) < (cast(:createdAt as timestamptz), cast(:id as text))
            order by created_at desc, capture_id desc
            limit :limit
            """;
    private static final String NEWER = """
             and (created_at, capture_id) > (cast(:createdAt as timestamptz), cast(:id as text))
            order by created_at, capture_id
            limit :limit
            """;
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

    /** The job with this id, if it is in the scope. */
    public Optional<CaptureJob> find(CaptureScope scope, String captureID) {
        return jdbc.sql("select " + COLUMNS
                        + " from capture_job where organisation = :organisation and capture_id = :id" + KEY_FILTER)
                .param("organisation", scope.organisation())
                .param("key", scope.keyId())
                .param("id", captureID)
                .query((row, number) -> job(row))
                .optional();
    }

    /**
     * The jobs of the scope that meet the filter, newest first.
     *
     * @param after last job of the previous page, {@code null} for the first page
     */
    public List<CaptureJob> page(CaptureScope scope, CaptureFilter filter, @Nullable CaptureJob after, int limit) {
        return page(OLDER, scope, filter, after, limit);
    }

    /** The jobs that follow a page on its newer side, the newest last. */
    public List<CaptureJob> newer(CaptureScope scope, CaptureFilter filter, CaptureJob than, int limit) {
        return page(NEWER, scope, filter, than, limit);
    }

    private List<CaptureJob> page(
            String sideAndOrder, CaptureScope scope, CaptureFilter filter, @Nullable CaptureJob from, int limit) {
        return jdbc.sql("select " + COLUMNS + """
                         from capture_job
                        where organisation = :organisation
                        """ + KEY_FILTER + """
                          and (cast(:since as timestamptz) is null or created_at >= :since)
                          and (cast(:until as timestamptz) is null or created_at < :until)
                          and (cast(:sender as text) is null or key_id = :sender or key_name = :sender)
                          and (cast(:status as text) is null or cast(:status as text) = case
                                 when success then 'ACCEPTED'
                                 when error_behaviour = 'rollback' or accepted_count + duplicate_count = 0 then 'REJECTED'
                                 else 'PARTIALLY_ACCEPTED' end)
                        """ + sideAndOrder)
                .param("organisation", scope.organisation())
                .param("key", scope.keyId())
                .param("since", time(filter.since()))
                .param("until", time(filter.until()))
                .param("sender", filter.sender())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("createdAt", from == null ? "infinity" : from.createdAt().toString())
                .param("id", from == null ? "" : from.captureID())
                .param("limit", limit)
                .query((row, number) -> job(row))
                .list();
    }

    /** Outcomes of the job's events from an index on, in document order. */
    public List<EventOutcome> events(String captureID, int fromIndex, int limit) {
        List<EventOutcome> events = new ArrayList<>();
        jdbc.sql("""
                        select outcomes from (
                            select first_index, outcomes from capture_job_outcomes
                             where capture_id = :id and last_index >= :from and first_index < :to
                            union all
                            select 0, outcomes from capture_job where capture_id = :id and outcomes is not null
                        ) as part
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

    /**
     * The errors of the job's document: master data first, then events in document order. Events rejected only by the
     * rollback are left out.
     */
    public List<Violation> errors(String captureID, int limit) {
        List<Violation> errors = new ArrayList<>();
        jdbc.sql("select errors, outcomes from capture_job where capture_id = :id")
                .param("id", captureID)
                .query(row -> {
                    errors.addAll(CaptureJson.violations(row.getString("errors")));
                    String outcomes = row.getString("outcomes");
                    if (outcomes != null) addOwnErrors(outcomes, errors);
                });
        jdbc.sql("""
                        select outcomes from (
                            select first_index, outcomes, error_count,
                                   sum(error_count) over (order by first_index) - error_count as before
                              from capture_job_outcomes where capture_id = :id
                        ) as part
                         where error_count > 0 and before < :limit
                         order by first_index
                        """).param("id", captureID).param("limit", limit).query(row -> {
            addOwnErrors(row.getString("outcomes"), errors);
        });
        return List.copyOf(errors.subList(0, Math.min(limit, errors.size())));
    }

    /** Errors in the master data of the job's document. */
    public List<Violation> masterDataErrors(String captureID, int limit) {
        return jdbc
                .sql("select errors from capture_job where capture_id = :id")
                .param("id", captureID)
                .query((row, number) -> CaptureJson.violations(row.getString("errors")))
                .single()
                .stream()
                .limit(limit)
                .toList();
    }

    /** Warnings about the master data of the job's document. */
    public List<Violation> masterDataWarnings(String captureID) {
        return jdbc.sql("select master_data_warnings from capture_job where capture_id = :id")
                .param("id", captureID)
                .query((row, number) -> CaptureJson.violations(row.getString("master_data_warnings")))
                .single();
    }

    /**
     * Ids of the organisation's keys and people who captured documents while the eventIDs of records derived from them.
     *
     * @param first stands before the others if it is one of them
     */
    public List<String> recordSenders(UUID organisation, Sender first) {
        return jdbc.sql("""
                        select key_id from record_sender
                         where organisation = :organisation
                         order by key_id <> :first, key_id
                        """)
                .param("organisation", organisation)
                .param("first", first.keyId())
                .query(String.class)
                .list();
    }

    /** The refused events that the job keeps, in document order; empty for jobs from versions that kept none. */
    public List<RefusedEvent> refused(String captureID) {
        return jdbc.sql("select refused from capture_job where capture_id = :id")
                .param("id", captureID)
                .query((row, number) -> RefusedJson.read(row.getString("refused")))
                .optional()
                .orElse(List.of());
    }

    private static void addOwnErrors(String outcomes, List<Violation> to) {
        OutcomesJson.read(outcomes).stream()
                .filter(event -> !event.isRolledBack())
                .forEach(event -> to.addAll(event.errors()));
    }

    /**
     * Stores finished jobs of one part each, with all outcomes in the job's own row, in the transaction that appended
     * to the log.
     *
     * @return the log's head, which is the jobs' last position
     */
    public long add(List<CaptureResult> results) {
        return insert("with " + JobRows.INSERT.formatted(HEAD), 0, statement -> {}, results);
    }

    /**
     * Stores finished jobs when the log is not in this database.
     *
     * @param head the log's head after appending
     */
    public long add(List<CaptureResult> results, long head) {
        return insert("with " + JobRows.INSERT.formatted(Long.toString(head)), 0, statement -> {}, results);
    }

    /**
     * Appends to the log and stores the jobs in one statement, with a single disk flush.
     *
     * @return the log's head
     * @throws org.springframework.dao.DuplicateKeyException when the log already has one of the rows; nothing is stored
     */
    public long append(LogRows rows, List<CaptureResult> results) {
        String head = "coalesce((select max(global_index) from appended), " + HEAD + ")";
        return insert(
                "with " + LogRows.APPENDED + ", " + JobRows.INSERT.formatted(head),
                LogRows.PARAMETERS,
                rows::bind,
                results);
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private long insert(String sql, int before, Binding binding, List<CaptureResult> results) {
        Long head = batches.execute(sql, (PreparedStatementCallback<Long>) statement -> {
            binding.to(statement);
            JobRows.of(results).bind(statement, before);
            try (ResultSet kept = statement.executeQuery()) {
                kept.next();
                return kept.getLong(1);
            }
        });
        return Objects.requireNonNull(head);
    }

    /** Stores a finished job whose outcomes have already been added. */
    public void addWithoutOutcomes(CaptureResult result) {
        batches.update(INSERT_JOB, row(result));
    }

    /** Stores the outcomes of the next events of a job. */
    public void addOutcomes(String captureID, List<EventOutcome> outcomes) {
        if (!outcomes.isEmpty()) batches.update(INSERT_OUTCOMES, row(captureID, outcomes));
    }

    private static Object[] row(String captureID, List<EventOutcome> outcomes) {
        int errors = outcomes.stream()
                .filter(outcome -> !outcome.isRolledBack())
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

    private static @Nullable Object[] row(CaptureResult result) {
        CaptureJob job = result.job();
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
            keyId(job),
            keyName(job),
            CaptureJson.of(result.masterDataErrors()),
            CaptureJson.of(result.masterDataWarnings()),
            RefusedJson.write(result.refused())
        };
    }

    static @Nullable String keyId(CaptureJob job) {
        return job.sender() == null ? null : job.sender().keyId();
    }

    static @Nullable String keyName(CaptureJob job) {
        return job.sender() == null ? null : job.sender().name();
    }

    private static @Nullable Sender sender(ResultSet row) throws SQLException {
        String keyId = row.getString("key_id");
        return keyId == null ? null : new Sender(keyId, row.getString("key_name"), false);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static CaptureJob job(ResultSet row) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new CaptureJob(
                row.getObject("organisation", UUID.class),
                row.getString("capture_id"),
                sender(row),
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
