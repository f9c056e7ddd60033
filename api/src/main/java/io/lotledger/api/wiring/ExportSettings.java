package io.lotledger.api.wiring;

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

    ExportPolicy policy() {
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
        if (drillRetention.isNegative() || drillRetention.isZero())
            throw new IllegalArgumentException("the retention of drills must be positive, not " + drillRetention);
        return drillRetention.compareTo(retention) < 0 ? drillRetention : retention;
    }

    DeliveryPolicy delivery() {
        return new DeliveryPolicy(linkLifetime);
    }
}
