package io.lotledger.api.wiring;

import io.lotledger.export.delivery.DeliveryPolicy;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.retention.RetentionPolicy;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an operator may set under {@code lotledger.export.*}; the terms are those of {@link ExportPolicy}.
 *
 * @param retention how long a workbook is kept; two years (21 CFR 1.1455(d)), a leap day in them
 * @param upkeep how often it is looked which workbooks are due to go, and which jobs are late
 * @param linkLifetime how long a signed download URL works
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
        @DefaultValue("15m") Duration linkLifetime) {

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

    RetentionPolicy kept() {
        return new RetentionPolicy(retention);
    }

    DeliveryPolicy delivery() {
        return new DeliveryPolicy(linkLifetime);
    }
}
