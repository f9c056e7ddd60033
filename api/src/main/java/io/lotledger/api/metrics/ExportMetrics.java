package io.lotledger.api.operations;

import io.lotledger.export.lifecycle.ExportClock;
import io.lotledger.export.lifecycle.JobStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Export jobs by status, their duration, and the 24 hours of 21 CFR 1.1455(c). */
@Component
final class ExportMetrics implements MeterBinder {
    private final ExportClock clock;

    ExportMetrics(ExportClock clock) {
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JobStatus status : JobStatus.values()) {
            Gauge.builder("lotledger.export.jobs", clock, c -> c.read().jobs(status))
                    .tag("status", status.word())
                    .description("Export jobs by status")
                    .register(registry);
        }
        FunctionTimer.builder(
                        "lotledger.export.delivery",
                        clock,
                        c -> c.read().jobs(JobStatus.DELIVERED),
                        c -> c.read().deliverySeconds(),
                        TimeUnit.SECONDS)
                .description("Time from the request to the delivery")
                .register(registry);
        Gauge.builder("lotledger.export.sla.clock", clock, c -> c.read().oldestSeconds())
                .baseUnit("seconds")
                .description("Age of the oldest job under way; the limit is 86400 (21 CFR 1.1455(c))")
                .register(registry);
        Gauge.builder("lotledger.export.sla.worst", clock, c -> c.read().worstSeconds())
                .baseUnit("seconds")
                .description("Longest duration of a job of the last 30 days, running and failed jobs included")
                .register(registry);
        Gauge.builder("lotledger.export.sla.breaches", clock, c -> c.read().breaches())
                .description("Jobs of the last 30 days that took, or are taking, more than 24 hours (21 CFR 1.1455(c))")
                .register(registry);
        FunctionCounter.builder(
                        "lotledger.export.sla.breaches.ever",
                        clock,
                        c -> c.read().breachesEver())
                .description("All jobs that ever took more than 24 hours")
                .register(registry);
    }
}
