package io.lotledger.api.exports;

import io.lotledger.api.security.Caller;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.request.ExportRequests;
import io.lotledger.export.source.RulesInForce;
import io.lotledger.export.source.WorkbookSource;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The answer to an export request: 202 with {@code Location} and {@code Retry-After}. A GET, which also polls, is answered 200
 * once the job has ended.
 */
@Component
final class ExportAnswers {
    /** The log position of a delivered workbook. */
    static final String AS_OF = "Lotledger-As-Of";

    /** In what a delivered workbook was made under other rules than those of this server. */
    static final String OTHER_RULES = "Lotledger-Other-Rules";

    private final DownloadLinks links;
    private final RulesInForce rules;
    private final Clock clock;

    ExportAnswers(DownloadLinks links, WorkbookSource rules, Clock clock) {
        this.links = links;
        this.rules = rules;
        this.clock = clock;
    }

    /** Adds {@value #AS_OF} when the log may hold a newer event of the trace that the read models do not have yet. */
    ResponseEntity<ExportAnswer> of(ExportRequests.Answer answer, Caller caller) {
        JobState job = answer.job();
        ResponseEntity<ExportAnswer> response = of(job, caller);
        if (answer.isCurrent()) return response;
        return ResponseEntity.status(response.getStatusCode())
                .headers(response.getHeaders())
                .header(AS_OF, Long.toString(job.request().logPosition()))
                .body(response.getBody());
    }

    ResponseEntity<ExportAnswer> of(JobState job, Caller caller) {
        ExportAnswer body = ExportAnswer.of(job, links.to(job, caller));
        if (job.status().isFinal()) {
            ResponseEntity.BodyBuilder response = ResponseEntity.ok().cacheControl(CacheControl.noStore());
            Optional.ofNullable(job.delivery())
                    .flatMap(rules::differenceOf)
                    .ifPresent(difference -> response.header(OTHER_RULES, difference.word()));
            return response.body(body);
        }
        return accepted(job, body);
    }

    /** To a POST: 202 also when the job has ended before its answer was written. */
    ResponseEntity<ExportAnswer> accepted(JobState job, Caller caller) {
        return accepted(job, ExportAnswer.of(job, links.to(job, caller)));
    }

    private ResponseEntity<ExportAnswer> accepted(JobState job, ExportAnswer body) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .cacheControl(CacheControl.noStore())
                .location(location(job))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds(job)))
                .body(body);
    }

    private static URI location(JobState job) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/epcis/api/2.0/traceability/exports/{job}")
                .build(job.request().shortId());
    }

    /** Grows with the job's age: most exports take about a second, and a long one is polled less often. */
    long retryAfterSeconds(JobState job) {
        Duration age = Duration.between(job.request().requestedAt(), clock.instant());
        return Math.max(1, Math.min(15, age.toSeconds() / 5));
    }
}
