package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.IlmdLots;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the lots of an event. A lot that the event names itself takes precedence over the same lot in a listed unit.
 */
public final class EventLotReader {
    private final ContainerContents containers;
    private final BizStepVocabulary vocabulary;
    private final Map<String, LotKey> keys = new HashMap<>();
    private final Map<LotEvent, List<String>> serialsWithoutLot = new HashMap<>();
    private final Map<LotEvent, List<String>> unitsOfUnknownContents = new HashMap<>();

    public EventLotReader(ContainerContents containers, BizStepVocabulary vocabulary) {
        this.containers = containers;
        this.vocabulary = vocabulary;
    }

    public LotEvent resolve(EpcisEvent event) {
        IlmdLots ilmd = new IlmdLots(event.fields().lotNumbers());
        if (event instanceof TransformationEvent made) {
            return lotEvent(
                    event,
                    List.of(),
                    lots(made.inputQuantityList(), made.inputEPCList(), Set.of(), EventMoment.of(event), IlmdLots.NONE),
                    lots(made.outputQuantityList(), made.outputEPCList(), madeAnew(made), EventMoment.of(event), ilmd));
        }
        List<LotAmount> objects = lots(
                event.quantities(),
                mentioned(event),
                Set.of(),
                EventMoment.of(event),
                event instanceof ObjectEvent ? ilmd : IlmdLots.NONE);
        String parent = parent(event);
        if (parent != null) objects = withAllOfRepeated(objects, parent, event);
        // children without known contents say less than the unit that holds them
        if (parent != null && (objects.isEmpty() || movesProducts(event, objects)))
            objects = counted(objects, inside(parent, EventMoment.of(event)));
        else if (parent != null && loadsUnit(event))
            objects = withOtherContents(objects, parent, EventMoment.of(event));
        return lotEvent(event, objects, List.of(), List.of());
    }

    /** Whether it is a shipment or receipt that counts products and names no lot. */
    private boolean movesProducts(EpcisEvent event, List<LotAmount> listed) {
        String step = BizStep.of(event, vocabulary);
        return (BizStep.isShipping(step) || BizStep.isReceiving(step))
                && listed.stream().noneMatch(LotAmount::isLot);
    }

    /**
     * What a unit holds, of which products were counted without their lots. The count of a product is that of its lot if the
     * unit holds one lot of it.
     */
    private static List<LotAmount> counted(List<LotAmount> products, List<LotAmount> held) {
        if (held.isEmpty()) return products;
        List<LotAmount> all = new ArrayList<>();
        Map<@Nullable Gtin, Integer> lots = new HashMap<>();
        held.forEach(amount -> lots.merge(amount.lot().gtin(), 1, Integer::sum));
        for (LotAmount amount : held) {
            List<LotAmount> counts = products.stream()
                    .filter(product ->
                            Objects.equals(product.lot().gtin(), amount.lot().gtin()))
                    .toList();
            if (counts.size() == 1
                    && Integer.valueOf(1).equals(lots.get(amount.lot().gtin())))
                all.add(new LotAmount(
                        amount.lot(), counts.get(0).quantity(), counts.get(0).uom(), null, amount.unit()));
            else all.add(amount);
        }
        return all;
    }

    private LotEvent lotEvent(
            EpcisEvent event, List<LotAmount> objects, List<LotAmount> inputs, List<LotAmount> outputs) {
        Optional<CteKind> explicit = LotledgerExtension.text(event, "cte").flatMap(CteKind::ofWord);
        return new LotEvent(event, BizStep.of(event, vocabulary), explicit, objects, inputs, outputs);
    }

    /** Whether the event ships a unit and lists what is in it: the unit leaves with all its contents, including earlier ones. */
    private boolean loadsUnit(EpcisEvent event) {
        return event instanceof AggregationEvent e
                && e.action() != Action.DELETE
                && BizStep.isShipping(BizStep.of(event, vocabulary));
    }

    /** Of a lot that the event lists as it is loose in the parent, beside the units in it, all that is in the parent counts. */
    private List<LotAmount> withAllOfRepeated(List<LotAmount> listed, String parent, EpcisEvent event) {
        Set<LotKey> repeated = containers.repeated(event.eventID(), parent);
        if (repeated.isEmpty()) return listed;
        return Stream.concat(
                        listed.stream().filter(amount -> !repeated.contains(amount.lot())),
                        inside(parent, EventMoment.of(event)).stream().filter(held -> repeated.contains(held.lot())))
                .toList();
    }

    private List<LotAmount> withOtherContents(List<LotAmount> listed, String parent, EventMoment moment) {
        Set<LotKey> named = new HashSet<>();
        listed.forEach(amount -> named.add(amount.lot()));
        List<LotAmount> all = new ArrayList<>(listed);
        inside(parent, moment).stream()
                .filter(held -> !named.contains(held.lot()))
                .forEach(all::add);
        return all;
    }

    /** The contents of a logistic unit. */
    public List<LotAmount> inside(String unit, EventMoment moment) {
        return amounts(unit, containers.at(unit, moment));
    }

