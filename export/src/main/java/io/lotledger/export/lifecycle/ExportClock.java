package io.lotledger.export.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Metrics over the jobs of all organisations: counts, durations, and breaches of the 24 hours of 21 CFR 1.1455(c). */
public class ExportClock {
    public static final Duration SLA = Duration.ofHours(24);
    /** How long an ended job counts among the worst, so that an old breach does not hide a new one. */
    public static final Duration LATELY = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Clock clock;

    public ExportClock(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param deliverySeconds total over all delivered jobs
     * @param oldestSeconds age of the oldest job in progress
     * @param worstSeconds duration of the slowest job that is in progress or ended {@link #LATELY}
     * @param breaches jobs of more than 24 hours that are in progress or ended lately
     * @param breachesEver all jobs of more than 24 hours, whenever they ended
     */
    public record Reading(
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

    /** A failed job counts until it failed. */
    public Reading read() {
        Instant now = clock.instant();
        Map<JobStatus, Long> jobs = new HashMap<>();
        double[] seconds = new double[3];
        long[] breaches = new long[2];
        jdbc.sql("""
                        with job as (
                            select status, delivered_at - requested_at as delivery, coalesce(delivered_at, failed_at) as ended_at,
                                   coalesce(delivered_at, failed_at, :now) - requested_at as took
                              from export_job
                        ), measured as (
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
                          from measured
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
        return new Reading(jobs, seconds[0], seconds[1], seconds[2], breaches[0], breaches[1]);
    }
}
