package io.lotledger.ingest.epcis.vocabulary;

import java.math.BigDecimal;
import java.util.Optional;

/** Stand-in. */
public final class UnitConversion {
    private UnitConversion() {}

    public static Optional<Integer> compare(BigDecimal v, String u, BigDecimal o, String ou) {
        return u.equals(ou) ? Optional.of(v.compareTo(o)) : Optional.empty();
    }

    public static Optional<String> quantityOf(String uom) {
        return Optional.empty();
    }
}
