package io.lotledger.projections.cte;

import io.lotledger.projections.cte.Consignment.Arrival;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was sent against what came. */
final class MovementFindings {
    private final LotCase lot;
    private final List<Finding> found = new ArrayList<>();

    MovementFindings(LotCase lot) {
        this.lot = lot;
    }

    List<Finding> find() {
        lot.consignments().all().forEach(this::check);
        lot.consignments().unannounced().forEach(this::check);
        return found;
    }

    private void check(Consignment consignment) {
        List<Happening> events = new ArrayList<>(List.of(consignment.departure()));
        consignment.arrivals().forEach(arrival -> events.add(arrival.receipt()));
        if (consignment.arrivals().isEmpty()) {
            Optional<Happening> without = receiptOfTheUnitWithout(consignment);
            without.ifPresent(events::add);
            if (without.isPresent()) {
                compare(consignment, FindingKind.SHORT_RECEIPT, events, "received without this lot in its unit");
            } else {
                compare(consignment, FindingKind.UNMATCHED_SHIP, events, "of which no receipt is known");
            }
            return;
        }
        if (!consignment.isCountable()) return;
        int open = consignment.open().signum();
        if (open > 0) compare(consignment, FindingKind.SHORT_RECEIPT, events, "less came than was sent");
        if (open < 0) compare(consignment, FindingKind.OVER_RECEIPT, events, "more came than was sent");
    }

    /** Somebody received the unit the lot was sent in and listed other things in it. */
    private Optional<Happening> receiptOfTheUnitWithout(Consignment consignment) {
        String unit = consignment.sent().unit();
        if (unit == null) return Optional.empty();
        return lot.read().histories().all().stream()
                .filter(Movements::isReceipt)
                .filter(receipt -> consignment.departure().mayPrecede(receipt))
                .filter(receipt -> lot.read().eventLots().namesUnit(receipt.event(), unit))
                .filter(receipt -> !receipt.subjects().contains(lot.lot()))
                .findFirst();
    }

    private void compare(Consignment consignment, FindingKind kind, List<Happening> events, String what) {
        Map<String, Object> details = new LinkedHashMap<>();
        BigDecimal sent = consignment.sent().quantity();
        if (sent != null) details.put("shipped", sent);
        if (consignment.isCountable()) details.put("received", consignment.received());
        uom(details, consignment.sent().uom());
        String to = Flows.place(consignment.shipTo());
        details.put("ship_to", to);
        found.add(lot.finding(
                kind,
                events,
                "Shipment of " + amount(consignment.sent()) + " to " + to + ": " + what
                        + (kind == FindingKind.UNMATCHED_SHIP || !consignment.isCountable()
                                ? "."
                                : " (received " + consignment.received().toPlainString() + ")."),
                null,
                details));
    }

    private void check(Arrival arrival) {
        boolean begins = lot.read().creations().of(lot.lot()).stream()
                .anyMatch(c -> c.happening().equals(arrival.receipt()));
        if (begins) return;
        Map<String, Object> details = new LinkedHashMap<>();
        BigDecimal received = arrival.amount().quantity();
        if (received != null) details.put("received", received);
        uom(details, arrival.amount().uom());
        String at = Flows.place(Endpoints.receivedAt(arrival.receipt().event()));
        details.put("received_at", at);
        found.add(lot.finding(
                FindingKind.UNMATCHED_RECEIVE,
                Stream.of(arrival.receipt()).toList(),
                "Receipt of " + amount(arrival.amount()) + " at " + at + ", of which no shipment is known.",
                null,
                details));
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
