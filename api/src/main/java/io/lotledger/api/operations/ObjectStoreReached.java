package io.lotledger.api.operations;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Part of readiness: a node whose S3 settings are wrong never becomes ready, so that a rollout of them stops. An outage of S3 later does not
 * make a node unready: capture and queries go on, and component {@code s3} reports it.
 */
@Component("s3Reached")
final class ObjectStoreReached implements HealthIndicator {
    private final ObjectStoreHealth store;

    ObjectStoreReached(ObjectStoreHealth store) {
        this.store = store;
    }

    @Override
    public Health health() {
        return store.hasBeenReached()
                ? Health.up().build()
                : Health.outOfService()
                        .withDetail("reason", "S3 has not accepted this node since its start; component s3 says why")
                        .build();
    }
}
