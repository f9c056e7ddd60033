package io.lotledger.projections.cte.reading;

import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Quantities as readable text: {@code 25000}, {@code 12.5}. */
public final class QuantityText {
    private QuantityText() {}

    /** Both are missing if the event gives no quantity: a unit without an amount is meaningless. */
    public static Quantity of(@Nullable BigDecimal quantity, @Nullable String uom) {
        if (quantity == null) return missing();
        return new Quantity(new Kde.Known(plain(quantity)), new Kde.Known(UnitOfMeasure.inWords(uom)));
    }

    public static Quantity of(LotAmount amount) {
        return of(amount.quantity(), amount.uom());
    }

    public static Quantity of(Optional<LotAmount> amount) {
        return amount.map(QuantityText::of).orElseGet(QuantityText::missing);
    }

    public static Quantity missing() {
        return new Quantity(Kde.MISSING, Kde.MISSING);
    }

    public static Quantity notApplicable(String reason) {
        return new Quantity(Kde.notApplicable(reason), Kde.notApplicable(reason));
    }

    private static String plain(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }
}
