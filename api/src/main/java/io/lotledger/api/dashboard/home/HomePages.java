package io.lotledger.api.dashboard.home;

import io.lotledger.api.capture.CaptureVisibility;
import io.lotledger.api.dashboard.Show;
import io.lotledger.api.dashboard.exports.ExportLists;
import io.lotledger.api.dashboard.home.HomePage.Capture;
import io.lotledger.api.dashboard.home.HomePage.Captures;
import io.lotledger.api.dashboard.home.HomePage.Exports;
import io.lotledger.api.dashboard.home.HomePage.Figures;
import io.lotledger.api.dashboard.home.HomePage.FoodLine;
import io.lotledger.api.dashboard.home.HomePage.Foods;
import io.lotledger.api.dashboard.home.HomePage.OpenJob;
import io.lotledger.api.dashboard.home.HomePage.Widths;
import io.lotledger.api.dashboard.session.PageRules;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.api.summary.LogLag;
import io.lotledger.api.summary.Summaries;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.lifecycle.ExportClock;
import io.lotledger.export.lifecycle.ExportFigures;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.source.KeyNames;
import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureScope;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.tally.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the home page together from the parts that the reader may see. */
@Component
final class HomePages {
    private static final int FOODS = 8;
    private static final int MOST_FOODS = 500;
    private static final int EXPORTS = 4;
    private static final int CAPTURES = 5;
    private static final long SCALE = 960;
    private static final long BAR = 440;
    private static final Duration WORTH_SAYING = Duration.ofSeconds(30);

    private final Summaries summaries;
    private final ExportLists exports;
    private final JobHistory history;
    private final CaptureVisibility visible;
    private final KeyNames keys;
    private final Clock clock;

    HomePages(
            Summaries summaries,
            ExportLists exports,
            JobHistory history,
            CaptureVisibility visible,
            KeyNames keys,
            Clock clock) {
        this.summaries = summaries;
        this.exports = exports;
        this.history = history;
        this.visible = visible;
        this.keys = keys;
        this.clock = clock;
    }

    /** @param withAllFoods whether the readiness of every food is shown, not only of those with most lots */
    HomePage of(Caller caller, ZoneId zone, boolean withAllFoods) {
        UUID organisation = caller.organisation();
        boolean seesLots = PageRules.opens(caller, "/compliance/lots");
        boolean seesExports = PageRules.opens(caller, "/compliance/exports");
        boolean seesCaptures = PageRules.opens(caller, "/compliance/captures");
        Instant now = clock.instant();
        PagePart<OpenJob> open = PagePart.of(seesExports, "24-hour clock", () -> openJob(organisation, seesLots, now));
        PagePart<Figures> figures = PagePart.of(seesLots, "figures", () -> figures(caller, zone));
        return new HomePage(
                title(open, seesExports),
                now,
                isEmpty(caller, figures),
                new HomePage.Rights(
                        seesLots,
                        PageRules.opens(caller, "/compliance/exports/new"),
                        seesCaptures,
                        PageRules.opens(caller, "/compliance/keys")),
                open,
                figures,
                PagePart.of(seesLots, "findings", () -> findings(organisation)),
                PagePart.of(seesLots, "readiness by food", () -> foods(organisation, withAllFoods)),
                PagePart.of(seesExports, "exports", () -> exports(organisation)),
                PagePart.of(seesCaptures, "captures", () -> captures(visible.jobs(caller), zone)));
    }

    private boolean isEmpty(Caller caller, PagePart<Figures> figures) {
        Figures counted = figures.value();
        if (counted != null) return counted.events() == 0 && counted.lastCapture() == null && hasNoCapture(caller);
        return PageRules.opens(caller, "/compliance/captures") && hasNoCapture(caller);
    }

    private boolean hasNoCapture(Caller caller) {
        return summaries
                .lastCaptures(CaptureScope.all(caller.organisation()), 1)
                .isEmpty();
    }

    private static String title(PagePart<OpenJob> part, boolean seesExports) {
        if (!seesExports) return "Home";
        OpenJob open = part.value();
        if (open == null) return part.failed() ? "Home" : "No request is waiting";
        if (open.isLate())
            return open.open() == 1 ? "One request is late" : "The oldest of " + open.open() + " requests is late";
        return open.open() == 1
                ? "One request is waiting for its workbook"
                : open.open() + " requests are waiting for their workbooks";
    }

    private @Nullable OpenJob openJob(UUID organisation, boolean seesLots, Instant now) {
        return summaries
                .oldestExport(organisation)
                .map(oldest -> openJob(oldest, seesLots, now))
                .orElse(null);
    }

    private OpenJob openJob(ExportFigures.Oldest oldest, boolean seesLots, Instant now) {
        Optional<JobState> state = history.find(oldest.jobId());
        @Nullable ExportRequested request = state.map(JobState::request).orElse(null);
        @Nullable ProgressReported progress = state.map(JobState::progress).orElse(null);
        UUID lot = request == null ? null : request.lotId();
        Duration used = Duration.between(oldest.requestedAt(), now);
        Duration left = Duration.between(now, oldest.deadline());
        List<Instant> marks = new ArrayList<>();
        for (int quarter = 0; quarter <= 4; quarter++)
            marks.add(oldest.requestedAt()
                    .plus(ExportClock.SLA.multipliedBy(quarter).dividedBy(4)));
        return new OpenJob(
                "/compliance/exports/" + ShortUuid.encode(oldest.jobId()),
                title(request),
                request == null
                        ? ""
                        : "Asked for by " + keys.nameOf(request.requestedBy()).orElse("key " + request.requestedBy()),
                lot == null || !seesLots ? null : "/compliance/lots/" + ShortUuid.encode(lot),
                Show.span(left.abs()),
                left.isNegative(),
                Show.span(used),
                Math.min(SCALE, SCALE * used.toMillis() / ExportClock.SLA.toMillis()),
                marks,
                oldest.open(),
                progress == null ? null : progress.done(),
                progress == null ? null : progress.total());
    }

