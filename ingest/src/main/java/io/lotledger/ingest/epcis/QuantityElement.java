package io.lotledger.ingest.epcis;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * So much of a class of objects (EPCIS 2.0 §7.3.3.3).
 *
 * @param epcClass the class URI as sent
 * @param quantity absent means an unknown amount
 * @param uom UN/CEFACT Rec. 20; absent means a count of instances
 */
public record QuantityElement(
        String epcClass,
        @Nullable BigDecimal quantity,
        @Nullable String uom) {}
