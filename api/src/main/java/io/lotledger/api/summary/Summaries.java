package io.lotledger.api.summary;

import io.lotledger.export.lifecycle.ExportFigures;
import io.lotledger.ingest.capture.job.CaptureFigures;
import io.lotledger.ingest.capture.job.CaptureFilter;
import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureScope;
import io.lotledger.ingest.capture.job.Sender;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.projections.lineage.lots.ProductNames;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.processor.ProjectionProgress;
import io.lotledger.projections.tally.RequiredElements;
import io.lotledger.projections.tally.Tally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The figures of an organisation, part by part: each part can be shown without the others. */
@Component
public final class Summaries {
    /** Of readiness and of export jobs. */
    public static final int DAYS = 30;

    private final Tally tally;
    private final ProductNames names;
    private final CaptureJobs captures;
    private final CaptureFigures captureFigures;
    private final ExportFigures exports;
    private final ProjectionProgress progress;
    private final ProjectionPauses pauses;
    private final LogLag lag;
    private final Clock clock;

    Summaries(
            Tally tally,
            ProductNames names,
            CaptureJobs captures,
            CaptureFigures captureFigures,
            ExportFigures exports,
            ProjectionProgress progress,
            ProjectionPauses pauses,
            LogLag lag,
            Clock clock) {
        this.tally = tally;
        this.names = names;
        this.captures = captures;
        this.captureFigures = captureFigures;
        this.exports = exports;
        this.progress = progress;
        this.pauses = pauses;
        this.lag = lag;
        this.clock = clock;
    }

    /** @param age since the counts were known to hold everything in the log */
    public record Counted(Tally.Progress progress, Duration age) {}

    public Counted counted() {
        Tally.Progress counted = tally.progress();
        Duration age = Duration.between(counted.countedAt(), clock.instant());
        return new Counted(counted, age.isNegative() ? Duration.ZERO : age);
    }

    /** @param today when the reader's day began, a whole hour */
    public record Lots(Tally.Lots counts, Instant today) {}

    /** Lots are counted by the hour: where a day begins between two hours, it begins here with the first of them. */
    public Lots lots(UUID organisation, ZoneId zone) {
        Instant today = today(zone).truncatedTo(ChronoUnit.HOURS);
        return new Lots(tally.lots(organisation, today), today);
    }

    public Instant today(ZoneId zone) {
        return LocalDate.ofInstant(clock.instant(), zone).atStartOfDay(zone).toInstant();
    }

    public long events(UUID organisation) {
        return tally.events(organisation);
    }

    /** @param name of the product; empty if no master data names it */
    public record Food(@Nullable Gtin gtin, Optional<String> name, long lots, RequiredElements elements) {}

    /** @param allFoods number of the foods, also of those left out */
    public record Readiness(long lots, RequiredElements elements, List<Food> foods, long allFoods) {
        public Readiness {
            foods = List.copyOf(foods);
        }
    }

    /** @param foods limit of the foods, those with most lots */
    public Readiness readiness(UUID organisation, int foods) {
        LocalDate since = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS - 1L);
        Tally.Readiness counted = tally.readiness(organisation, since, foods);
        List<Gtin> gtins = counted.foods().stream()
                .filter(food -> !food.gtin().isEmpty())
                .map(food -> new Gtin(food.gtin()))
                .toList();
        Map<Gtin, String> named = names.of(organisation, gtins);
        return new Readiness(
                counted.lots(),
                counted.elements(),
                counted.foods().stream().map(food -> food(food, named)).toList(),
                counted.allFoods());
    }

    private static Food food(Tally.Food counted, Map<Gtin, String> named) {
        if (counted.gtin().isEmpty()) return new Food(null, Optional.empty(), counted.lots(), counted.elements());
        Gtin gtin = new Gtin(counted.gtin());
        return new Food(gtin, Optional.ofNullable(named.get(gtin)), counted.lots(), counted.elements());
    }

    public List<Tally.Findings> findings(UUID organisation) {
        return tally.findings(organisation);
    }

    /** @param sentBy name of the key that sent it; empty in jobs of versions that did not store it */
    public record Sent(CaptureJob job, Optional<String> sentBy) {}

    /** The newest captures, the last one first. */
    public List<Sent> lastCaptures(CaptureScope scope, int limit) {
        return captures.page(scope, CaptureFilter.NONE, null, limit).stream()
                .map(job -> new Sent(job, Optional.ofNullable(job.sender()).map(Summaries::name)))
                .toList();
    }

    private static String name(Sender sender) {
        String name = sender.name();
        return name == null ? sender.keyId() : name;
    }

    public CaptureFigures.Period capturesToday(CaptureScope scope, ZoneId zone) {
        return captureFigures.since(scope, today(zone));
    }

    public ExportFigures.Jobs exports(UUID organisation) {
        Instant now = clock.instant();
        return exports.since(organisation, now.minus(Duration.ofDays(DAYS)), now);
    }

    public Optional<ExportFigures.Oldest> oldestExport(UUID organisation) {
        return exports.oldestOpen(organisation);
    }

    /** Names of the projections that an operator has paused, sorted. */
    public List<String> paused() {
        return pauses.all().keySet().stream().sorted().toList();
    }

    /** Of the slowest projection. */
    public LogLag.Lag lag() {
        return lag.behind(progress.positions().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0));
    }
}
