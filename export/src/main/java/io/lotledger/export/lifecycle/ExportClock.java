package io.lotledger.export.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Figures over all jobs of all organisations: how many, how long, and which broke the 24 hours of 21 CFR 1.1455(c). */
public class ExportClock {
    public static final Duration SLA = Duration.ofHours(24);
    /** How long a job that has ended is counted among the worst: one old breach does not hide a new one. */
    public static final Duration LATELY = Duration.ofDays(30);

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private @Nullable Reading last;

    public ExportClock(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param deliverySeconds of all delivered jobs together
     * @param oldestSeconds how long the oldest job that is under way has been waited for
     * @param worstSeconds of the slowest job that is under way, or ended {@link #LATELY}
     * @param breaches jobs that took, or are taking, more than 24 hours and are under way, or ended lately
     * @param breachesEver those that ended longer ago too
     */
    public record Reading(
            Instant at,
            Map<JobStatus, Long> jobs,
            double deliverySeconds,
            double oldestSeconds,
            double worstSeconds,
            long breaches,
            long breachesEver) {
        public Reading {
            jobs = Map.copyOf(jobs);
        }

        public long jobs(JobStatus status) {
            return jobs.getOrDefault(status, 0L);
        }
    }

    /** At most a few seconds old: one scrape asks many times. */
    public synchronized Reading read() {
        Instant now = clock.instant();
        Reading reading = last;
        if (reading == null || reading.at().plus(FRESH).isBefore(now)) {
            reading = take(now);
            last = reading;
        }
        return reading;
    }

    /** A job that failed was waited for too, until it did. */
    private Reading take(Instant now) {
        Map<JobStatus, Long> jobs = new HashMap<>();
        double[] seconds = new double[3];
        long[] breaches = new long[2];
        jdbc.sql("""
                        with job as (
                            select status, delivered_at - requested_at as delivery, coalesce(delivered_at, failed_at) as ended_at,
                                   coalesce(delivered_at, failed_at, :now) - requested_at as took
                              from export_job
                        ), told as (
                            select job.*, ended_at is null as open, ended_at is null or ended_at > :since as lately,
                                   took > make_interval(secs => :sla) as late
                              from job
                        )
                        select status, count(*) as jobs,
                               coalesce(sum(extract(epoch from delivery)), 0) as delivery,
                               coalesce(max(extract(epoch from took)) filter (where open), 0) as oldest,
                               coalesce(max(extract(epoch from took)) filter (where lately), 0) as worst,
                               count(*) filter (where late and lately) as breaches,
                               count(*) filter (where late) as breaches_ever
                          from told
                         group by status
                         order by status
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("since", now.minus(LATELY).atOffset(ZoneOffset.UTC))
                .param("sla", (double) SLA.toSeconds())
                .query(row -> {
                    jobs.put(JobStatus.ofWord(row.getString("status")).orElseThrow(), row.getLong("jobs"));
                    seconds[0] += row.getDouble("delivery");
                    seconds[1] = Math.max(seconds[1], row.getDouble("oldest"));
                    seconds[2] = Math.max(seconds[2], row.getDouble("worst"));
                    breaches[0] += row.getLong("breaches");
                    breaches[1] += row.getLong("breaches_ever");
                });
        return new Reading(now, jobs, seconds[0], seconds[1], seconds[2], breaches[0], breaches[1]);
    }
}
