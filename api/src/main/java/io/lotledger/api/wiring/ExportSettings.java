package io.lotledger.api.wiring;

import io.lotledger.api.start.CannotStartException;
import io.lotledger.export.delivery.DeliveryPolicy;
import io.lotledger.export.lifecycle.ExportPolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code lotledger.export.*}; {@link ExportPolicy} explains the others.
 *
 * @param retention how long a workbook is kept: two years with a leap day (21 CFR 1.1455(d))
 * @param upkeep interval of the sweeps for expired workbooks and late jobs
 * @param linkLifetime how long a signed download URL works
 * @param leastReadiness share of the required elements, from 0 to 1, below which an export is refused unless its gaps are accepted;
 *     null means no export is refused
 * @param drillRetention how long the workbook of a drill is kept, never longer than that of an export
 */
@ConfigurationProperties("lotledger.export")
record ExportSettings(
        @DefaultValue("2") int workers,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("2s") Duration heartbeat,
        @DefaultValue("5") int attempts,
        @DefaultValue("2s") Duration firstBackoff,
        @DefaultValue("1h") Duration attemptLimit,
        @DefaultValue("10m") Duration readModelsWait,
        @DefaultValue("2m") Duration storagePatience,
        @DefaultValue("5s") Duration currencyWait,
        @DefaultValue("10m") Duration failureStands,
        @DefaultValue("731d") Duration retention,
        @DefaultValue("30s") Duration upkeep,
        @DefaultValue("15m") Duration linkLifetime,
        @Nullable Double leastReadiness,
        @DefaultValue("90d") Duration drillRetention) {

    /** @throws CannotStartException when a setting is not possible */
    ExportPolicy policy() {
        require(workers >= 1, "workers", workers, "at least 1");
        require(attempts >= 1, "attempts", attempts, "at least 1");
        require(isPositive(heartbeat), "heartbeat", heartbeat, "longer than 0 s");
        require(
                heartbeat.multipliedBy(2).compareTo(lease) <= 0,
                "lease",
                lease,
                "at least twice lotledger.export.heartbeat, which is " + heartbeat);
        return new ExportPolicy(
                workers,
                lease,
                heartbeat,
                attempts,
                firstBackoff,
                attemptLimit,
                readModelsWait,
                storagePatience,
                currencyWait,
                failureStands);
    }

    /** How long the workbook of a drill is kept. */
    Duration drillsKept() {
        require(isPositive(drillRetention), "drill-retention", drillRetention, "longer than 0 s");
        return drillRetention.compareTo(retention) < 0 ? drillRetention : retention;
    }

    DeliveryPolicy delivery() {
        boolean isPossible = linkLifetime.toSeconds() >= 1 && linkLifetime.compareTo(DeliveryPolicy.LONGEST) <= 0;
        require(isPossible, "link-lifetime", linkLifetime, "1 s to 7 days, which is the longest that S3 allows");
        return new DeliveryPolicy(linkLifetime);
    }

    private static boolean isPositive(Duration duration) {
        return duration.compareTo(Duration.ZERO) > 0;
    }

    private static void require(boolean isPossible, String name, Object value, String range) {
        if (isPossible) return;
        throw new CannotStartException(
                "lotledger.export." + name + "=" + value + " is not possible: it must be " + range,
                "Set --lotledger.export." + name + "=… to a value in this range, or leave it out for the default");
    }
}
