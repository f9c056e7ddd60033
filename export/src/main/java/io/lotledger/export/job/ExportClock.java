package io.lotledger.export.job;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Figures over all jobs of all organisations: how many, how long, and which broke the 24 hours of 21 CFR 1.1455(c). */
@Component
public class ExportClock {
    public static final Duration SLA = Duration.ofHours(24);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Clock clock;
    private @Nullable Reading last;

    ExportClock(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param deliverySeconds of all delivered jobs together
     * @param worstSeconds of the slowest job, delivered or still waited for
     */
    public record Reading(
            Instant at, Map<JobStatus, Long> jobs, double deliverySeconds, double worstSeconds, long breaches) {
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

    private Reading take(Instant now) {
        Map<JobStatus, Long> jobs = new HashMap<>();
        double[] figures = new double[3];
        jdbc.sql("""
                        select status, count(*) as jobs,
                               sum(extract(epoch from delivered_at - requested_at)) as delivery,
                               max(extract(epoch from coalesce(delivered_at, :now) - requested_at)) as worst,
                               count(*) filter (where coalesce(delivered_at, :now) - requested_at
                                                      > make_interval(secs => :sla)) as breaches
                          from export_job
                         group by status
                         order by status
                        """)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("sla", (double) SLA.toSeconds())
                .query(row -> {
                    JobStatus status = JobStatus.ofWord(row.getString("status")).orElseThrow();
                    jobs.put(status, row.getLong("jobs"));
                    if (status == JobStatus.FAILED) return; // nobody waits for it any more
                    figures[0] += row.getDouble("delivery");
                    figures[1] = Math.max(figures[1], row.getDouble("worst"));
                    figures[2] += row.getLong("breaches");
                });
        return new Reading(now, jobs, figures[0], figures[1], (long) figures[2]);
    }
}
