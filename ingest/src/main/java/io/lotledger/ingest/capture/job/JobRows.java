package io.lotledger.ingest.capture.job;

import io.lotledger.ingest.capture.staging.CaptureJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of one part each as rows of {@code capture_job}, one array per column as in {@link
 * io.lotledger.ingest.eventlog.LogRows}.
 */
final class JobRows {
    /**
     * The last expression of a {@code with} and the query on it; a format string with the expression of the last
     * position.
     */
    static final String INSERT = """
            kept as (
                insert into capture_job (organisation, capture_id, created_at, finished_at, running, success, error_behaviour,
                                         total_count, accepted_count, rejected_count, duplicate_count, warning_count,
                                         master_data_count, errors, master_data_warnings, outcomes, key_id, key_name, refused, last_position)
                select j.*, %s
                  from unnest(cast(? as uuid[]), cast(? as text[]), cast(? as timestamptz[]), cast(? as timestamptz[]),
                              cast(? as boolean[]), cast(? as boolean[]), cast(? as text[]), cast(? as integer[]),
                              cast(? as integer[]), cast(? as integer[]), cast(? as integer[]), cast(? as integer[]),
                              cast(? as integer[]), cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]),
                              cast(? as text[]), cast(? as text[])) as j
                returning last_position)
            select last_position from kept limit 1
            """;

    private final List<CaptureResult> jobs;

    private JobRows(List<CaptureResult> jobs) {
        this.jobs = jobs;
    }

    static JobRows of(List<CaptureResult> jobs) {
        return new JobRows(jobs);
    }

    /** Sets the parameters of {@link #INSERT}, after the given number of earlier parameters. */
    void bind(PreparedStatement statement, int before) throws SQLException {
        Column column = new Column(statement, before);
        column.add("uuid", job -> job.organisation());
        column.add("text", CaptureJob::captureID);
        column.add("timestamptz", job -> job.createdAt().toString());
        column.add(
                "timestamptz",
                job -> job.finishedAt() == null ? null : job.finishedAt().toString());
        column.add("boolean", CaptureJob::running);
        column.add("boolean", CaptureJob::success);
        column.add("text", job -> job.captureErrorBehaviour().word());
        column.count(CaptureJob.Counts::total);
        column.count(CaptureJob.Counts::accepted);
        column.count(CaptureJob.Counts::rejected);
        column.count(CaptureJob.Counts::duplicate);
        column.count(CaptureJob.Counts::warned);
        column.count(CaptureJob.Counts::masterData);
        column.text(one -> CaptureJson.of(one.masterDataErrors()));
        column.text(one -> CaptureJson.of(one.masterDataWarnings()));
        column.text(one -> one.firstEvents().isEmpty() ? null : OutcomesJson.write(one.firstEvents()));
        column.text(one -> CaptureJobs.keyId(one.job()));
        column.text(one -> CaptureJobs.keyName(one.job()));
        column.text(one -> RefusedJson.write(one.refused()));
    }

    private final class Column {
        private final PreparedStatement statement;
        private int last;

        Column(PreparedStatement statement, int before) {
            this.statement = statement;
            this.last = before;
        }

        void add(String type, Function<CaptureJob, @Nullable Object> value) throws SQLException {
            set(type, jobs.stream().map(one -> value.apply(one.job())).toArray());
        }

        void count(ToIntFunction<CaptureJob.Counts> count) throws SQLException {
            set(
                    "integer",
                    jobs.stream()
                            .map(one -> count.applyAsInt(one.job().counts()))
                            .toArray());
        }

        /** Binds strings; the driver sends them unconverted. */
        void text(Function<CaptureResult, @Nullable String> value) throws SQLException {
            set("text", jobs.stream().map(value).toArray(String[]::new));
        }

        private void set(String type, @Nullable Object[] values) throws SQLException {
            Connection connection = statement.getConnection();
            statement.setArray(++last, connection.createArrayOf(type, values));
        }
    }
}
