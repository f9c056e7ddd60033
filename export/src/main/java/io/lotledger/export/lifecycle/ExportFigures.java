package io.lotledger.export.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An organisation's export jobs in figures, and the 24 hours of 21 CFR 1.1455(c) of the oldest that is open. */
public final class ExportFigures {
    private final JdbcClient jdbc;

    public ExportFigures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The jobs requested since a time, and every open one.
     *
     * @param open pending or processing
     * @param late open for more than 24 hours, or ended after more than 24 hours
     * @param longest duration of the longest job that has ended
     */
    public record Jobs(
            long delivered,
            long open,
            long failed,
            long late,
            @Nullable Duration longest) {}

    public Jobs since(UUID organisation, Instant since, Instant now) {
        return jdbc.sql("""
                        with job as (
                            select status, status in ('pending', 'processing') as open, requested_at,
                                   coalesce(delivered_at, failed_at) as ended_at
                              from export_job
                             where organisation = :organisation
                               and (requested_at >= :since or status in ('pending', 'processing'))
                        )
                        select count(*) filter (where status = 'delivered') as delivered,
                               count(*) filter (where open) as open,
                               count(*) filter (where status = 'failed') as failed,
                               count(*) filter (where coalesce(ended_at, :now) - requested_at > make_interval(secs => :sla)) as late,
                               extract(epoch from max(ended_at - requested_at)) as longest
                          from job
                        """)
                .param("organisation", organisation)
                .param("since", since.atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("sla", (double) ExportClock.SLA.toSeconds())
                .query((row, n) -> new Jobs(
                        row.getLong("delivered"),
                        row.getLong("open"),
                        row.getLong("failed"),
                        row.getLong("late"),
                        row.getObject("longest") == null
                                ? null
                                : Duration.ofMillis((long) (1_000 * row.getDouble("longest")))))
                .single();
    }

    /**
     * The open job that was requested first.
     *
     * @param open count of the open jobs
     */
    public record Oldest(UUID jobId, Instant requestedAt, long open) {
        public Instant deadline() {
            return requestedAt.plus(ExportClock.SLA);
        }
    }

    /** Reads the open jobs alone. */
    public Optional<Oldest> oldestOpen(UUID organisation) {
        return jdbc.sql("""
                        select job_id, requested_at, count(*) over () as open
                          from export_job
                         where organisation = :organisation and status in ('pending', 'processing')
                         order by requested_at, job_id
                         limit 1
                        """)
                .param("organisation", organisation)
                .query((row, n) -> new Oldest(
                        row.getObject("job_id", UUID.class),
                        row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                        row.getLong("open")))
                .optional();
    }
}
