package io.lotledger.api.operations;

import io.lotledger.ingest.eventlog.LogUnavailableException;
import io.lotledger.ingest.eventlog.axonserver.AxonServerLog;
import org.axonframework.axonserver.connector.AxonServerConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Reports whether Axon Server answers: without it no event can be captured and no export requested. */
@Component("axonServer")
@ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "true")
final class AxonServerHealth implements HealthIndicator {
    private final AxonServerLog log;
    private final AxonServerConfiguration settings;

    AxonServerHealth(AxonServerLog log, AxonServerConfiguration settings) {
        this.log = log;
        this.settings = settings;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        try {
            log.head();
        } catch (LogUnavailableException e) {
            health.down().withDetail("reason", String.valueOf(e.getMessage()));
        }
        return health.withDetail("context", settings.getContext()).build();
    }
}
