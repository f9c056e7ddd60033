package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.MovementDocuments;
import io.lotledger.projections.cte.reading.NamedEnd;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.records.RecordedAmounts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Units of one consignment that hold together what events without units say of it: a ship notice (X12 856) tells of each
 * pallet, and a row of a spreadsheet may tell of all. Both count. Where each amount stands on both sides, {@link
 * AmountsToldTwice} finds the pairs.
 */
final class UnitsToldAsOneAmount {
    private final LotAnalysis lot;

    UnitsToldAsOneAmount(LotAnalysis lot) {
        this.lot = lot;
    }

    /** By what it is compared with other shipments, many of which have the same. */
    private record Papers(NamedEnd destinations, MovementDocuments documents) {
        static Papers of(Shipment shipment) {
            return new Papers(shipment.departure().lotEvent().destinations(), AmountsToldTwice.documents(shipment));
        }

        boolean agree(Papers other) {
            return destinations.agrees(other.destinations) && !documents.contradict(other.documents);
        }
    }

    /** Shipments from one place to another with a document in common and none that contradict each other. */
    private static final class Consignment {
        private final List<Shipment> shipments = new ArrayList<>();
        private final Set<Papers> papers = new HashSet<>();

        boolean mayHave(Papers others) {
            return papers.contains(others) || papers.stream().allMatch(others::agree);
        }

        void add(Shipment shipment, Papers its) {
            shipments.add(shipment);
            papers.add(its);
        }

        List<Shipment> with(LotAnalysis lot, boolean units) {
            return shipments.stream()
                    .filter(one -> one.departure().unitsOf(lot.lot()).isEmpty() != units)
                    .toList();
        }
    }

    List<Finding> find() {
        List<Finding> found = new ArrayList<>();
        Set<List<Integer>> named = new HashSet<>(); // a consignment may have several documents
        for (Consignment consignment : consignments()) {
            if (isToldTwice(consignment) && named.add(orders(consignment))) found.add(finding(consignment));
        }
        return found;
    }

    private List<Consignment> consignments() {
        Map<List<String>, List<Consignment>> byDocument = new LinkedHashMap<>();
        lot.reconciliation().all().stream()
                .sorted(Comparator.comparingInt(shipment -> shipment.departure().order()))
                .forEach(shipment -> {
                    for (List<String> name : AmountsToldTwice.names(shipment)) add(shipment, name, byDocument);
                });
        return byDocument.values().stream().flatMap(List::stream).toList();
    }

    private static void add(Shipment shipment, List<String> name, Map<List<String>, List<Consignment>> to) {
        List<Consignment> some = to.computeIfAbsent(name, document -> new ArrayList<>(1));
        Papers papers = Papers.of(shipment);
        Optional<Consignment> known =
                some.stream().filter(one -> one.mayHave(papers)).findFirst();
        Consignment consignment = known.orElseGet(Consignment::new);
        consignment.add(shipment, papers);
        if (known.isEmpty()) some.add(consignment);
    }

    private boolean isToldTwice(Consignment consignment) {
        List<Shipment> inUnits = consignment.with(lot, true);
        List<Shipment> loose = consignment.with(lot, false);
        if (inUnits.isEmpty() || loose.isEmpty() || isOfOneDocument(consignment)) return false;
        return sum(inUnits).equals(sum(loose)) && !amounts(inUnits).equals(amounts(loose));
    }

    private boolean isOfOneDocument(Consignment consignment) {
        Shipment first = consignment.shipments.get(0);
        return consignment.shipments.stream().allMatch(one -> AmountsToldTwice.areOfOneDocument(lot, first, one));
    }

    private static List<Integer> orders(Consignment consignment) {
        return consignment.shipments.stream()
                .map(shipment -> shipment.departure().order())
                .toList();
    }

    private static String sum(Collection<Shipment> shipments) {
        List<LotAmount> sent = shipments.stream().map(Shipment::sent).toList();
        return String.join(", ", RecordedAmounts.inWords(sent));
    }

    private static List<String> amounts(Collection<Shipment> shipments) {
        return shipments.stream().map(AmountsToldTwice::amount).sorted().toList();
    }

    private Finding finding(Consignment consignment) {
        List<ResolvedEvent> events = consignment.shipments.stream()
                .map(Shipment::departure)
                .distinct()
                .toList();
        return lot.finding(
                FindingKind.AMBIGUOUS_CTE,
                events,
                sum(consignment.with(lot, true)) + " left "
                        + Endpoints.placeKey(
                                Endpoints.departedFrom(events.get(0).event()))
                        + " twice with the same document: in units by " + told(consignment.with(lot, true))
                        + " and without units by " + told(consignment.with(lot, false))
                        + ". All these shipments count. If they record one, as a ship notice and a spreadsheet may,"
                        + " declare the events of one of them erroneous.",
                null,
                Map.of());
    }

    private static String told(List<Shipment> shipments) {
        String first = AmountsToldTwice.told(shipments.get(0));
        long more = shipments.stream().map(Shipment::departure).distinct().count() - 1;
        return more == 0 ? first : first + " and " + more + " more";
    }
}
