package io.lotledger.api.operations;

import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import org.springframework.stereotype.Component;

/** Counts the parked events of each projection. */
@Component
final class ProjectionMetrics implements MeterBinder {
    private final List<Projection> projections;
    private final ParkedEvents parked;

    ProjectionMetrics(List<Projection> projections, ParkedEvents parked) {
        this.projections = projections;
        this.parked = parked;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Projection projection : projections) {
            Gauge.builder(
                            "lotledger.projections.parked",
                            parked,
                            p -> p.counts().getOrDefault(projection.name(), 0L))
                    .tag("projection", projection.name())
                    .description("Events that could not be projected and wait for a retry")
                    .register(registry);
        }
    }
}
