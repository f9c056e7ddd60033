package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Units that left one place twice with the same document, and did not come back in between: two channels, such as EPCIS
 * and a ship notice (X12 856), may have recorded one shipment. Both count, because the unit may have come back unseen.
 */
final class UnitsShippedTwice {
    private final LotAnalysis lot;

    UnitsShippedTwice(LotAnalysis lot) {
        this.lot = lot;
    }

    List<Finding> find() {
        List<Finding> found = new ArrayList<>();
        Map<String, ResolvedEvent> last = new HashMap<>();
        List<ResolvedEvent> departures = lot.reconciliation().all().stream()
                .map(Shipment::departure)
                .distinct()
                .sorted(Comparator.comparingInt(ResolvedEvent::order))
                .toList();
        for (ResolvedEvent departure : departures) {
            Map<ResolvedEvent, List<String>> again = new LinkedHashMap<>();
            for (String unit : new TreeSet<>(departure.unitsOf(lot.lot()))) {
                Optional.ofNullable(last.put(unit, departure))
                        .filter(earlier -> isAgain(unit, earlier, departure))
                        .ifPresent(earlier -> again.computeIfAbsent(earlier, e -> new ArrayList<>())
                                .add(unit));
            }
            again.forEach((earlier, units) -> found.add(finding(earlier, departure, units)));
        }
        return found;
    }

    private boolean isAgain(String unit, ResolvedEvent earlier, ResolvedEvent departure) {
        return Endpoints.meet(Endpoints.shippedFrom(earlier.event()), Endpoints.shippedFrom(departure.event()))
                && ReferenceDocumentReader.keys(earlier.event()).share(ReferenceDocumentReader.keys(departure.event()))
                && lot.interpretation().history().receiptsOf(unit).stream()
                        .noneMatch(receipt -> earlier.isBefore(receipt) && receipt.isBefore(departure));
    }

    private Finding finding(ResolvedEvent earlier, ResolvedEvent departure, List<String> units) {
        return lot.finding(
                FindingKind.AMBIGUOUS_CTE,
                List.of(earlier, departure),
                units.get(0)
                        + (units.size() > 1 ? " and " + (units.size() - 1) + " more were" : " was")
                        + " shipped twice from one place with the same document, and no receipt is known in between. Both shipments count. If they record one, declare one of them erroneous, and the packing that came with it.",
                null,
                Map.of("units", units));
    }
}
