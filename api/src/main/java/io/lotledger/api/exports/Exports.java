package io.lotledger.api.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.export.request.Asker;
import io.lotledger.export.request.ExportRequests;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

/** The export jobs of the caller's organisation: each in full, its history from the log, and its files. */
@Component
public class Exports {
    private static final String AFTER = "after event ";

    private final CallerJobs jobs;
    private final JobDetails details;
    private final DownloadLinks links;
    private final ExportRequests requests;
    private final WorkbookStore store;
    private final JsonMapper json;

    Exports(
            CallerJobs jobs,
            JobDetails details,
            DownloadLinks links,
            ExportRequests requests,
            WorkbookStore store,
            JsonMapper json) {
        this.jobs = jobs;
        this.details = details;
        this.links = links;
        this.requests = requests;
        this.store = store;
        this.json = json;
    }

    /** An event as it was recorded. */
    public record HistoryEntry(String type, long sequence, Instant time, ExportJobEvent payload, String who) {
        public static HistoryEntry of(RecordedEvent recorded) {
            ExportJobEvent event = recorded.event();
            return new HistoryEntry(
                    event.getClass().getSimpleName(), recorded.sequence(), recorded.recordedAt(), event, event.who());
        }
    }

    /**
     * The events of the page in order, and the job state that results from all events alone.
     *
     * @param nextPageToken null on the last page
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record History(
            String jobShortId,
            List<HistoryEntry> events,
            ExportDetails state,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String nextPageToken) {}

    /** The job's events, never empty; no list at all when the organisation has no such job, or the text is not the id of a job. */
    public Optional<List<RecordedEvent>> look(Caller caller, String jobId) {
        try {
            return jobs.events(caller, ShortUuid.decode(jobId));
        } catch (IllegalArgumentException e) { // not an id
            return Optional.empty();
        }
    }

    /** The job as it is now. */
    public ExportDetails now(Caller caller, JobState job) {
        return details.of(job, links.to(job, caller));
    }

    /** The job after these events, the first of which is the request, without anything that depends on the present. */
    public ExportDetails after(List<RecordedEvent> events) {
        JobState state = JobHistory.fold(events).orElseThrow();
        return details.asOf(state, events.get(events.size() - 1).event().at());
    }

    /** All events up to {@code until}, and the state after them. */
    public History history(Caller caller, String jobId, int until) {
        return history(caller, jobId, until, PageRequest.whole());
    }

    /** The page of the events up to {@code until}, and the state after all of them. */
    public History history(Caller caller, String jobId, int until, PageRequest page) {
        List<RecordedEvent> events = events(caller, jobId, until);
        long after = sequence(page);
        PageItems<RecordedEvent> shown = page.cut(
                events.stream()
                        .filter(event -> event.sequence() > after)
                        .limit(page.limit())
                        .toList(),
                event -> AFTER + event.sequence());
        return new History(
                jobId, shown.items().stream().map(HistoryEntry::of).toList(), after(events), shown.nextPageToken());
    }

    private static long sequence(PageRequest page) {
        if (page.cursor().isEmpty()) return -1;
        if (!page.cursor().matches(AFTER + "\\d{1,18}")) throw page.unknownToken();
        return Long.parseLong(page.cursor().substring(AFTER.length()));
    }

    /** The events up to {@code until} as a table, without the state. */
    public String historyCsv(Caller caller, String jobId, int until) {
        return HistoryCsv.of(
                jobId,
                events(caller, jobId, until).stream().map(HistoryEntry::of).toList(),
                json);
    }

    /** The name of the file that holds {@link #historyCsv}. */
    public static String historyFile(String jobId) {
        return "export-" + jobId + "-history.csv";
    }

    private List<RecordedEvent> events(Caller caller, String jobId, int until) {
        return jobs.events(caller, jobId).stream()
                .filter(event -> event.sequence() <= until)
                .toList();
    }

    /**
     * A signed link to the workbook.
     *
     * @param counts whether this is a download, which the job records
     * @throws ProblemException 409 before the delivery, 410 after the retention, or when the file store has lost the workbook
     */
    public SignedLink download(Caller caller, String jobId, boolean counts) {
        JobState job = jobs.find(caller, jobId);
        WorkbookDelivered delivery = CallerJobs.retained(job);
        SignedLink link = links.to(job, caller);
        if (link == null) throw CallerJobs.notDelivered(job);
        if (!store.mayHold(delivery.objectKey())) throw CallerJobs.lost(job);
        if (counts) requests.downloaded(job.request().jobId(), caller.keyId());
        return link;
    }

    /**
     * A signed link to the envelope (DSSE) of the workbook's manifest.
     *
     * @throws ProblemException 409 before the delivery, 410 after the retention or when it is lost, 404 for a delivery from before manifests
     */
    public URI manifest(Caller caller, String jobId) {
        JobState job = jobs.find(caller, jobId);
        String manifest = CallerJobs.retained(job).manifestKey();
        if (manifest == null) {
            throw ProblemException.notFound("Export job " + jobId
                    + " has no manifest: it was delivered by a version that did not sign manifests.");
        }
        if (!store.mayHold(manifest)) throw CallerJobs.lost(job);
        return store.link(manifest).url();
    }

    /** The next job of the same subject: a new one, unless one is newer than {@code last} already. */
    public JobState again(Caller caller, ExportRequested last, boolean acceptsGaps) {
        return requests.askAfter(last, new Asker(caller.keyId(), acceptsGaps));
    }

    /** The same export with FDA's sheets only, or with all sheets when that one has FDA's only: as new as that one, or newer. */
    public JobState withOtherSheets(Caller caller, ExportRequested shown, boolean acceptsGaps) {
        ExportSubject subject = shown.subject();
        return requests.askSince(
                new ExportSubject(
                        subject.organisation(),
                        subject.seeds(),
                        subject.direction(),
                        subject.format(),
                        !subject.fdaOnly()),
                new Asker(caller.keyId(), acceptsGaps),
                shown.logPosition());
    }
}
