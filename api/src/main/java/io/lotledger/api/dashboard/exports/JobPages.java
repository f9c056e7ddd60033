package io.lotledger.api.dashboard.exports;

import io.lotledger.api.exports.ExportDetails;
import io.lotledger.api.exports.Exports;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LinkOpened;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.export.source.KeyNames;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Composes the page of a job and its replay from the job's events. */
@Component
final class JobPages {
    /** A young job is looked at often. */
    private static final Duration YOUNG = Duration.ofMinutes(2);

    private final Exports exports;
    private final KeyNames names;
    private final JsonMapper json;
    private final Clock clock;

    JobPages(Exports exports, KeyNames names, JsonMapper json, Clock clock) {
        this.exports = exports;
        this.names = names;
        this.json = json;
        this.clock = clock;
    }

    /** The job's events, never empty; 404 when the organisation has no such job. */
    List<RecordedEvent> events(Caller caller, String jobId) {
        return exports.look(caller, jobId)
                .orElseThrow(() -> ProblemException.notFound(
                        "Your organisation has no export with this id. Exports lists those it has."));
    }

    JobPage page(Caller caller, List<RecordedEvent> events) {
        JobState job = JobHistory.fold(events).orElseThrow();
        ExportRequested request = job.request();
        ExportDetails now = exports.now(caller, job);
        ExportFailed failure = job.failure();
        LotCriteria criteria = request.criteria();
        UUID lot = request.lotId();
        Instant time = clock.instant();
        String requester = nameOf(request.requestedBy());
        return new JobPage(
                request.shortId(),
                ExportTitle.of(request),
                ExportTitle.of(request.direction()),
                requester,
                criteria == null || !criteria.hasPeriod() ? null : criteria.period(),
                lot == null ? null : ShortUuid.encode(lot),
                request,
                JobClock.of(job, time),
                JobSteps.of(events, job, now, requester),
                now,
                failure == null ? null : FailureAdvice.of(failure.code()),
                sum(now.rows()),
                tick(job, time),
                job.expiry() != null,
                events.size() - 1L,
                ExportRights.of(caller));
    }

    private static @Nullable String tick(JobState job, Instant now) {
        if (job.status().isFinal()) return null;
        Duration age = Duration.between(job.request().requestedAt(), now);
        return age.compareTo(YOUNG) < 0 ? "2s" : "10s";
    }

    private static @Nullable Long sum(@Nullable Map<String, Long> rows) {
        return rows == null
                ? null
                : rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** @param at a sequence number; one beyond the last event stands for the last */
    JobReplay replay(List<RecordedEvent> events, long at, @Nullable Long open) {
        int here = (int) Math.min(at, events.size() - 1L);
        StateTable state = StateTable.of(after(events, here), here == 0 ? null : after(events, here - 1));
        return JobReplay.of(
                events,
                here,
                open,
                state,
                recorded -> EventWords.of(recorded.event(), who(recorded)),
                recorded -> json.writerWithDefaultPrettyPrinter().writeValueAsString(recorded.event()));
    }

    private JsonNode after(List<RecordedEvent> events, int sequence) {
        return json.valueToTree(exports.after(events.subList(0, sequence + 1)));
    }

    private @Nullable String who(RecordedEvent recorded) {
        String who = recorded.event().who();
        return who.equals("lotledger") ? null : LinkOpened.describe(who).orElseGet(() -> nameOf(who));
    }

    String nameOf(String keyId) {
        return names.nameOf(keyId).orElse("key " + keyId);
    }
}
