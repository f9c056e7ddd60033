package io.lotledger.export.lifecycle;

import io.lotledger.export.job.DeadlineMissed;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.job.ProcessingStarted;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDownloaded;
import io.lotledger.export.job.WorkbookExpired;
import io.lotledger.ingest.eventlog.LogPosition;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The list of jobs: a table that can be rebuilt from the log. Rows are inserted in log order, so that
 * no row ever appears in a page that a client has already read.
 */
@ProcessingGroup("export-jobs")
public class ExportJobs {
    private final JdbcClient jdbc;

    public ExportJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A page of the list, newest first. */
    public List<JobSummary> list(JobQuery query) {
        if (query.place() instanceof JobQuery.Place.After after) return ahead(query, after.position());
        return filtered("""
                        select job_id, lot_id, lot, direction, format, fda_only, status, requested_by, requested_at,
                               delivered_at, failed_at, failure_code, size_bytes,
                               case when expired_at is null then object_key end as object_key, position
                          from export_job
                         where organisation = :organisation
                           and (cast(:status as text) is null or status = :status)
                           and (cast(:lots as uuid[]) is null
                                or lot_id = any(cast(:lots as uuid[])) or lots && cast(:lots as uuid[]))
                           and (cast(:from as timestamptz) is null or requested_at >= :from)
                           and (cast(:to as timestamptz) is null or requested_at < :to)
                           and (cast(:place as bigint) is null or position < :place)
                         order by position desc
                         limit :limit
                        """, query)
                .param("place", query.place() instanceof JobQuery.Place.Before before ? before.position() : null)
                .query(JobSummary.class)
                .list();
    }

