package io.lotledger.api.chain;

import io.lotledger.export.chain.ChainBrokenException;
import io.lotledger.export.chain.ChainFollower;
import io.lotledger.export.chain.ChainReader;
import io.lotledger.export.chain.check.CheckRecords;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Reports whether the log matches its hash chain, as far as the last step and the last check saw.
 *
 * <p>{@code DEGRADED} and not {@code DOWN}: capture, queries and exports work on, and somebody must look.
 */
@Component("chain")
final class ChainHealth implements HealthIndicator {
    private static final Status DEGRADED = new Status("DEGRADED", "the log does not match its hash chain");

    private final ChainFollower follower;
    private final ChainReader chain;
    private final CheckRecords checks;

    ChainHealth(ChainFollower follower, ChainReader chain, CheckRecords checks) {
        this.follower = follower;
        this.chain = chain;
        this.checks = checks;
    }

    @Override
    public Health health() {
        try {
            return stored();
        } catch (ChainBrokenException e) {
            return Health.status(DEGRADED)
                    .withDetail("error", String.valueOf(e.getMessage()))
                    .build();
        } catch (DataAccessException e) { // a health component of its own reports the database
            return Health.unknown().build();
        }
    }

    private Health stored() {
        Health.Builder health = Health.up();
        if (follower.failure() instanceof ChainBrokenException broken)
            health.status(DEGRADED).withDetail("error", String.valueOf(broken.getMessage()));
        long faults = checks.count();
        if (faults > 0) health.status(DEGRADED);
        ChainReader.Progress progress = chain.progress();
        return health.withDetail("position", progress.position())
                .withDetail("covered_until", progress.coveredAt().toString())
                .withDetail("faults", faults)
                .build();
    }
}
