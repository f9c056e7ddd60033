package io.lotledger.api.metrics;

import io.lotledger.export.lifecycle.ExportClock;
import io.lotledger.export.lifecycle.JobStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Export jobs by status, their duration, and the 24 hours of 21 CFR 1.1455(c). */
@Component
final class ExportMetrics implements MeterBinder {
    private final RecentReading<ExportClock.Reading> recent;

    ExportMetrics(ExportClock exports, Clock clock) {
        this.recent = new RecentReading<>(exports::read, clock);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (JobStatus status : JobStatus.values()) {
            gauge("lotledger.export.jobs", reading -> reading.jobs(status))
                    .tag("status", status.word())
                    .description("Export jobs by status")
                    .register(registry);
        }
        FunctionTimer.builder(
                        "lotledger.export.delivery",
                        recent,
                        r -> (long) r.latest(reading -> reading.jobs(JobStatus.DELIVERED)),
                        r -> r.latest(ExportClock.Reading::deliverySeconds),
                        TimeUnit.SECONDS)
                .description("Time from the request to the delivery")
                .register(registry);
        gauge("lotledger.export.sla.clock", ExportClock.Reading::oldestSeconds)
                .baseUnit("seconds")
                .description("Age of the oldest job under way; the limit is 86400 (21 CFR 1.1455(c))")
                .register(registry);
        gauge("lotledger.export.sla.worst", ExportClock.Reading::worstSeconds)
                .baseUnit("seconds")
                .description("Longest duration of a job of the last 30 days, running and failed jobs included")
                .register(registry);
        gauge("lotledger.export.sla.breaches", ExportClock.Reading::breaches)
                .description("Jobs of the last 30 days that took, or are taking, more than 24 hours (21 CFR 1.1455(c))")
                .register(registry);
        FunctionCounter.builder(
                        "lotledger.export.sla.breaches.ever", recent, r -> r.latest(ExportClock.Reading::breachesEver))
                .description("All jobs that ever took more than 24 hours")
                .register(registry);
    }

    private Gauge.Builder<RecentReading<ExportClock.Reading>> gauge(
            String name, ToDoubleFunction<ExportClock.Reading> of) {
        return Gauge.builder(name, recent, reading -> reading.now(of));
    }
}