    /** The jobs just ahead of a place: read upwards from it, and turned round. */
    private List<JobSummary> ahead(JobQuery query, long position) {
        List<JobSummary> found = filtered("""
                        select job_id, lot_id, lot, direction, format, fda_only, status, requested_by, requested_at,
                               delivered_at, failed_at, failure_code, size_bytes,
                               case when expired_at is null then object_key end as object_key, position
                          from export_job
                         where organisation = :organisation
                           and (cast(:status as text) is null or status = :status)
                           and (cast(:lots as uuid[]) is null
                                or lot_id = any(cast(:lots as uuid[])) or lots && cast(:lots as uuid[]))
                           and (cast(:from as timestamptz) is null or requested_at >= :from)
                           and (cast(:to as timestamptz) is null or requested_at < :to)
                           and position > :place
                         order by position
                         limit :limit
                        """, query)
                .param("place", position)
                .query(JobSummary.class)
                .list();
        List<JobSummary> newestFirst = new ArrayList<>(found);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    private JdbcClient.StatementSpec filtered(String sql, JobQuery query) {
        return jdbc.sql(sql)
                .param("organisation", query.organisation())
                .param("status", query.status() == null ? null : query.status().word())
                .param(
                        "lots",
                        query.lots() == null
                                ? null
                                : query.lots().stream().map(UUID::toString).toArray(String[]::new))
                .param("from", utc(query.from()))
                .param("to", utc(query.to()))
                .param("limit", query.limit());
    }

    /** A delivered job whose workbook is still in S3. */
    public record Kept(UUID jobId, Instant deliveredAt) {
        public static final Kept BEFORE_ALL = new Kept(new UUID(0, 0), Instant.EPOCH);
    }

    /** @param except whether all other organisations are meant */
    public record Owners(Set<UUID> organisations, boolean except) {
        public Owners {
            organisations = Set.copyOf(organisations);
        }
    }

    /** Jobs of these organisations delivered no later than {@code latest}, oldest first, after {@code last}. */
    public List<Kept> keptSince(Instant latest, Owners owners, Kept last, int limit) {
        return jdbc.sql("""
                        select job_id, delivered_at
                          from export_job
                         where delivered_at is not null and expired_at is null
                           and delivered_at <= :latest and (delivered_at, job_id) > (:lastTime, :lastJob)
                           and (organisation = any(:organisations)) <> :except
                         order by delivered_at, job_id
                         limit :limit
                        """)
                .param("latest", utc(latest))
                .param("organisations", owners.organisations().toArray(UUID[]::new))
                .param("except", owners.except())
                .param("lastTime", utc(last.deliveredAt()))
                .param("lastJob", last.jobId())
                .param("limit", limit)
                .query((row, n) -> new Kept(
                        row.getObject("job_id", UUID.class),
                        row.getObject("delivered_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Jobs requested before {@code latest} that took longer than 24 hours or are not done, and whose missed deadline is not recorded yet. */
    List<UUID> late(Instant latest, int limit) {
        return jdbc.sql("""
                        select job_id
                          from export_job
                         where deadline_missed_at is null
                           and (coalesce(delivered_at, failed_at) is null
                                or coalesce(delivered_at, failed_at) - requested_at > interval '24 hours')
                           and requested_at < :latest
                         order by requested_at, job_id
                         limit :limit
                        """)
                .param("latest", utc(latest))
                .param("limit", limit)
                .query(UUID.class)
                .list();
    }

    /** 0 when the list has no job of the subject. */
    public int newestGeneration(ExportSubject subject) {
        return jdbc.sql("select coalesce(max(generation), 0) from export_job where subject = :subject")
                .param("subject", subject.id())
                .query(Integer.class)
                .single();
    }

    @EventHandler
    void on(ExportRequested event, @SequenceNumber long sequence, TrackingToken place) {
        LotCriteria criteria = event.criteria();
        jdbc.sql("""
                        insert into export_job (job_id, position, organisation, subject, lot_id, lot, lots, direction, format,
                                                fda_only, generation, requested_by, requested_at, log_position, status, sequence)
                        values (:job, :place, :organisation, :subject, :lotId, :lot, cast(:lots as uuid[]), :direction, :format,
                                :fdaOnly, :generation, :by, :at, :position, 'pending', :sequence)
                        on conflict (job_id) do nothing
                        """)
                .param("place", LogPosition.of(place))
                .param("subject", event.subject().id())
                .param(
                        "lots",
                        criteria == null
                                ? new String[0]
                                : criteria.lots().stream().map(UUID::toString).toArray(String[]::new))
                .param("job", event.jobId())
                .param("organisation", event.organisation())
                .param("lotId", event.lotId())
                .param("lot", event.lot())
                .param("direction", event.direction().word())
                .param("format", event.format().word())
                .param("fdaOnly", event.fdaOnly())
                .param("generation", event.generation())
                .param("by", event.requestedBy())
                .param("at", utc(event.requestedAt()))
                .param("position", event.logPosition())
                .param("sequence", sequence)
                .update();
    }

    @EventHandler
    void on(ProcessingStarted event, @SequenceNumber long sequence) {
        jdbc.sql("""
                        update export_job
                           set status = 'processing', attempts = greatest(attempts, :attempt),
                               processing_started_at = coalesce(processing_started_at, :at), sequence = :sequence
                         where job_id = :job and sequence < :sequence
                        """)
                .param("attempt", event.attempt())
                .param("at", utc(event.at()))
                .param("job", event.jobId())
                .param("sequence", sequence)
                .update();
    }

    @EventHandler
    void on(WorkbookDelivered event, @SequenceNumber long sequence) {
        jdbc.sql("""
                        update export_job
                           set status = 'delivered', delivered_at = :at, object_key = :key, size_bytes = :size,
                               sequence = :sequence
                         where job_id = :job and sequence < :sequence
                        """)
                .param("at", utc(event.at()))
                .param("key", event.objectKey())
                .param("size", event.sizeBytes())
                .param("job", event.jobId())
                .param("sequence", sequence)
                .update();
    }

    @EventHandler
    void on(ExportFailed event, @SequenceNumber long sequence) {
        jdbc.sql("""
                        update export_job
                           set status = 'failed', attempts = greatest(attempts, :attempt), failed_at = :at,
                               failure_code = :code, sequence = :sequence
                         where job_id = :job and sequence < :sequence
                        """)
                .param("attempt", event.attempt())
                .param("at", utc(event.at()))
                .param("code", event.code())
                .param("job", event.jobId())
                .param("sequence", sequence)
                .update();
    }

    @EventHandler
    void on(WorkbookDownloaded event, @SequenceNumber long sequence) {
        jdbc.sql("""
                        update export_job
                           set download_count = download_count + 1, sequence = :sequence
                         where job_id = :job and sequence < :sequence
                        """).param("job", event.jobId()).param("sequence", sequence).update();
    }

    @EventHandler
    void on(DeadlineMissed event, @SequenceNumber long sequence) {
        jdbc.sql("""
                        update export_job
                           set deadline_missed_at = :at, sequence = :sequence
                         where job_id = :job and sequence < :sequence
                        """)
                .param("at", utc(event.at()))
                .param("job", event.jobId())
                .param("sequence", sequence)
                .update();
    }

    @EventHandler
    void on(WorkbookExpired event, @SequenceNumber long sequence) {
        jdbc.sql("""
                        update export_job
                           set expired_at = :at, sequence = :sequence
                         where job_id = :job and sequence < :sequence
                        """)
                .param("at", utc(event.at()))
                .param("job", event.jobId())
                .param("sequence", sequence)
                .update();
    }

    @ResetHandler
    void reset() {
        jdbc.sql("truncate export_job").update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
