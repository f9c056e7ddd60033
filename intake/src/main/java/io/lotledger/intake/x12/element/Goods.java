package io.lotledger.intake.x12.element;

import io.lotledger.intake.x12.X12Segment;
import java.math.BigDecimal;

/**
 * An amount of one lot, or of one product where the lot is not known.
 *
 * @param epcClass URI of the lot or product
 * @param uom unit of UN/CEFACT Rec. 20
 * @param named segment that names the product
 * @param counted segment that names the amount
 */
public record Goods(String epcClass, BigDecimal quantity, String uom, X12Segment named, X12Segment counted) {

    public Goods plus(Goods other) {
        return new Goods(epcClass, quantity.add(other.quantity), uom, named, counted);
    }
}
