package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An event of a generated chain in its place among those that say something of units.
 *
 * @param about the unit that the event is of here
 */
record Happening(EpcisEvent event, int rank, String about, Runnable what) {
    private static final Set<String> ENDING = Set.of("retail_selling", "destroying", "decommissioning");

    static final Comparator<Happening> ORDER = Comparator.comparing(
                    (Happening h) -> h.event().eventTime())
            .thenComparing(Happening::rank)
            .thenComparing(h -> CivilDates.isDate(h.event()) ? 0 : 1)
            .thenComparing(Happening::about)
            .thenComparing(h -> words(h.event()))
            .thenComparing(h -> CivilDates.day(h.event()))
            .thenComparing(h -> h.event().eventID());

    boolean isSeenAt(Instant time) {
        return event.eventTime().isBefore(time) || (event.eventTime().equals(time) && isPacking());
    }

    boolean isPacking() {
        return rank > 0 && rank < 6;
    }

    /** What the event lists, in alphabetical order. */
    private static String words(EpcisEvent event) {
        List<String> words = new ArrayList<>();
        if (event instanceof AggregationEvent e) {
            e.childEPCs().forEach(child -> words.add(LinksByHand.name(child)));
            e.childQuantityList().forEach(lot -> words.add(word(lot, true)));
        } else if (event instanceof TransformationEvent e) {
            e.inputQuantityList().forEach(lot -> words.add(word(lot, ended(e).size() == 1)));
        } else if (event instanceof ObjectEvent e) {
            e.quantityList().forEach(lot -> words.add(word(lot, ended(e).size() == 1)));
        }
        return words.stream().sorted().collect(Collectors.joining(";"));
    }

    private static String word(QuantityElement lot, boolean isOfOneUnit) {
        BigDecimal quantity = lot.quantity();
        return lot.epcClass()
                + (quantity == null || !isOfOneUnit
                        ? ""
                        : " " + quantity.stripTrailingZeros().toPlainString());
    }

    static boolean isSeen(EpcisEvent event) {
        return event instanceof AggregationEvent packing
                && (packing.action() == Action.OBSERVE || (packing.action() == Action.ADD && receives(packing)));
    }

    static boolean receives(EpcisEvent event) {
        return "receiving".equals(event.fields().bizStep());
    }

    /** The names of the units that end with the event. */
    static List<String> ended(EpcisEvent event) {
        List<String> ended = event instanceof TransformationEvent t
                ? t.inputEPCList().stream()
                        .filter(one -> !t.outputEPCList().contains(one))
                        .toList()
                : event instanceof ObjectEvent o && isEnd(o) ? o.epcList() : List.of();
        return ended.stream().map(LinksByHand::name).distinct().toList();
    }

    /** The names of the units that the event makes and does not use. */
    static Set<String> made(EpcisEvent event) {
        Set<String> made = new TreeSet<>();
        if (!(event instanceof TransformationEvent t)) return made;
        t.outputEPCList().forEach(one -> made.add(LinksByHand.name(one)));
        t.inputEPCList().forEach(one -> made.remove(LinksByHand.name(one)));
        return made;
    }

    static boolean isEnd(ObjectEvent event) {
        String step = event.fields().bizStep();
        return event.action() == Action.DELETE || (step != null && ENDING.contains(step));
    }

    static String parent(AggregationEvent event) {
        String parent = event.parentID();
        if (parent == null) throw new IllegalArgumentException("no parent: " + event.eventID());
        return LinksByHand.name(parent);
    }
}