    private static String title(@Nullable ExportRequested request) {
        if (request == null || request.lot() == null || request.criteria() != null) return "Several lots";
        return LotKey.of(request.lot()).map(LotKey::printed).orElse(request.lot());
    }

    private Figures figures(Caller caller, ZoneId zone) {
        UUID organisation = caller.organisation();
        boolean seesEvents =
                caller.roles().contains(Role.QUERY) || caller.roles().contains(Role.ADMIN);
        LogLag.Lag lag = summaries.lag();
        return new Figures(
                summaries.counted(),
                summaries.lots(organisation, zone),
                summaries.events(organisation),
                behind(lag.time(), summaries.paused().size()),
                seesEvents
                        ? summaries.lastCaptures(CaptureScope.all(organisation), 1).stream()
                                .findFirst()
                                .orElse(null)
                        : null,
                summaries.readiness(organisation, 1));
    }

    private static @Nullable String behind(Duration time, int paused) {
        String late = time.compareTo(WORTH_SAYING) < 0 ? "" : "Tables are " + Show.span(time) + " behind";
        if (paused == 0) return late.isEmpty() ? null : late;
        return (late.isEmpty() ? "" : late + "; ") + paused + (paused == 1 ? " table is" : " tables are") + " paused";
    }

    private List<FindingLine> findings(UUID organisation) {
        return summaries.findings(organisation).stream()
                .sorted(Comparator.comparing((Tally.Findings of) -> of.kind().severity())
                        .thenComparing(of -> -of.lots() - of.events()))
                .map(FindingLine::of)
                .toList();
    }

    private Foods foods(UUID organisation, boolean withAll) {
        Summaries.Readiness counted = summaries.readiness(organisation, withAll ? MOST_FOODS : FOODS);
        return new Foods(counted.foods().stream().map(HomePages::food).toList(), counted.allFoods());
    }

    private static FoodLine food(Summaries.Food food) {
        String gtin = food.gtin() == null ? null : food.gtin().value();
        return new FoodLine(
                food.name().orElse(gtin == null ? "Lots without a GTIN" : "GTIN " + gtin),
                gtin,
                food.lots(),
                food.elements().codes().score(),
                food.elements().sources().score(),
                gtin == null ? null : "/compliance/lots?food=" + gtin);
    }

    private Exports exports(UUID organisation) {
        ExportFigures.Jobs jobs = summaries.exports(organisation);
        Duration longest = jobs.longest();
        return new Exports(
                jobs, widths(jobs), longest == null ? null : Show.span(longest), exports.newest(organisation, EXPORTS));
    }

    /** Every part that is not empty can be seen. */
    private static Widths widths(ExportFigures.Jobs jobs) {
        long all = Math.max(1, jobs.delivered() + jobs.open() + jobs.failed());
        long open = share(jobs.open(), all);
        long failed = share(jobs.failed(), all);
        long gaps = (open > 0 ? 2L : 0L) + (failed > 0 ? 2L : 0L);
        long delivered = jobs.delivered() == 0 ? 0 : Math.max(8, BAR - gaps - open - failed);
        long openAt = delivered == 0 ? 0 : delivered + 2;
        long failedAt = openAt + open + (open > 0 ? 2 : 0);
        return new Widths(delivered, openAt, open, failedAt, failed);
    }

    private static long share(long of, long all) {
        return of == 0 ? 0 : Math.max(8, BAR * of / all);
    }

    private Captures captures(CaptureScope scope, ZoneId zone) {
        Instant today = summaries.today(zone);
        return new Captures(
                scope.keyId() != null,
                summaries.capturesToday(scope, zone),
                summaries.lastCaptures(scope, CAPTURES).stream()
                        .filter(sent -> !sent.job().createdAt().isBefore(today))
                        .map(HomePages::capture)
                        .toList());
    }

    private static Capture capture(Summaries.Sent sent) {
        CaptureJob job = sent.job();
        CaptureJob.Counts counts = job.counts();
        boolean isRefused = counts.rejected() > 0 && counts.rejected() == counts.total();
        String kind =
                job.running() ? "plain" : isRefused || !job.success() ? "err" : counts.rejected() > 0 ? "warn" : "ok";
        String outcome = job.running()
                ? "Under way"
                : counts.rejected() > 0
                        ? counts.rejected() + " of " + counts.total() + " refused"
                        : job.success() ? "Accepted" : "Refused";
        return new Capture(
                "/compliance/captures/" + job.captureID(),
                sent.sentBy().orElse("unknown key"),
                job.createdAt(),
                counts.total() == 1 ? "1 event" : counts.total() + " events",
                kind,
                outcome);
    }
}
