package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An amount of a lot in an event.
 *
 * @param lot a key without lot number if an ingredient is named only by its GTIN
 * @param quantity {@code null} if the event (or the packing of the unit) gives none
 * @param asSent the class URI as sent; {@code null} if the lot came out of a logistic unit
 * @param unit the logistic unit it came out of; {@code null} if the event names the lot itself
 */
public record LotAmount(
        LotKey lot,
        @Nullable BigDecimal quantity,
        @Nullable String uom,
        @Nullable String asSent,
        @Nullable String unit) {

    /** Whether the lot is known, as opposed to an ingredient known only by its class. */
    public boolean isLot() {
        return lot.lot() != null || lot.gtin() == null;
    }

    /** Whether both are the same lot in the same unit of measure. */
    public boolean countsWith(LotAmount other) {
        return lot.equals(other.lot) && UnitOfMeasure.same(uom, other.uom);
    }

    /** The same lot with another quantity. */
    public LotAmount of(BigDecimal part) {
        return new LotAmount(lot, part, uom, asSent, unit);
    }

    /** The same amount, named by its lot. */
    public LotAmount withoutUnit() {
        return new LotAmount(lot, quantity, uom, asSent, null);
    }

    /** The amounts of each lot, in their order. */
    public static Map<LotKey, List<LotAmount>> byLot(List<LotAmount> amounts) {
        Map<LotKey, List<LotAmount>> byLot = new HashMap<>();
        for (LotAmount amount : amounts) {
            List<LotAmount> only = List.of(amount);
            byLot.merge(amount.lot, only, (some, more) -> {
                List<LotAmount> all = some instanceof ArrayList ? some : new ArrayList<>(some);
                all.addAll(more);
                return all;
            });
        }
        return byLot;
    }

    /**
     * One entry per lot and unit of measure, in order of first mention. An unknown part makes the sum unknown, because
     * the known part alone would be too low.
     */
    public static List<LotAmount> summed(List<LotAmount> parts) {
        if (parts.size() < 2) return new ArrayList<>(parts);
        Map<Measured, LotAmount> sums = new LinkedHashMap<>();
        for (LotAmount part : parts) {
            sums.merge(new Measured(part.lot, UnitOfMeasure.inWords(part.uom)), part, LotAmount::plus);
        }
        return new ArrayList<>(sums.values());
    }

    private LotAmount plus(LotAmount other) {
        BigDecimal sum = quantity == null || other.quantity == null ? null : quantity.add(other.quantity);
        return new LotAmount(
                lot,
                sum,
                UnitOfMeasure.either(uom, other.uom),
                asSent != null ? asSent : other.asSent,
                Objects.equals(unit, other.unit) ? unit : null);
    }

    private record Measured(LotKey lot, String unit) {}
}
