package io.lotledger.projections.cte.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * Thresholds for findings.
 *
 * @param leastYield lowest accepted ratio of output to input of a transformation, both in one unit of measure
 * @param mostYield highest accepted ratio
 * @param lotLife a lot made again later than this after its creation is another lot under the same code
 * @param transit maximum transit time; an older shipment without a receipt is overdue
 */
public record FindingPolicy(BigDecimal leastYield, BigDecimal mostYield, Duration lotLife, Duration transit) {
    public static final FindingPolicy DEFAULT =
            new FindingPolicy(new BigDecimal("0.3"), new BigDecimal("1.05"), Duration.ofDays(30), Duration.ofDays(30));

    public Instant overdueBefore(Instant now) {
        return now.minus(transit);
    }
}
