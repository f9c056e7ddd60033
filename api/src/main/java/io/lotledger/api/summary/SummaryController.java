package io.lotledger.api.summary;

import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.lifecycle.ExportFigures;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.capture.job.CaptureFigures;
import io.lotledger.ingest.capture.job.CaptureScope;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.tally.RequiredElements;
import io.lotledger.projections.tally.Tally;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The organisation in figures. */
@RestController
class SummaryController {
    private static final int FOODS = 100;

    private final Summaries summaries;

    SummaryController(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Days are UTC days. */
    @GetMapping("/epcis/api/2.0/traceability/summary")
    ResponseEntity<SummaryBody> summary(@AuthenticationPrincipal Caller caller) {
        UUID organisation = caller.organisation();
        CaptureScope all = CaptureScope.all(organisation);
        boolean seesEvents = has(caller, Role.QUERY, Role.ADMIN);
        SummaryBody body = new SummaryBody(
                counted(summaries.counted()),
                lots(summaries.lots(organisation, ZoneOffset.UTC)),
                summaries.events(organisation),
                seesEvents ? lastCapture(all) : null,
                seesEvents ? captures(summaries.capturesToday(all, ZoneOffset.UTC)) : null,
                readiness(summaries.readiness(organisation, FOODS)),
                summaries.findings(organisation).stream()
                        .map(SummaryController::findings)
                        .toList(),
                has(caller, Role.EXPORT, Role.AUDIT, Role.ADMIN) ? exports(organisation) : null,
                projections(summaries.lag(), summaries.paused()));
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }

    private static boolean has(Caller caller, Role... any) {
        return Stream.of(any).anyMatch(caller.roles()::contains);
    }

    private static SummaryBody.Counted counted(Summaries.Counted counted) {
        Tally.Progress progress = counted.progress();
        return new SummaryBody.Counted(
                progress.position(),
                progress.countedAt(),
                counted.age().toSeconds(),
                progress.waiting(),
                progress.recountPercent());
    }

    private static SummaryBody.Lots lots(Summaries.Lots lots) {
        return new SummaryBody.Lots(lots.counts().total(), lots.counts().fresh(), lots.today());
    }

    private SummaryBody.@Nullable LastCapture lastCapture(CaptureScope scope) {
        return summaries.lastCaptures(scope, 1).stream()
                .map(sent -> new SummaryBody.LastCapture(
                        sent.job().captureID(),
                        sent.job().createdAt(),
                        sent.sentBy().orElse(null),
                        sent.job().counts().accepted()))
                .findFirst()
                .orElse(null);
    }

    private static SummaryBody.Captures captures(CaptureFigures.Period today) {
        return new SummaryBody.Captures(today.captures(), today.accepted(), today.rejected());
    }

    private static SummaryBody.Readiness readiness(Summaries.Readiness readiness) {
        RequiredElements elements = readiness.elements();
        return new SummaryBody.Readiness(
                Summaries.DAYS,
                readiness.lots(),
                Readiness.rounded(elements.all().score()),
                Readiness.rounded(elements.codes().score()),
                Readiness.rounded(elements.sources().score()),
                elements.all().missing(),
                readiness.foods().stream().map(SummaryController::food).toList());
    }

    private static SummaryBody.Food food(Summaries.Food food) {
        RequiredElements elements = food.elements();
        return new SummaryBody.Food(
                food.gtin() == null ? null : food.gtin().value(),
                food.name().orElse(null),
                food.lots(),
                Readiness.rounded(elements.all().score()),
                Readiness.rounded(elements.codes().score()),
                Readiness.rounded(elements.sources().score()),
                elements.all().missing());
    }

    private static SummaryBody.Findings findings(Tally.Findings found) {
        return new SummaryBody.Findings(
                found.kind().word(),
                found.kind().severity().word(),
                found.kind().title(),
                found.lots(),
                found.overdueLots(),
                found.events(),
                found.oldest());
    }

    private SummaryBody.Exports exports(UUID organisation) {
        ExportFigures.Jobs jobs = summaries.exports(organisation);
        Duration longest = jobs.longest();
        return new SummaryBody.Exports(
                Summaries.DAYS,
                jobs.delivered(),
                jobs.open(),
                jobs.failed(),
                jobs.late(),
                longest == null ? null : longest.toSeconds(),
                summaries
                        .oldestExport(organisation)
                        .map(job -> new SummaryBody.OpenJob(
                                ShortUuid.encode(job.jobId()), job.requestedAt(), job.deadline()))
                        .orElse(null));
    }

    private static SummaryBody.Projections projections(LogLag.Lag lag, List<String> paused) {
        return new SummaryBody.Projections(
                lag.head(),
                lag.head() - lag.positions(),
                lag.positions(),
                lag.time().toSeconds(),
                paused);
    }
}
