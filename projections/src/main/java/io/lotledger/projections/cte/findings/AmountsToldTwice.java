package io.lotledger.projections.cte.findings;

import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.MovementDocuments;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.records.RecordedAmounts;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.units.EventDates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Equal amounts that left one place for another with the document of one consignment, by events of one step and type that
 * have no logistic unit in common: two channels, such as a spreadsheet and a ship notice (X12 856), may have recorded one
 * shipment. Both count, because a consignment may have two pallets that nobody numbered. One document, such as a ship notice
 * with a pallet and as many loose cases, does not tell one shipment twice.
 */
final class AmountsToldTwice {
    private final LotAnalysis lot;

    AmountsToldTwice(LotAnalysis lot) {
        this.lot = lot;
    }

    List<Finding> find() {
        List<Finding> found = new ArrayList<>();
        Map<List<String>, Shipment> last = new HashMap<>();
        lot.reconciliation().all().stream()
                .sorted(Comparator.comparingInt(shipment -> shipment.departure().order()))
                .forEach(shipment -> {
                    Set<Shipment> earlier = new LinkedHashSet<>();
                    for (List<String> name : names(shipment)) {
                        List<String> amount = List.of(name.get(0), name.get(1), amount(shipment));
                        @Nullable Shipment other = last.put(amount, shipment);
                        if (other != null && isToldAgain(other, shipment)) earlier.add(other);
                    }
                    earlier.forEach(other -> found.add(finding(other, shipment)));
                });
        return found;
    }

    /** The place that it left, with each document of its consignment; none if its amount is not known. */
    static List<List<String>> names(Shipment shipment) {
        Optional<String> from = Endpoints.departedFrom(shipment.departure().event());
        if (from.isEmpty() || shipment.sent().quantity() == null) return List.of();
        MovementDocuments documents = documents(shipment);
        return Stream.concat(documents.ofConsignment().uris().stream(), documents.ofConsignment().numbers().stream())
                .map(document -> List.of(Endpoints.placeKey(from), document))
                .toList();
    }

    static String amount(Shipment shipment) {
        return String.join(", ", RecordedAmounts.inWords(List.of(shipment.sent())));
    }

    static MovementDocuments documents(Shipment shipment) {
        ResolvedEvent departure = shipment.departure();
        return departure.lotEvent().documents(departure.event().fields().bizTransactionList());
    }

    private boolean isToldAgain(Shipment earlier, Shipment shipment) {
        ResolvedEvent one = earlier.departure();
        ResolvedEvent other = shipment.departure();
        MovementDocuments documents = documents(earlier);
        return one.order() != other.order()
                && one.lotEvent().destinations().agrees(other.lotEvent().destinations())
                && documents.areOfOneConsignment(documents(shipment))
                && !documents.contradict(documents(shipment))
                && (one.unitsOf(lot.lot()).isEmpty() || other.unitsOf(lot.lot()).isEmpty())
                && !areOfOneDocument(lot, earlier, shipment);
    }

    /**
     * Whether one document told both: they were captured at once, at one time and with the same documents of the consignment.
     * Documents that are captured in one commit have one record time, but not all of this in common.
     */
    static boolean areOfOneDocument(LotAnalysis lot, Shipment one, Shipment other) {
        Optional<Instant> captured = captured(lot, one);
        return captured.isPresent()
                && captured.equals(captured(lot, other))
                && moment(one).equals(moment(other))
                && documents(one).ofConsignment().equals(documents(other).ofConsignment());
    }

    private static Optional<Instant> captured(LotAnalysis lot, Shipment shipment) {
        return lot.interpretation()
                .history()
                .captured(shipment.departure().event().eventID())
                .map(CapturedEvent::recordTime);
    }

    private static List<Object> moment(Shipment shipment) {
        EventFields fields = shipment.departure().event().fields();
        return List.of(fields.eventTime(), fields.eventTimeZoneOffset());
    }

    private Finding finding(Shipment earlier, Shipment shipment) {
        return lot.finding(
                FindingKind.AMBIGUOUS_CTE,
                List.of(earlier.departure(), shipment.departure()),
                amount(shipment) + " left "
                        + Endpoints.placeKey(
                                Endpoints.departedFrom(shipment.departure().event()))
                        + " twice with the same document: by " + told(earlier) + " and by " + told(shipment)
                        + ". Both shipments count. If they record one, as a spreadsheet and a ship notice may, declare one"
                        + " of them erroneous.",
                null,
                Map.of());
    }

    static String told(Shipment shipment) {
        ResolvedEvent departure = shipment.departure();
        return departure.step() + " on " + EventDates.local(departure.event()).toLocalDate();
    }
}
