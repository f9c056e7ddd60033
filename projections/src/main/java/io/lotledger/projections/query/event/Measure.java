package io.lotledger.projections.query.event;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A quantity or a sensor's value.
 *
 * @param uom UN/CEFACT Recommendation 20; {@code null} if the event has none
 */
public record Measure(BigDecimal value, @Nullable String uom) {}
