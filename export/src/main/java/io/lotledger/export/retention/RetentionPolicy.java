package io.lotledger.export.retention;

import io.lotledger.export.job.WorkbookDelivered;
import java.time.Duration;
import java.time.Instant;

/** @param retention how long a workbook is kept after its delivery */
public record RetentionPolicy(Duration retention) {
    public RetentionPolicy {
        if (retention.isNegative() || retention.isZero())
            throw new IllegalArgumentException("the retention of workbooks must be positive, not " + retention);
    }

    /** When the retention of a delivery ends. */
    public Instant until(WorkbookDelivered delivery) {
        return delivery.at().plus(retention);
    }
}
