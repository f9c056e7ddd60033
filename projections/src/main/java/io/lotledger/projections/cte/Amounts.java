package io.lotledger.projections.cte;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Quantities as people write them: {@code 25000}, {@code 12.5}. */
final class Amounts {
    private Amounts() {}

    /** Both missing when the event gives no quantity: a unit without an amount says nothing. */
    static Quantity of(@Nullable BigDecimal quantity, @Nullable String uom) {
        if (quantity == null) return missing();
        return new Quantity(new Kde.Known(plain(quantity)), new Kde.Known(UnitOfMeasure.inWords(uom)));
    }

    static Quantity of(LotAmount amount) {
        return of(amount.quantity(), amount.uom());
    }

    static Quantity of(Optional<LotAmount> amount) {
        return amount.map(Amounts::of).orElseGet(Amounts::missing);
    }

    static Quantity missing() {
        return new Quantity(Kde.MISSING, Kde.MISSING);
    }

    static Quantity notApplicable(String reason) {
        return new Quantity(Kde.notApplicable(reason), Kde.notApplicable(reason));
    }

    private static String plain(BigDecimal quantity) {
        return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
    }
}
