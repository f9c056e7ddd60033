package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.classify.Shipment.Arrival;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Findings from comparing shipments with receipts. */
final class ShipmentFindings {
    private final LotAnalysis lot;
    private final FindingPolicy policy;
    private final List<Finding> found = new ArrayList<>();

    ShipmentFindings(LotAnalysis lot, FindingPolicy policy) {
        this.lot = lot;
        this.policy = policy;
    }

    List<Finding> find() {
        lot.reconciliation().all().forEach(this::check);
        lot.reconciliation().unmatchedReceipts().forEach(this::check);
        return found;
    }

    private void check(Shipment shipment) {
        List<ResolvedEvent> events = new ArrayList<>(List.of(shipment.departure()));
        shipment.arrivals().forEach(arrival -> events.add(arrival.receipt()));
        if (shipment.arrivals().isEmpty()) {
            BigDecimal sent = shipment.sent().quantity();
            if (sent != null && sent.signum() == 0) return; // nothing is on the road
            Optional<ResolvedEvent> without = shipment.receiptWithout();
            without.ifPresent(events::add);
            if (without.isPresent()) {
                compare(shipment, FindingKind.SHORT_RECEIPT, events, "its logistic unit was received without this lot");
            } else {
                compare(shipment, FindingKind.UNMATCHED_SHIP, events, unmatched(shipment));
            }
            return;
        }
        shipment.partInOtherUnit()
                .ifPresent(
                        part -> compare(
                                shipment,
                                FindingKind.UNMATCHED_SHIP,
                                events,
                                "of it " + amount(part)
                                        + " were received, in another unit of measure, so how much is missing is not computed"));
        if (!shipment.isCountable()) return;
        int open = shipment.open().signum();
        if (open > 0) compare(shipment, FindingKind.SHORT_RECEIPT, events, "less was received than shipped");
        if (open < 0) compare(shipment, FindingKind.OVER_RECEIPT, events, "more was received than shipped");
    }

    private String unmatched(Shipment shipment) {
        if (lot.reconciliation().mayHaveArrivedInOtherUnit(shipment))
            return "only a receipt in another unit of measure is known that may be of it";
        return shipment.isOverdue(lot.leftBefore())
                ? "no receipt is known " + policy.transit().toDays() + " days after it left, so it is overdue"
                : "no receipt is known yet";
    }

    private void compare(Shipment shipment, FindingKind kind, List<ResolvedEvent> events, String what) {
        Map<String, Object> details = new LinkedHashMap<>();
        BigDecimal sent = shipment.sent().quantity();
        if (sent != null) details.put("shipped", sent);
        if (shipment.isCountable()) details.put("received", shipment.received());
        uom(details, shipment.sent().uom());
        if (shipment.shortfall().signum() > 0) details.put("short", shipment.shortfall());
        if (kind == FindingKind.UNMATCHED_SHIP) details.put("overdue", shipment.isOverdue(lot.leftBefore()));
        String to = shipment.shipTo().isEmpty()
                ? Endpoints.NOWHERE
                : shipment.shipTo().stream()
                        .map(place -> Endpoints.placeKey(Optional.of(place)))
                        .collect(Collectors.joining(", "));
        details.put("ship_to", to);
        List<LocationDescription> ask = new ArrayList<>(lot.describe(shipment.shipTo()));
        ask.addAll(lot.keepers(List.of(shipment.departure())));
        found.add(lot.finding(
                        kind,
                        events,
                        "Shipment of " + amount(shipment.sent()) + " to " + to + ": " + what
                                + (kind == FindingKind.UNMATCHED_SHIP || !shipment.isCountable()
                                        ? "."
                                        : " (received " + shipment.received().toPlainString() + ")."),
                        null,
                        details)
                .asking(ask));
    }

    private void check(Arrival arrival) {
        if (lot.interpretation().creations().begins(lot.lot(), arrival.receipt())) return;
        Map<String, Object> details = new LinkedHashMap<>();
        BigDecimal received = arrival.amount().quantity();
        if (received != null) details.put("received", received);
        uom(details, arrival.amount().uom());
        String at = Endpoints.placeKey(Endpoints.arrivedAt(arrival.receipt().event()));
        List<LocationDescription> ask = new ArrayList<>(
                lot.describe(Endpoints.previousSources(arrival.receipt().event())));
        ask.addAll(lot.keepers(List.of(arrival.receipt())));
        details.put("received_at", at);
        Optional<Shipment> shipment = lot.reconciliation().inOtherUnit(arrival);
        found.add(lot.finding(
                        FindingKind.UNMATCHED_RECEIVE,
                        Stream.concat(shipment.stream().map(Shipment::departure), Stream.of(arrival.receipt()))
                                .toList(),
                        "Receipt of " + amount(arrival.amount()) + " at " + at + ": "
                                + shipment.map(ShipmentFindings::isNotMatched).orElse("no matching shipment is known")
                                + ".",
                        null,
                        details)
                .asking(ask));
    }

    private static String isNotMatched(Shipment shipment) {
        String known = "a shipment of " + amount(shipment.sent()) + " is known, in another unit of measure, ";
        return known
                + (shipment.hasArrivedInItsUnit()
                        ? "but all of it has arrived"
                        : "but no document or logistic unit tells whether this is of it");
    }

    private static void uom(Map<String, Object> details, @Nullable String uom) {
        if (uom != null) details.put("uom", uom);
    }

    private static String amount(LotAmount amount) {
        BigDecimal quantity = amount.quantity();
        return quantity == null
                ? "an unknown quantity"
                : quantity.toPlainString() + " " + UnitOfMeasure.inWords(amount.uom());
    }
}
