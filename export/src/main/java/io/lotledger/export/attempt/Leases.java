package io.lotledger.export.attempt;

import io.lotledger.export.job.ExportAttempt;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queue of attempts and the leases of those that a worker holds, in a table that all nodes share. A job has its place in the
 * line from its request on, or from the end of the pause after its last failed attempt. An attempt whose worker was lost keeps it. Times are the
 * database's, the one clock that all nodes share.
 */
class Leases {
    private final JdbcClient jdbc;

    Leases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param waiting whether no worker has taken the attempt yet
     * @param left time until the lease runs out, zero after that
     */
    record Lease(int attempt, boolean waiting, Duration left) {}

    /** Queues the job's first attempt; false if the job is already queued or held. */
    boolean enqueue(ExportAttempt first) {
        return jdbc.sql("""
                        insert into export_lease (job_id, attempt, until, waiting_since, in_line_since)
                        values (:job, :attempt, clock_timestamp(), clock_timestamp(), clock_timestamp())
                        on conflict (job_id) do nothing
                        """)
                        .param("job", first.jobId())
                        .param("attempt", first.number())
                        .update()
                == 1;
    }

    /** Queues a later attempt in the job's place; false if it or a later one is already there, or the job has ended. */
    boolean enqueueNext(ExportAttempt next) {
        return jdbc.sql("""
                        update export_lease
                           set attempt = :attempt, until = clock_timestamp(),
                               waiting_since = least(in_line_since, clock_timestamp()) -- the clock may have been set back
                         where job_id = :job and attempt < :attempt
                        """)
                        .param("job", next.jobId())
                        .param("attempt", next.number())
                        .update()
                == 1;
    }

    /** Claims the attempt that has waited longest, whichever node queued it, and starts its lease. */
    Optional<ExportAttempt> claim(Duration lease) {
        return jdbc.sql("""
                        update export_lease
                           set waiting_since = null, until = clock_timestamp() + make_interval(secs => :seconds)
                         where job_id = (select job_id from export_lease
                                          where waiting_since is not null
                                          order by waiting_since, job_id
                                          limit 1
                                            for update skip locked)
                        returning job_id, attempt as number
                        """)
                .param("seconds", seconds(lease))
                .query(ExportAttempt.class)
                .optional();
    }

    /** Renews the leases that are still held, and returns their attempts. */
    Set<ExportAttempt> renew(Collection<ExportAttempt> held, Duration lease) {
        List<ExportAttempt> attempts = List.copyOf(held);
        return new HashSet<>(jdbc.sql("""
                        update export_lease l
                           set until = clock_timestamp() + make_interval(secs => :seconds)
                          from unnest(cast(:jobs as uuid[]), cast(:attempts as integer[])) as held(job_id, attempt)
                         where l.job_id = held.job_id and l.attempt = held.attempt
                        returning l.job_id, l.attempt as number
                        """)
                .param("seconds", seconds(lease))
                .param("jobs", attempts.stream().map(a -> a.jobId().toString()).toArray(String[]::new))
                .param("attempts", attempts.stream().map(ExportAttempt::number).toArray(Integer[]::new))
                .query(ExportAttempt.class)
                .list());
    }

    /**
     * Parks an attempt: no worker holds it, and no other attempt starts before {@code pause} is over. The job then takes its place
     * in the line.
     */
    void park(ExportAttempt attempt, Duration pause) {
        jdbc.sql("""
                        update export_lease
                           set until = clock_timestamp() + make_interval(secs => :seconds),
                               in_line_since = clock_timestamp() + make_interval(secs => :seconds)
                         where job_id = :job and attempt = :attempt
                        """)
                .param("job", attempt.jobId())
                .param("attempt", attempt.number())
                .param("seconds", seconds(pause))
                .update();
    }

    Optional<Lease> find(UUID jobId) {
        return jdbc.sql("""
                        select attempt, waiting_since is not null as waiting,
                               extract(epoch from until - clock_timestamp()) * 1000 as millis
                          from export_lease
                         where job_id = :job
                        """)
                .param("job", jobId)
                .query((row, i) ->
                        new Lease(row.getInt("attempt"), row.getBoolean("waiting"), Duration.ofMillis(Math.max(0, (long)
                                Math.ceil(row.getDouble("millis"))))))
                .optional();
    }

    /** Removes the lease of a job that has ended. */
    void end(UUID jobId) {
        jdbc.sql("delete from export_lease where job_id = :job")
                .param("job", jobId)
                .update();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
