package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.cte.Flow.Kind;
import io.lotledger.projections.cte.MassBalance.Balance;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up one lot's flows in one unit of measure. */
final class Balances {
    private final Map<Kind, BigDecimal> totals = new EnumMap<>(Kind.class);
    private final SortedMap<String, BigDecimal> byPlace = new TreeMap<>();
    private BigDecimal inTransit = BigDecimal.ZERO;

    private Balances() {}

    static MassBalance of(LotKey lot, List<Flow> flows, Consignments consignments) {
        SortedMap<String, Balances> byUnit = new TreeMap<>();
        for (Flow flow : flows) {
            BigDecimal quantity = flow.amount().quantity();
            if (quantity == null) continue;
            unit(byUnit, flow.amount().uom()).add(flow.kind(), flow.place(), quantity);
        }
        for (Consignment consignment : consignments.all()) {
            if (consignment.sent().quantity() == null) continue;
            Balances sums = unit(byUnit, consignment.sent().uom());
            sums.inTransit = sums.inTransit.add(consignment.open().max(BigDecimal.ZERO));
        }
        return new MassBalance(
                lot,
                byUnit.entrySet().stream()
                        .map(unit -> unit.getValue().balance(unit.getKey().isEmpty() ? null : unit.getKey()))
                        .toList());
    }

    private static Balances unit(SortedMap<String, Balances> byUnit, @Nullable String uom) {
        return byUnit.computeIfAbsent(uom == null ? "" : uom, u -> new Balances());
    }

    private void add(Kind kind, String place, BigDecimal quantity) {
        totals.merge(kind, quantity, BigDecimal::add);
        byPlace.merge(place, kind.addsToPlace() ? quantity : quantity.negate(), BigDecimal::add);
    }

    private Balance balance(@Nullable String uom) {
        BigDecimal onHand = byPlace.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unexplained = inTransit.add(total(Kind.RECEIVED)).subtract(total(Kind.SHIPPED));
        byPlace.replaceAll((place, quantity) -> plain(quantity));
        return new Balance(
                uom,
                plain(total(Kind.PRODUCED)),
                plain(total(Kind.RECEIVED)),
                plain(total(Kind.SHIPPED)),
                plain(total(Kind.CONSUMED)),
                plain(total(Kind.SOLD)),
                plain(total(Kind.DESTROYED)),
                plain(inTransit),
                plain(onHand),
                plain(unexplained),
                byPlace);
    }

    private BigDecimal total(Kind kind) {
        return totals.getOrDefault(kind, BigDecimal.ZERO);
    }

    /** {@code 100}, not {@code 1E+2} or {@code 100.0}. */
    private static BigDecimal plain(BigDecimal quantity) {
        BigDecimal stripped = quantity.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
