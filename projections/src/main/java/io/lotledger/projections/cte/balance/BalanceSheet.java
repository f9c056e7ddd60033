package io.lotledger.projections.cte.balance;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.balance.InventoryMovement.Kind;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.classify.ShipmentReconciliation;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds up one lot's movements per unit of measure, across all codes of the unit. */
public final class BalanceSheet {
    private final Map<Kind, BigDecimal> totals = new EnumMap<>(Kind.class);
    private final SortedMap<String, BigDecimal> byPlace = new TreeMap<>();
    /** Where some of the lot arrived or was made, in this unit and in others. */
    private final Set<String> stocked = new HashSet<>();

    private final Set<String> countedOtherwise = new HashSet<>();
    private final List<String> notes = new ArrayList<>();
    private BigDecimal inTransit = BigDecimal.ZERO;
    private BigDecimal shortfall = BigDecimal.ZERO;
    private BigDecimal overdue = BigDecimal.ZERO;
    private @Nullable String uom;

    private BalanceSheet() {}

    /** @param leftBefore an unmatched shipment that left before this time is overdue */
    public static MassBalance of(
            LotKey lot, List<InventoryMovement> movements, ShipmentReconciliation reconciliation, Instant leftBefore) {
        Map<String, BalanceSheet> byUnit = new HashMap<>();
        for (InventoryMovement movement : movements) {
            BigDecimal quantity = movement.amount().quantity();
            if (quantity == null) continue;
            unit(byUnit, movement.amount().uom()).add(movement.kind(), movement.place(), quantity);
        }
        for (Shipment shipment : reconciliation.all()) {
            if (shipment.sent().quantity() == null) continue;
            BalanceSheet sums = unit(byUnit, shipment.sent().uom());
            sums.addOpen(shipment, leftBefore);
            sums.noteOtherUnits(shipment);
            shipment.arrivals().forEach(arrival -> noteParts(byUnit, shipment, arrival.amount()));
        }
        byUnit.values()
                .forEach(sums -> byUnit.values().stream()
                        .filter(other -> other != sums)
                        .forEach(other -> sums.countedOtherwise.addAll(other.stocked)));
        return new MassBalance(
                lot,
                byUnit.values().stream()
                        .map(BalanceSheet::balance)
                        .sorted(Comparator.comparing(balance -> Objects.requireNonNullElse(balance.uom(), "")))
                        .toList());
    }

    private static BalanceSheet unit(Map<String, BalanceSheet> byUnit, @Nullable String uom) {
        BalanceSheet sums = byUnit.computeIfAbsent(UnitOfMeasure.inWords(uom), u -> new BalanceSheet());
        sums.uom = UnitOfMeasure.either(sums.uom, uom);
        return sums;
    }

    private void addOpen(Shipment shipment, Instant leftBefore) {
        BigDecimal open = shipment.open().max(BigDecimal.ZERO);
        if (open.signum() == 0) return;
        if (shipment.isOverdue(leftBefore)) {
            overdue = overdue.add(open);
        } else if (shipment.shortfall().signum() > 0) {
            shortfall = shortfall.add(open);
        } else {
            inTransit = inTransit.add(open);
            if (shipment.isMatched()) {
                notes.add("Of the quantity in transit, " + amount(open)
                        + " may have arrived: a receipt gives no quantity, or one in another unit of measure.");
            }
        }
    }

    private void noteOtherUnits(Shipment shipment) {
        for (LotAmount stated : shipment.statedOtherwise()) {
            BigDecimal quantity = stated.quantity();
            if (quantity != null)
                notes.add("A receipt states " + plain(quantity).toPlainString() + " "
                        + UnitOfMeasure.inWords(stated.uom()) + " of a shipment in " + UnitOfMeasure.inWords(uom)
                        + ": it counts as all that was open of it.");
        }
    }

    /** A line for the part's unit exists, because its receipt is counted in it. */
    private static void noteParts(Map<String, BalanceSheet> byUnit, Shipment shipment, LotAmount part) {
        BigDecimal quantity = part.quantity();
        if (quantity == null
                || quantity.signum() == 0
                || UnitOfMeasure.same(part.uom(), shipment.sent().uom())) return;
        BalanceSheet sums = unit(byUnit, part.uom());
        sums.notes.add("Of the quantity received, " + sums.amount(quantity) + " are of a shipment in "
                + UnitOfMeasure.inWords(shipment.sent().uom()) + ", so they are unexplained in this unit.");
    }

    private void add(Kind kind, String place, BigDecimal quantity) {
        if (kind.addsToPlace()) stocked.add(place);
        totals.merge(kind, quantity, BigDecimal::add);
        byPlace.merge(place, kind.addsToPlace() ? quantity : quantity.negate(), BigDecimal::add);
    }

    private Balance balance() {
        BigDecimal onHand = byPlace.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal unexplained =
                inTransit.add(shortfall).add(overdue).add(total(Kind.RECEIVED)).subtract(total(Kind.SHIPPED));
        byPlace.replaceAll((place, quantity) -> plain(quantity));
        byPlace.forEach(this::explain);
        return new Balance(
                uom,
                plain(total(Kind.PRODUCED)),
                plain(total(Kind.RECEIVED)),
                plain(total(Kind.SHIPPED)),
                plain(total(Kind.CONSUMED)),
                plain(total(Kind.SOLD)),
                plain(total(Kind.DESTROYED)),
                plain(inTransit),
                plain(shortfall),
                plain(overdue),
                plain(onHand),
                plain(unexplained),
                byPlace,
                notes);
    }

    private void explain(String place, BigDecimal quantity) {
        if (quantity.signum() >= 0) return;
        if (countedOtherwise.contains(place) && !stocked.contains(place)) {
            notes.add(amount(quantity.negate()) + " left "
                    + (place.equals(Endpoints.NOWHERE) ? "an unnamed place" : place)
                    + ", where the lot is counted in another unit of measure.");
            return;
        }
        boolean isCreated =
                total(Kind.PRODUCED).signum() > 0 || total(Kind.RECEIVED).signum() > 0;
        notes.add(
                amount(quantity.negate()) + " more left "
                        + (place.equals(Endpoints.NOWHERE) ? "an unnamed place" : place)
                        + (isCreated
                                ? " than is known to have arrived or been made there: an event is missing or names another place."
                                : " than arrived: the event that created the lot (harvest, packing, landing or receipt) is missing."));
    }

    private String amount(BigDecimal quantity) {
        return plain(quantity).toPlainString() + " " + UnitOfMeasure.inWords(uom);
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
