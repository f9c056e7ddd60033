package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.balance.Shipment;
import io.lotledger.projections.cte.balance.Shipment.Arrival;
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

/** What was sent against what came. */
final class ShipmentFindings {
    private final LotAnalysis lot;
    private final FindingPolicy policy;
    private final List<Finding> found = new ArrayList<>();

    ShipmentFindings(LotAnalysis lot, FindingPolicy policy) {
        this.lot = lot;
        this.policy = policy;
    }

    List<Finding> find() {
        lot.consignments().all().forEach(this::check);
        lot.consignments().unannounced().forEach(this::check);
        return found;
    }

    private void check(Shipment consignment) {
        List<ResolvedEvent> events = new ArrayList<>(List.of(consignment.departure()));
        consignment.arrivals().forEach(arrival -> events.add(arrival.receipt()));
        if (consignment.arrivals().isEmpty()) {
            Optional<ResolvedEvent> without = consignment.receiptWithout();
            without.ifPresent(events::add);
            if (without.isPresent()) {
                compare(consignment, FindingKind.SHORT_RECEIPT, events, "received without this lot in its unit");
            } else {
                compare(consignment, FindingKind.UNMATCHED_SHIP, events, unmatched(consignment));
            }
            return;
        }
        if (!consignment.isCountable()) return;
        int open = consignment.open().signum();
        if (open > 0) compare(consignment, FindingKind.SHORT_RECEIPT, events, "less came than was sent");
        if (open < 0) compare(consignment, FindingKind.OVER_RECEIPT, events, "more came than was sent");
    }

    private String unmatched(Shipment consignment) {
        return consignment.isOverdue(lot.leftBefore())
                ? "no receipt is known " + policy.transit().toDays() + " days after it left, so it is overdue"
                : "no receipt is known yet";
    }

    private void compare(Shipment consignment, FindingKind kind, List<ResolvedEvent> events, String what) {
        Map<String, Object> details = new LinkedHashMap<>();
        BigDecimal sent = consignment.sent().quantity();
        if (sent != null) details.put("shipped", sent);
        if (consignment.isCountable()) details.put("received", consignment.received());
        uom(details, consignment.sent().uom());
        if (consignment.shortfall().signum() > 0) details.put("short", consignment.shortfall());
        if (kind == FindingKind.UNMATCHED_SHIP) details.put("overdue", consignment.isOverdue(lot.leftBefore()));
        String to = consignment.shipTo().isEmpty()
                ? Endpoints.NOWHERE
                : consignment.shipTo().stream()
                        .map(place -> Endpoints.placeKey(Optional.of(place)))
                        .collect(Collectors.joining(", "));
        details.put("ship_to", to);
        List<LocationDescription> ask = new ArrayList<>(lot.describe(consignment.shipTo()));
        ask.addAll(lot.keepers(List.of(consignment.departure())));
        found.add(lot.finding(
                        kind,
                        events,
                        "Shipment of " + amount(consignment.sent()) + " to " + to + ": " + what
                                + (kind == FindingKind.UNMATCHED_SHIP || !consignment.isCountable()
                                        ? "."
                                        : " (received " + consignment.received().toPlainString() + ")."),
                        null,
                        details)
                .asking(ask));
    }

    private void check(Arrival arrival) {
        boolean begins = lot.read().creations().of(lot.lot()).stream()
                .anyMatch(c -> c.happening().equals(arrival.receipt()));
        if (begins) return;
        Map<String, Object> details = new LinkedHashMap<>();
        BigDecimal received = arrival.amount().quantity();
        if (received != null) details.put("received", received);
        uom(details, arrival.amount().uom());
        String at = Endpoints.placeKey(Endpoints.arrivedAt(arrival.receipt().event()));
        List<LocationDescription> ask = new ArrayList<>(
                lot.describe(Endpoints.previousSources(arrival.receipt().event())));
        ask.addAll(lot.keepers(List.of(arrival.receipt())));
        details.put("received_at", at);
        found.add(lot.finding(
                        FindingKind.UNMATCHED_RECEIVE,
                        Stream.of(arrival.receipt()).toList(),
                        "Receipt of " + amount(arrival.amount()) + " at " + at + ", of which no shipment is known.",
                        null,
                        details)
                .asking(ask));
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
