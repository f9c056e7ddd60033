package io.lotledger.api.dashboard.exports;

import io.lotledger.api.security.Caller;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobQuery;
import io.lotledger.export.lifecycle.JobSummary;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages of the list of exports. */
@Component
public final class ExportLists {
    private static final String PATH = "/compliance/exports";
    private static final int ROWS = 30;
    private static final int ROWS_OF_A_FILE = 500;

    private final ExportJobs jobs;
    private final JobHistory history;
    private final LotNameSearch names;
    private final JobPages pages;
    private final Clock clock;

    ExportLists(ExportJobs jobs, JobHistory history, LotNameSearch names, JobPages pages, Clock clock) {
        this.jobs = jobs;
        this.history = history;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * A job of the list.
     *
     * @param clock how long it took, or has left
     */
    public record Row(
            String id,
            String title,
            String direction,
            StatusWords status,
            String requester,
            JobClock clock,
            JobSummary job) {}

    /**
     * @param older URL of the next page; null on the last
     * @param newer URL of the page before; null on the first
     */
    record Page(
            List<Row> rows,
            @Nullable String older,
            @Nullable String newer) {}

    /** The newest jobs of the organisation. */
    public List<Row> newest(UUID organisation, int limit) {
        return rows(jobs.list(
                new JobQuery(organisation, null, null, null, null, new JobQuery.Place.Newest(), limit)));
    }

    Page page(Caller caller, ExportFilter filter, ZoneId zone, JobQuery.Place place) {
        List<JobSummary> found = jobs.list(filter.query(caller.organisation(), names, zone, place, ROWS + 1));
        boolean upwards = place instanceof JobQuery.Place.After;
        boolean more = found.size() > ROWS;
        List<JobSummary> shown = !more ? found : upwards ? found.subList(1, ROWS + 1) : found.subList(0, ROWS);
        boolean hasOlder = upwards || more;
        boolean hasNewer = upwards ? more : place instanceof JobQuery.Place.Before;
        if (shown.isEmpty()) return new Page(List.of(), null, hasNewer ? filter.url(PATH, null, 0) : null);
        return new Page(
                rows(shown),
                hasOlder
                        ? filter.url(PATH, "before", shown.get(shown.size() - 1).position())
                        : null,
                hasNewer ? filter.url(PATH, "after", shown.get(0).position()) : null);
    }

    /** Every job that the filters select, newest first. */
    void each(Caller caller, ExportFilter filter, ZoneId zone, Consumer<Row> reader) {
        JobQuery.Place place = new JobQuery.Place.Newest();
        while (true) {
            List<JobSummary> found = jobs.list(filter.query(caller.organisation(), names, zone, place, ROWS_OF_A_FILE));
            rows(found).forEach(reader);
            if (found.size() < ROWS_OF_A_FILE) return;
            place = new JobQuery.Place.Before(found.get(found.size() - 1).position());
        }
    }

    private List<Row> rows(List<JobSummary> found) {
        Map<String, String> requesters = new HashMap<>();
        Instant now = clock.instant();
        return found.stream()
                .map(job -> new Row(
                        ShortUuid.encode(job.jobId()),
                        title(job),
                        ExportTitle.direction(job.direction()),
                        StatusWords.of(job.status()),
                        requesters.computeIfAbsent(job.requestedBy(), pages::nameOf),
                        JobClock.of(job, now),
                        job))
                .toList();
    }

    /** The table keeps no criteria. They stand in the first event of the job, which few jobs need. */
    private String title(JobSummary job) {
        if (job.lot() != null) return ExportTitle.ofLot(job.lot());
        return history.request(job.jobId()).map(ExportTitle::of).orElse("several lots");
    }
}
