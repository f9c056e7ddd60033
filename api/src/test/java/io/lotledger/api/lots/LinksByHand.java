package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
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
    private final Map<Instant, UnitsByHand> moments = new HashMap<>();

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
        return new LinksByHand(events).links(true);
    }

    /** Without those through units of which only the transformation is known that made them. */
    static Set<String> throughContents(List<EpcisEvent> events) {
        return new LinksByHand(events).links(false);
    }

    /** Whether a transformation uses a unit that a transformation made. */
    static boolean usesMadeUnits(List<EpcisEvent> events) {
        Set<String> used = new HashSet<>();
        Set<String> made = new HashSet<>();
        for (EpcisEvent event : events) {
            if (!(event instanceof TransformationEvent t)) continue;
            t.inputEPCList().forEach(epc -> used.add(name(epc)));
            t.outputEPCList().forEach(epc -> made.add(name(epc)));
        }
        return !Collections.disjoint(used, made);
    }

    private Set<String> links(boolean throughMadeUnits) {
        Map<String, Set<String>> used = new HashMap<>();
        Map<String, Set<String>> made = new HashMap<>();
        for (EpcisEvent event : inForce) {
            if (!(event instanceof TransformationEvent t)) continue;
            String transformation = id(t);
            used.computeIfAbsent(transformation, id -> new TreeSet<>())
                    .addAll(lots(t.inputQuantityList(), t.inputEPCList(), t, Set.of()));
            made.computeIfAbsent(transformation, id -> new TreeSet<>())
                    .addAll(lots(t.outputQuantityList(), t.outputEPCList(), t, Happening.made(t)));
        }
        Map<String, Set<String>> makings = new HashMap<>();
        Map<String, Set<String>> beside = new HashMap<>();
        if (throughMadeUnits) addMakings(made, makings, beside);
        Set<String> links = new TreeSet<>();
        made.forEach((transformation, outputs) -> {
            Set<String> inputs = new TreeSet<>();
            Set<String> reached = new HashSet<>();
            addUsed(transformation, used, makings, beside, inputs, reached);
            for (String from : inputs) for (String to : outputs) links.add(from + " > " + to);
        });
        return links;
    }

    /** What was used for a unit of which nothing else is known is used with it; or the lots that were made beside it. */
    private static void addUsed(
            String transformation,
            Map<String, Set<String>> used,
            Map<String, Set<String>> makings,
            Map<String, Set<String>> beside,
            Set<String> inputs,
            Set<String> reached) {
        if (!reached.add(transformation)) return;
        inputs.addAll(used.getOrDefault(transformation, Set.of()));
        inputs.addAll(beside.getOrDefault(transformation, Set.of()));
        for (String making : makings.getOrDefault(transformation, Set.of()))
            addUsed(making, used, makings, beside, inputs, reached);
    }

    /**
     * The transformations that made the units that each uses, and of which nothing else is known; or the lots that were made
     * beside such a unit, of a serial those of its product.
     */
    private void addMakings(
            Map<String, Set<String>> made, Map<String, Set<String>> makingsOf, Map<String, Set<String>> besideOf) {
        for (EpcisEvent event : inForce) {
            if (!(event instanceof TransformationEvent t)) continue;
            for (String unit : unitsUsed(t)) {
                List<TransformationEvent> makings = makings(unit, t);
                for (TransformationEvent making : makings) {
                    boolean isKnown = !lotsOfSerial(unit).isEmpty()
                            || inForce.stream()
                                    .anyMatch(other -> tellsWhatIsIn(unit, making, other, made)
                                            && (isBefore(making, other) || isOfItsInstant(making, other))
                                            && isBefore(other, t))
                            || makings.stream()
                                    .anyMatch(other -> !id(other).equals(id(making))
                                            && isBefore(making, other)
                                            && isBefore(other, t));
                    if (isKnown) continue;
                    Set<String> beside = made.getOrDefault(id(making), Set.of()).stream()
                            .filter(lot -> mayHold(unit, lot))
                            .collect(Collectors.toSet());
                    if (beside.isEmpty())
                        makingsOf.computeIfAbsent(id(t), id -> new TreeSet<>()).add(id(making));
                    else besideOf.computeIfAbsent(id(t), id -> new TreeSet<>()).addAll(beside);
                }
            }
        }
    }

    /** Those that it lists, and those inside them. */
    private Set<String> unitsUsed(TransformationEvent event) {
        Set<String> units = new TreeSet<>();
        event.inputEPCList().forEach(epc -> addLotsIn(name(epc), event, Set.of(), new HashSet<>(), units));
        return units;
    }

    private static boolean mayHold(String unit, String lot) {
        int endOfGtin = "https://id.gs1.org/01/".length() + 14;
        return !unit.startsWith("https://id.gs1.org/01/") || lot.startsWith(unit.substring(0, endOfGtin));
    }

    /** By another transformation: one that uses the unit and makes it uses it first. */
    private List<TransformationEvent> makings(String unit, TransformationEvent use) {
        List<TransformationEvent> makings = new ArrayList<>();
        for (EpcisEvent event : inForce) {
            if (event instanceof TransformationEvent t
                    && !id(t).equals(id(use))
                    && isNotAfter(t, use)
                    && t.outputEPCList().stream().anyMatch(epc -> name(epc).equals(unit))) makings.add(t);
        }
        return makings;
    }

    /** Certainly: an event of a date may be at any time of it, and of that date in another offset. */
    private static boolean isBefore(EpcisEvent one, EpcisEvent other) {
        if (isOfOneDay(one, other)) return false;
        Instant end = CivilDates.isDate(one) ? one.eventTime().plus(1, ChronoUnit.DAYS) : one.eventTime();
        return CivilDates.isDate(one) ? !end.isAfter(other.eventTime()) : end.isBefore(other.eventTime());
    }

    /** Then the packing is after the making; what is made on a date may be made later than that date begins. */
    private static boolean isOfItsInstant(EpcisEvent making, EpcisEvent packing) {
        return making.eventTime().equals(packing.eventTime())
                && !CivilDates.isDate(making)
                && !isOfOneDay(making, packing);
    }

    private static boolean isOfOneDay(EpcisEvent one, EpcisEvent other) {
        return (CivilDates.isDate(one) || CivilDates.isDate(other))
                && CivilDates.day(one).equals(CivilDates.day(other));
    }

    private static boolean isNotAfter(EpcisEvent one, EpcisEvent other) {
        return !one.eventTime().isAfter(other.eventTime())
                || ((CivilDates.isDate(one) || CivilDates.isDate(other))
                        && !CivilDates.day(one).isAfter(CivilDates.day(other)));
    }

    private static String id(TransformationEvent event) {
        return event.transformationID() == null ? event.eventID() : event.transformationID();
    }

    private Set<String> lots(List<QuantityElement> quantities, List<String> units, EpcisEvent event, Set<String> made) {
        Set<String> lots = new HashSet<>();
        quantities.forEach(quantity -> lots.add(quantity.epcClass()));
        units.forEach(unit -> namedLot(unit).ifPresent(lots::add));
        Set<String> seen = new HashSet<>();
        units.forEach(unit -> addLotsIn(name(unit), event, made, lots, seen));
        return lots;
    }

    /** An event of a date may be at any time of it; and what came or left by a date may have done so later or earlier. */
    private void addLotsIn(String unit, EpcisEvent event, Set<String> made, Set<String> lots, Set<String> seen) {
        if (!seen.add(unit)) return;
        Instant time = event.eventTime();
        lots.addAll(lotsOfSerial(unit));
        Set<String> inside = new HashSet<>(at(time).lotsAndUnitsIn(unit));
        Instant end = time;
        if (CivilDates.isDate(event)) {
            Instant nextDay = time.plus(1, ChronoUnit.DAYS);
            inForce.stream()
                    .map(EpcisEvent::eventTime)
                    .filter(later -> later.isAfter(time) && later.isBefore(nextDay))
                    .forEach(later -> inside.addAll(at(later).lotsAndUnitsIn(unit)));
            end = justBefore(nextDay);
            inside.addAll(at(end).lotsAndUnitsIn(unit));
        }
        inside.addAll(at(time).leftThatDay(unit, event, made.contains(unit)));
        for (EpcisEvent other : inForce) {
            boolean isWithin = !other.eventTime().isAfter(end)
                    && !(CivilDates.isDate(event) && other.eventTime().isBefore(time));
            if (!isWithin && CivilDates.isOneDay(other, event)) inside.addAll(putIn(unit, other));
        }
        for (String one : inside) {
            if (isLot(one)) lots.add(one);
            else addLotsIn(one, event, made, lots, seen);
        }
    }

    /** A packing adds to what was made, unless it puts in what was made with the unit, or the unit was empty. */
    private boolean tellsWhatIsIn(
            String unit, TransformationEvent making, EpcisEvent event, Map<String, Set<String>> made) {
        Set<String> putIn = putIn(unit, event);
        Set<String> lots = new HashSet<>();
        for (String one : putIn) {
            if (isLot(one)) lots.add(one);
            lots.addAll(lotsOfSerial(one));
        }
        if (!Collections.disjoint(lots, made.getOrDefault(id(making), Set.of()))) return true;
        boolean isKnown = !lots.isEmpty()
                || putIn.stream()
                        .anyMatch(one -> inForce.stream()
                                .anyMatch(other -> !putIn(one, other).isEmpty()));
        return isKnown
                && inForce.stream()
                        .anyMatch(other -> empties(unit, other) && isBefore(making, other) && isBefore(other, event));
    }

    private static boolean isLot(String name) {
        return name.contains("/10/") && !name.contains("/21/");
    }

    /** All of it: an event that names a lot beside the unit may have used a part. */
    private static boolean empties(String unit, EpcisEvent event) {
        if (event instanceof AggregationEvent e
                && e.action() == Action.DELETE
                && name(String.valueOf(e.parentID())).equals(unit)
                && e.childEPCs().isEmpty()
                && e.childQuantityList().isEmpty()) return true;
        List<QuantityElement> beside = event instanceof TransformationEvent t
                ? t.inputQuantityList()
                : event instanceof ObjectEvent o ? o.quantityList() : List.of();
        return Happening.ended(event).contains(unit) && beside.isEmpty();
    }

    private static Set<String> putIn(String unit, EpcisEvent event) {
        Set<String> putIn = new HashSet<>();
        if (!(event instanceof AggregationEvent e)
                || e.action() == Action.DELETE
                || "void_shipping".equals(e.fields().bizStep())
                || !name(String.valueOf(e.parentID())).equals(unit)) return putIn;
        e.childEPCs().forEach(child -> putIn.add(name(child)));
        e.childQuantityList().forEach(child -> putIn.add(child.epcClass()));
        return putIn;
    }

    private UnitsByHand at(Instant time) {
        return moments.computeIfAbsent(time, t -> new UnitsByHand(inForce, this::lotsOfSerial, t));
    }

    private static Instant justBefore(Instant time) {
        return time.minus(1, ChronoUnit.MICROS);
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
        if (event instanceof AggregationEvent e) {
            List<String> all = new ArrayList<>(e.childEPCs());
            if (e.parentID() != null) all.add(e.parentID());
            return all;
        }
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
