package io.lotledger.api.metrics;

import io.lotledger.api.summary.LogLag;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.processor.ProjectionProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** The lag of each projection in events and in time, its parked events, and whether it is paused. */
@Component
final class ProjectionMetrics implements MeterBinder {
    private final List<Projection> projections;
    private final ProjectionProgress progress;
    private final ProjectionPauses pauses;
    private final ParkedEvents parked;
    private final LogLag lag;
    private final RecentReading<Reading> recent;

    ProjectionMetrics(
            List<Projection> projections,
            ProjectionProgress progress,
            ProjectionPauses pauses,
            ParkedEvents parked,
            LogLag lag,
            Clock clock) {
        this.projections = projections;
        this.progress = progress;
        this.pauses = pauses;
        this.parked = parked;
        this.lag = lag;
        this.recent = new RecentReading<>(this::read, clock);
    }

    private record Reading(LogLag.Lags lags, Map<String, Long> parked, Set<String> paused) {
        long head() {
            return lags.head();
        }

        LogLag.Lag lag(String projection) {
            return lags.of().getOrDefault(projection, new LogLag.Lag(head(), head(), Duration.ZERO));
        }

        double oldestSeconds() {
            return lags.of().values().stream()
                    .mapToDouble(of -> seconds(of.time()))
                    .max()
                    .orElse(0);
        }
    }

    private Reading read() {
        return new Reading(
                lag.behind(progress.positions()), parked.counts(), pauses.all().keySet());
    }

    private static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Projection projection : projections) {
            String name = projection.name();
            gauge("lotledger.projections.lag", reading -> reading.lag(name).positions())
                    .tag("projection", name)
                    .baseUnit("events")
                    .description("Positions of the log that are not in the projection's tables")
                    .register(registry);
            gauge(
                            "lotledger.projections.lag.time",
                            reading -> seconds(reading.lag(name).time()))
                    .tag("projection", name)
                    .baseUnit("seconds")
                    .description("Age of the first event that is not in the projection's tables")
                    .register(registry);
            gauge("lotledger.projections.paused", reading -> reading.paused().contains(name) ? 1 : 0)
                    .tag("projection", name)
                    .description("1 while an operator has paused the projection")
                    .register(registry);
            gauge("lotledger.projections.parked", reading -> reading.parked().getOrDefault(name, 0L))
                    .tag("projection", name)
                    .baseUnit("events")
                    .description("Events that could not be projected and wait for a retry")
                    .register(registry);
        }
        gauge("lotledger.projections.oldest.unprocessed.age", Reading::oldestSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest event that is missing in a table")
                .register(registry);
        gauge("lotledger.log.position", Reading::head)
                .description("Position of the last entry of the log")
                .register(registry);
    }

    private Gauge.Builder<RecentReading<Reading>> gauge(String name, ToDoubleFunction<Reading> of) {
        return Gauge.builder(name, recent, reading -> reading.now(of));
    }
}
