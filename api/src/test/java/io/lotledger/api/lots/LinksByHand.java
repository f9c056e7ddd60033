package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The links between lots that a generated chain states, found by reading all of it again for each question. */
final class LinksByHand {
    private final List<EpcisEvent> inForce;

    private LinksByHand(List<EpcisEvent> events) {
        Set<String> declared = events.stream()
                .filter(event -> event.fields().errorDeclaration() != null)
                .map(EpcisEvent::eventID)
                .collect(Collectors.toSet());
        inForce = events.stream()
                .filter(event -> !declared.contains(event.eventID()))
                .toList();
    }

    /** {@code from > to}, by URI. */
    static Set<String> of(List<EpcisEvent> events) {
        return new LinksByHand(events).links();
    }

    private Set<String> links() {
        Map<String, Set<String>> used = new HashMap<>();
        Map<String, Set<String>> made = new HashMap<>();
        for (EpcisEvent event : inForce) {
            if (!(event instanceof TransformationEvent t)) continue;
            String transformation = t.transformationID() == null ? t.eventID() : t.transformationID();
            used.computeIfAbsent(transformation, id -> new TreeSet<>())
                    .addAll(lots(t.inputQuantityList(), t.inputEPCList(), t.eventTime()));
            made.computeIfAbsent(transformation, id -> new TreeSet<>())
                    .addAll(lots(t.outputQuantityList(), t.outputEPCList(), t.eventTime()));
        }
        Set<String> links = new TreeSet<>();
        used.forEach((transformation, inputs) -> {
            for (String from : inputs)
                for (String to : made.getOrDefault(transformation, Set.of())) links.add(from + " > " + to);
        });
        return links;
    }

    private Set<String> lots(List<QuantityElement> quantities, List<String> units, Instant time) {
        Set<String> lots = new HashSet<>();
        quantities.forEach(quantity -> lots.add(quantity.epcClass()));
        units.forEach(unit -> namedLot(unit).ifPresent(lots::add));
        UnitsByHand held = new UnitsByHand(inForce, this::lotsOfSerial, time);
        units.forEach(unit -> lots.addAll(held.lotsIn(name(unit))));
        return lots;
    }

    private Set<String> lotsOfSerial(String serial) {
        Set<String> lots = new HashSet<>();
        for (EpcisEvent event : inForce) {
            for (String epc : listed(event)) {
                if (!name(epc).equals(serial)) continue;
                Optional<String> named = namedLot(epc);
                named.ifPresent(lots::add);
                if (named.isEmpty() && event instanceof ObjectEvent)
                    event.fields().lotNumbers().forEach(lot -> lots.add(SampleKeys.lot(lot)));
            }
        }
        return lots;
    }

    private static List<String> listed(EpcisEvent event) {
        if (event instanceof ObjectEvent e) return e.epcList();
        if (event instanceof AggregationEvent e) return e.childEPCs();
        if (!(event instanceof TransformationEvent e)) return List.of();
        List<String> both = new ArrayList<>(e.inputEPCList());
        both.addAll(e.outputEPCList());
        return both;
    }

    /** Without the lot in its URI. */
    static String name(String epc) {
        return epc.replaceFirst("/10/[^/]+(?=/21/)", "");
    }

    private static Optional<String> namedLot(String epc) {
        return name(epc).equals(epc) ? Optional.empty() : Optional.of(epc.substring(0, epc.indexOf("/21/")));
    }
}
