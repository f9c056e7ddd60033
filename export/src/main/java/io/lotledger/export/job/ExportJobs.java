package io.lotledger.export.job;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The list of jobs: a table that can be thrown away and read from the log again. */
@Component
@ProcessingGroup("export-jobs")
public class ExportJobs {
    private final JdbcClient jdbc;

    ExportJobs(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. */
    public List<JobSummary> list(JobQuery query) {
        JobQuery.Place after = query.after();
        return jdbc.sql("""
                        select job_id, lot_id, direction, format, status, requested_at, object_key
                          from export_job
                         where organisation = :organisation
                           and (cast(:status as text) is null or status = :status)
                           and (cast(:lot as uuid) is null or lot_id = :lot)
                           and (cast(:from as timestamptz) is null or requested_at >= :from)
                           and (cast(:to as timestamptz) is null or requested_at < :to)
                           and (cast(:afterJob as uuid) is null
                                or (requested_at, job_id) < (cast(:afterTime as timestamptz), cast(:afterJob as uuid)))
                         order by requested_at desc, job_id desc
                         limit :limit
                        """)
                .param("organisation", query.organisation())
                .param("status", query.status() == null ? null : query.status().word())
                .param("lot", query.lotId())
                .param("from", utc(query.from()))
                .param("to", utc(query.to()))
                .param("afterTime", utc(after == null ? null : after.requestedAt()))
                .param("afterJob", after == null ? null : after.jobId())
                .param("limit", query.limit())
                .query(JobSummary.class)
                .list();
    }

    /** 0 when the list knows of none. */
    int newestGeneration(ExportSubject subject) {
        return jdbc.sql("""
                        select coalesce(max(generation), 0)
                          from export_job
                         where organisation = :organisation and lot_id = :lot
                           and direction = :direction and format = :format and fda_only = :fdaOnly
                        """)
                .param("organisation", subject.lot().organisation())
                .param("lot", subject.lot().id())
                .param("direction", subject.direction().word())
                .param("format", subject.format().word())
                .param("fdaOnly", subject.fdaOnly())
                .query(Integer.class)
                .single();
    }

    @EventHandler
    void on(ExportRequested event, @SequenceNumber long sequence) {
        jdbc.sql("""
                        insert into export_job (job_id, organisation, lot_id, lot, direction, format, fda_only, generation,
                                                requested_by, requested_at, log_position, status, sequence)
                        values (:job, :organisation, :lotId, :lot, :direction, :format, :fdaOnly, :generation,
                                :by, :at, :position, 'pending', :sequence)
                        on conflict (job_id) do nothing
                        """)
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

    @ResetHandler
    void reset() {
        jdbc.sql("truncate export_job").update();
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