    private static List<LotAmount> amounts(String unit, List<Content> contents) {
        return contents.stream()
                .map(content -> new LotAmount(content.lot(), content.quantity(), content.uom(), null, unit))
                .toList();
    }

    /** The contents of units, of which none is in another; what is in two of them counts once. */
    public List<LotAmount> inside(Collection<String> units, EventMoment moment) {
        return insideEach(units, Set.of(), moment).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    private Map<String, List<LotAmount>> insideEach(Collection<String> units, Set<String> made, EventMoment moment) {
        Map<String, List<Content>> contents = containers.each(units, made, moment);
        Map<String, List<LotAmount>> inside = new LinkedHashMap<>();
        units.forEach(unit -> inside.put(unit, amounts(unit, contents.getOrDefault(unit, List.of()))));
        return inside;
    }

    /**
     * What the units that an event lists hold of a lot, per unit of measure. If the event names the lot beside them, it
     * counts with the named quantity, and not with these.
     */
    public List<LotAmount> insideUnits(EpcisEvent event, LotKey lot) {
        return LotAmount.summed(inside(units(event), EventMoment.of(event)).stream()
                .filter(amount -> amount.lot().equals(lot))
                .toList());
    }

    /** The names of the units and serials that an event lists, without those inside another of them. */
    public List<String> units(EpcisEvent event) {
        return outermost(mentioned(event), EventMoment.of(event));
    }

    /** In an event that lists a pallet and its cases, each case counts once. */
    private List<String> outermost(List<String> epcs, EventMoment moment) {
        Set<String> listed = new LinkedHashSet<>();
        epcs.forEach(epc -> listed.add(LogisticUnit.name(epc)));
        if (listed.size() < 2) return List.copyOf(listed);
        Set<String> inside = new HashSet<>();
        for (String unit : listed) {
            if (!inside.contains(unit)) collectInside(unit, moment, inside);
        }
        return listed.stream().filter(unit -> !inside.contains(unit)).toList();
    }

    /** The names of the units inside these, through any nesting. */
    public Set<String> unitsInside(Collection<String> outer, EventMoment moment) {
        Set<String> inside = new HashSet<>();
        outer.forEach(unit -> collectInside(LogisticUnit.name(unit), moment, inside));
        return inside;
    }

    private void collectInside(String outer, EventMoment moment, Set<String> inside) {
        Deque<String> next = new ArrayDeque<>(Set.of(outer));
        while (!next.isEmpty()) {
            for (String unit : containers.unitsIn(next.remove(), moment)) {
                // units may contain each other
                if (!unit.equals(outer) && inside.add(unit)) next.add(unit);
            }
        }
    }

    /** The serials that an event lists and whose lot no event names. */
    public List<String> serialsWithoutLot(LotEvent event) {
        List<String> known = serialsWithoutLot.get(event);
        if (known != null) return known;
        Set<String> resolved = new HashSet<>();
        event.amounts().forEach(amount -> {
            if (amount.unit() != null) resolved.add(amount.unit());
        });
        List<String> unknown = units(event.event()).stream()
                .filter(EventLotReader::isSerial)
                .filter(serial -> !resolved.contains(serial))
                .filter(serial -> inside(serial, EventMoment.of(event.event())).isEmpty())
                .toList();
        serialsWithoutLot.put(event, unknown);
        return unknown;
    }

    /**
     * The units that stand for things which no event names: inputs of a transformation, and logistic units of any other
     * event. Units beside a quantity may hold just that.
     */
    public List<String> unitsOfUnknownContents(LotEvent event) {
        List<String> known = unitsOfUnknownContents.get(event);
        if (known != null) return known;
        List<String> unknown = readUnitsOfUnknownContents(event);
        unitsOfUnknownContents.put(event, unknown);
        return unknown;
    }

    private List<String> readUnitsOfUnknownContents(LotEvent of) {
        EpcisEvent event = of.event();
        boolean isTransformation = event instanceof TransformationEvent;
        List<QuantityElement> beside =
                event instanceof TransformationEvent made ? made.inputQuantityList() : event.quantities();
        List<String> listed = event instanceof TransformationEvent made ? made.inputEPCList() : mentioned(event);
        if (!beside.isEmpty() || isToldByParent(of)) return List.of();
        Set<String> resolved = new HashSet<>();
        (isTransformation ? of.inputs() : of.objects()).forEach(amount -> {
            if (amount.unit() != null) resolved.add(LogisticUnit.name(amount.unit()));
        });
        List<String> units = listed.stream()
                .filter(epc -> IlmdLots.NONE.ofClassAmongEpcs(epc).isEmpty())
                .toList();
        return outermost(units, EventMoment.of(event)).stream()
                .filter(unit -> !resolved.contains(unit))
                .filter(unit -> isTransformation || isLogisticUnit(unit))
                .filter(unit -> inside(unit, EventMoment.of(event)).isEmpty())
                .toList();
    }

    /** Whether the lots are those of the parent, because its children say less. */
    private static boolean isToldByParent(LotEvent of) {
        String parent = parent(of.event());
        return parent != null && of.objects().stream().allMatch(amount -> parent.equals(amount.unit()));
    }

    /** Listed children stand for their parent: a receiving aggregation takes precedence over the packing. */
    private static List<String> mentioned(EpcisEvent event) {
        if (event instanceof AggregationEvent e) return listed(e.parentID(), e.childEPCs(), e.childQuantityList());
        if (event instanceof AssociationEvent e) return listed(e.parentID(), e.childEPCs(), e.childQuantityList());
        if (event instanceof TransactionEvent e) return listed(e.parentID(), e.epcList(), e.quantityList());
        return event.epcs();
    }

    private static List<String> listed(
            @Nullable String parent, List<String> children, List<QuantityElement> quantities) {
        return children.isEmpty() && quantities.isEmpty() && parent != null ? List.of(parent) : children;
    }

    private static @Nullable String parent(EpcisEvent event) {
        if (event instanceof AggregationEvent e) return e.parentID();
        if (event instanceof AssociationEvent e) return e.parentID();
        return event instanceof TransactionEvent e ? e.parentID() : null;
    }

    /** The units that the event makes, and does not use. */
    private static Set<String> madeAnew(TransformationEvent event) {
        Set<String> made = new HashSet<>();
        event.outputEPCList().forEach(epc -> made.add(LogisticUnit.name(epc)));
        event.inputEPCList().forEach(epc -> made.remove(LogisticUnit.name(epc)));
        return made;
    }

    private List<LotAmount> lots(
            List<QuantityElement> quantities, List<String> epcs, Set<String> made, EventMoment moment, IlmdLots ilmd) {
        List<LotAmount> found = new ArrayList<>();
        Set<LotKey> named = new HashSet<>();
        for (QuantityElement element : quantities) {
            List<LotKey> lots =
                    withLots(keys.computeIfAbsent(element.epcClass(), EventLotReader::keyOf), ilmd.numbers());
            BigDecimal quantity = lots.size() == 1 ? element.quantity() : null;
            for (LotKey key : lots) {
                named.add(key);
                found.add(new LotAmount(key, quantity, element.uom(), element.epcClass(), null));
            }
        }
        List<String> units = new ArrayList<>();
        Map<String, List<LotKey>> serials = new HashMap<>();
        for (String epc : epcs) {
            List<LotKey> lotsOfClass = ilmd.ofClassAmongEpcs(epc);
            lotsOfClass.stream()
                    .filter(named::add)
                    .forEach(lot -> found.add(new LotAmount(lot, null, null, epc, null)));
            if (lotsOfClass.isEmpty()) units.add(epc);
            List<LotKey> lotsOfSerial = ilmd.ofSerial(epc);
            if (!lotsOfSerial.isEmpty()) serials.put(LogisticUnit.name(epc), lotsOfSerial);
        }
        insideEach(outermost(units, moment), made, moment).forEach((unit, inside) -> {
            held(unit, serials.getOrDefault(unit, List.of()), inside).stream()
                    .filter(amount -> !named.contains(amount.lot()))
                    .forEach(found::add);
        });
        return found;
    }

    /** What is in a unit. A serial holds one of its own lot, whether or not its packings count it, and what is packed in it. */
    private static List<LotAmount> held(String unit, List<LotKey> ofSerial, List<LotAmount> inside) {
        boolean isCounted = ofSerial.size() == 1
                && inside.stream().anyMatch(amount -> amount.lot().equals(ofSerial.get(0)));
        if (ofSerial.isEmpty() || isCounted) return inside;
        List<LotAmount> held = new ArrayList<>(ofSerial(unit, ofSerial));
        inside.stream().filter(amount -> !ofSerial.contains(amount.lot())).forEach(held::add);
        return held;
    }

    private static List<LotAmount> ofSerial(String unit, List<LotKey> lots) {
        BigDecimal quantity = lots.size() == 1 ? BigDecimal.ONE : null;
        return lots.stream()
                .map(lot -> new LotAmount(lot, quantity, null, null, unit))
                .toList();
    }

    private static List<LotKey> withLots(LotKey key, List<String> lotNumbers) {
        Gtin gtin = key.gtin();
        if (gtin == null || key.lot() != null || lotNumbers.isEmpty()) return List.of(key);
        return lotNumbers.stream().map(lot -> LotKey.of(gtin, lot)).toList();
    }

    private static LotKey keyOf(String epcClass) {
        return LotKey.of(epcClass).orElseGet(() -> classOnly(epcClass));
    }

    private static LotKey classOnly(String epcClass) {
        @Nullable
        Gtin gtin = DigitalLink.parse(epcClass).flatMap(DigitalLink::tradeItem).orElse(null);
        return new LotKey(CanonicalUri.of(epcClass), gtin, null);
    }

    public static boolean isLogisticUnit(String uri) {
        return DigitalLink.parse(uri).filter(link -> link.get("00") != null).isPresent();
    }

    public static boolean isSerial(String uri) {
        return DigitalLink.parse(uri).filter(DigitalLink::isSerial).isPresent();
    }
}
