package io.lotledger.api.operations;

import io.lotledger.ingest.eventlog.EventLog;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports whether the log answers, in PostgreSQL or in Axon Server. Without it the node can neither capture nor read. */
@Component("log")
final class LogHealth implements HealthIndicator {
    private final EventLog log;

    LogHealth(EventLog log) {
        this.log = log;
    }

    @Override
    public Health health() {
        try {
            return Health.up().withDetail("position", log.head()).build();
        } catch (RuntimeException e) {
            return Health.down()
                    .withDetail("reason", e.getClass().getSimpleName()) // the message may name hosts
                    .build();
        }
    }
}
