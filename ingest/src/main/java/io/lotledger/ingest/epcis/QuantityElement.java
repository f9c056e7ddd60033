package io.lotledger.ingest.epcis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A quantity of a class of objects (EPCIS 2.0 §7.3.3.3).
 *
 * @param epcClass class URI as sent
 * @param quantity {@code null} if the amount is unknown
 * @param uom UN/CEFACT Rec. 20 code; {@code null} for a count of instances
 */
public record QuantityElement(
        String epcClass,
        @Nullable BigDecimal quantity,
        @Nullable String uom) {}
