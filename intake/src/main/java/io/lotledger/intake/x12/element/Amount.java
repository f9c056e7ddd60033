package io.lotledger.intake.x12.element;

import io.lotledger.intake.x12.X12Segment;
import java.math.BigDecimal;

/** @param uom unit of UN/CEFACT Rec. 20 */
public record Amount(BigDecimal quantity, String uom, X12Segment from) {}
