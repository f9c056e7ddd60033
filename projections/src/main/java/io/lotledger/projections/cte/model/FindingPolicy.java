package io.lotledger.projections.cte.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * What counts as strange.
 *
 * @param leastYield output over input of a transformation, both in one unit of measure: below it is a finding
 * @param mostYield above it is a finding
 * @param lotLife a lot made again later than this after it was first made is another lot under the same code
 * @param transit how long goods travel: what was shipped longer ago and never received is overdue
 */
public record FindingPolicy(BigDecimal leastYield, BigDecimal mostYield, Duration lotLife, Duration transit) {
    public static final FindingPolicy DEFAULT =
            new FindingPolicy(new BigDecimal("0.3"), new BigDecimal("1.05"), Duration.ofDays(30), Duration.ofDays(30));

    public Instant overdueBefore(Instant now) {
        return now.minus(transit);
    }
}
