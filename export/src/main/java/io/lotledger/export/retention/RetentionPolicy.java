package io.lotledger.export.retention;

import io.lotledger.export.job.WorkbookDelivered;
import java.time.Duration;
import java.time.Instant;

/** @param retention how long a workbook is kept from its delivery on */
public record RetentionPolicy(Duration retention) {
    public RetentionPolicy {
        if (retention.isNegative() || retention.isZero())
            throw new IllegalArgumentException("a workbook is kept for some time, not for " + retention);
    }

    /** Until when the workbook of a delivery is kept. */
    public Instant until(WorkbookDelivered delivery) {
        return delivery.at().plus(retention);
    }
}
