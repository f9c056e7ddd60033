package io.lotledger.api.chain;

import io.lotledger.api.metrics.RecentReading;
import io.lotledger.export.chain.ChainReader;
import io.lotledger.export.chain.check.CheckRecords;
import io.lotledger.ingest.eventlog.StoredEntries;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** How far the hash chain is behind the log, and what the last check found. */
@Component
final class ChainMetrics implements MeterBinder {
    private final ChainReader chain;
    private final StoredEntries log;
    private final Clock clock;
    private final RecentReading<Reading> progress;
    private final RecentReading<Long> faults; // a chain that cannot be read does not hide them

    ChainMetrics(ChainReader chain, StoredEntries log, CheckRecords checks, Clock clock) {
        this.chain = chain;
        this.log = log;
        this.clock = clock;
        this.progress = new RecentReading<>(this::read, clock);
        this.faults = new RecentReading<>(checks::count, clock);
    }

    /**
     * @param uncovered log positions that the chain does not cover
     * @param age seconds since the chain covered the whole log
     */
    private record Reading(long uncovered, double age) {}

    private Reading read() {
        ChainReader.Progress now = chain.progress();
        Duration age = Duration.between(now.coveredAt(), clock.instant());
        return new Reading(Math.max(0, log.head() - now.position()), Math.max(0, age.toMillis() / 1000.0));
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("lotledger.chain.uncovered", progress, reading -> reading.now(Reading::uncovered))
                .description("Log positions that the hash chain does not cover yet")
                .register(registry);
        Gauge.builder("lotledger.chain.covered.age", progress, reading -> reading.now(Reading::age))
                .baseUnit("seconds")
                .description("Time since the hash chain covered the whole log")
                .register(registry);
        Gauge.builder("lotledger.chain.faults", faults, reading -> reading.now(Long::doubleValue))
                .description("Differences between log and hash chain that the last check found")
                .register(registry);
    }
}
