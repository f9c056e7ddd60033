package io.lotledger.api.chain;

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
    private final CheckRecords checks;
    private final Clock clock;

    ChainMetrics(ChainReader chain, StoredEntries log, CheckRecords checks, Clock clock) {
        this.chain = chain;
        this.log = log;
        this.checks = checks;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("lotledger.chain.uncovered", this, ChainMetrics::uncovered)
                .description("Log positions that the hash chain does not cover yet")
                .register(registry);
        Gauge.builder("lotledger.chain.covered.age", this, ChainMetrics::age)
                .baseUnit("seconds")
                .description("Time since the hash chain covered the whole log")
                .register(registry);
        Gauge.builder("lotledger.chain.faults", checks, CheckRecords::count)
                .description("Differences between log and hash chain that the last check found")
                .register(registry);
    }

    private double uncovered() {
        return Math.max(0, log.head() - chain.progress().position());
    }

    private double age() {
        Duration age = Duration.between(chain.progress().coveredAt(), clock.instant());
        return Math.max(0, age.toMillis() / 1000.0);
    }
}
