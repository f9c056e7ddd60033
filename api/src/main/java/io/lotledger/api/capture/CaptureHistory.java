package io.lotledger.api.capture;

import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.job.CaptureFilter;
import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.job.RefusedEvent;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.projections.processor.ProjectionProgress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The capture jobs that a caller may read, and what they hold. */
@Component
public class CaptureHistory {
    private final CaptureJobs jobs;
    private final CaptureVisibility visibility;
    private final ObjectProvider<ProjectionProgress> progress;

    CaptureHistory(CaptureJobs jobs, CaptureVisibility visibility, ObjectProvider<ProjectionProgress> progress) {
        this.jobs = jobs;
        this.visibility = visibility;
        this.progress = progress;
    }

    /** @param hasMore whether older jobs follow */
    public record Page(List<CaptureJob> jobs, boolean hasMore) {
        public Page {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * The jobs that meet the filter, newest first.
     *
     * @param after last job of the previous page, {@code null} for the first page
     */
    public Page page(Caller caller, CaptureFilter filter, @Nullable CaptureJob after, int limit) {
        List<CaptureJob> found = jobs.page(visibility.jobs(caller), filter, after, limit + 1);
        return new Page(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
    }

    /**
     * The page on the newer side of a job, newest first.
     *
     * @return {@code hasMore}: whether still newer jobs follow
     */
    public Page newer(Caller caller, CaptureFilter filter, CaptureJob than, int limit) {
        List<CaptureJob> found = new ArrayList<>(jobs.newer(visibility.jobs(caller), filter, than, limit + 1));
        boolean hasMore = found.size() > limit;
        if (hasMore) found.remove(limit);
        Collections.reverse(found);
        return new Page(found, hasMore);
    }

    public Optional<CaptureJob> find(Caller caller, String captureID) {
        return jobs.find(visibility.jobs(caller), captureID);
    }

    /** Outcomes of the job's events from an index on, in document order. */
    public List<EventOutcome> events(CaptureJob job, int fromIndex, int limit) {
        return jobs.events(job.captureID(), fromIndex, limit);
    }

    /** The errors of the job's document: master data first, then events; without those that only the rollback refused. */
    public List<Violation> errors(CaptureJob job, int limit) {
        return job.success() ? List.of() : jobs.errors(job.captureID(), limit);
    }

    /** The errors in the master data of the job's document. */
    public List<Violation> masterDataErrors(CaptureJob job, int limit) {
        return job.success() ? List.of() : jobs.masterDataErrors(job.captureID(), limit);
    }

    public List<Violation> masterDataWarnings(CaptureJob job) {
        return jobs.masterDataWarnings(job.captureID());
    }

    /** The refused events that the job keeps for its sender to mend. */
    public List<RefusedEvent> refused(CaptureJob job) {
        return job.success() ? List.of() : jobs.refused(job.captureID());
    }

    /** Whether every read model holds what the job captured. */
    public boolean isProjected(CaptureJob job) {
        return job.lastPosition() <= covered();
    }

    /** The log position up to which every read model holds everything. */
    public long covered() {
        return progress.stream()
                .flatMap(one -> one.positions().values().stream())
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
