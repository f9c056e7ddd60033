package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ExtendedEvent;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.CodeLength;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.Role;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.SerialOfLot;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the facts of one event. */
public final class FactReader {
    private static final String TLC = "urn:lotledger:fsma204#tlc";
    private static final String CTE = "urn:lotledger:fsma204#cte";
    private static final Set<String> SHIPMENT_STEPS = Set.of("shipping", "departing", "void_shipping");

    /** An ADD with one of these steps states the contents of a unit, as an OBSERVE does; any other ADD adds to them. */
    private static final Set<String> STATING_STEPS = Set.of("shipping", "departing", "receiving", "accepting");

    private static final Set<String> RECEIVING_STEPS = Set.of("receiving", "accepting");

    private static final Set<String> VOIDING_STEPS = Set.of("void_shipping");

    /** DELETE with one of these ends no unit: it moved, came back, or the action is a mistake. */
    private static final Set<String> MOVEMENT_STEPS =
            Set.of("shipping", "departing", "receiving", "accepting", "transporting", "void_shipping");

    private static final Set<String> ENDING_STEPS =
            Set.of("retail_selling", "destroying", "decommissioning", "consuming", "dispensing");

    /** With one of these steps an event that puts things into a unit, or takes them out, says nothing else. */
    private static final Set<String> LOADING_STEPS = Set.of(
            "loading", "unloading", "packing", "unpacking", "stocking", "storing", "picking", "staging_outbound");

    /** Values of {@code lotledger:cte} for goods that move, whatever the step says. */
    private static final Set<String> MOVEMENTS = Set.of("shipping", "receiving", "receivingexempt");

    private final EpcisEvent event;
    private final BizStepVocabulary vocabulary;
    private final IlmdLots ilmdLots;
    private final List<LotLine> lots = new ArrayList<>();
    private final Set<UnitLine> units = new LinkedHashSet<>();
    private final List<Packing> packings = new ArrayList<>();
    private final Set<SerialOfLot> serials = new LinkedHashSet<>();

    private FactReader(EpcisEvent event, BizStepVocabulary vocabulary) {
        this.event = event;
        this.vocabulary = vocabulary;
        this.ilmdLots = new IlmdLots(event.fields().lotNumbers());
    }

    /** Without the packings and ends that a mapped business step would make. */
    public static EventFacts read(EpcisEvent event) {
        return read(event, BizStepVocabulary.NONE);
    }

    public static EventFacts read(EpcisEvent event, BizStepVocabulary vocabulary) {
        return new FactReader(event, vocabulary).facts();
    }

    /** Whether the event puts the things that it lists into a unit or takes them out, and does nothing else. */
    public static boolean isLoading(EpcisEvent event) {
        if (event instanceof AggregationEvent e)
            return isLoading(event, e.action(), e.parentID(), e.childEPCs(), e.childQuantityList());
        return event instanceof AssociationEvent e
                && isLoading(event, e.action(), e.parentID(), e.childEPCs(), e.childQuantityList());
    }

    private static boolean isLoading(
            EpcisEvent event,
            Action action,
            @Nullable String parentID,
            List<String> children,
            List<QuantityElement> quantities) {
        String step = event.fields().bizStep();
        return parentID != null
                && action != Action.OBSERVE
                && !(children.isEmpty() && quantities.isEmpty())
                && (step == null || LOADING_STEPS.contains(CbvWord.canonical(step)));
    }

    /** Whether the event itself says which critical tracking event it is. */
    public static boolean declaresCte(EpcisEvent event) {
        return declaredCte(event).isPresent();
    }

    private static Optional<String> declaredCte(EpcisEvent event) {
        return event.fields()
                .extensions()
                .text(CTE)
                .or(() -> event.fields().ilmd().text(CTE));
    }

    private EventFacts facts() {
        if (event instanceof ObjectEvent e) {
            things(Role.WHAT, e.epcList(), e.quantityList(), ilmdLots);
            boolean deletes = e.action() == Action.DELETE && !isStep(MOVEMENT_STEPS);
            if (deletes || endsByStep()) end(Role.WHAT, e.epcList(), e.quantityList());
        } else if (event instanceof TransactionEvent e) {
            parent(e.parentID());
            things(Role.WHAT, e.epcList(), e.quantityList(), IlmdLots.NONE);
            if (e.action() != Action.DELETE && endsByStep()) end(Role.WHAT, e.epcList(), e.quantityList());
        } else if (event instanceof AggregationEvent e) {
            parent(e.parentID());
            things(Role.CHILD, e.childEPCs(), e.childQuantityList(), IlmdLots.NONE);
            boolean ends = e.action() != Action.ADD && endsByStep();
            if (e.parentID() != null) pack(e.action(), e.parentID(), e.childEPCs(), e.childQuantityList(), ends);
            boolean isWhole = e.childEPCs().isEmpty() && e.childQuantityList().isEmpty();
            if (ends) end(isWhole ? Role.PARENT : Role.CHILD, e.childEPCs(), List.of());
        } else if (event instanceof AssociationEvent e) {
            parent(e.parentID());
            things(Role.CHILD, e.childEPCs(), e.childQuantityList(), IlmdLots.NONE);
            if (e.parentID() != null && !isPlace(e.parentID()))
                pack(e.action(), e.parentID(), e.childEPCs(), e.childQuantityList(), false);
        } else if (event instanceof TransformationEvent e) {
            things(Role.INPUT, e.inputEPCList(), e.inputQuantityList(), IlmdLots.NONE);
            things(Role.OUTPUT, e.outputEPCList(), e.outputQuantityList(), ilmdLots);
            end(Role.INPUT, e.inputEPCList(), e.inputQuantityList());
            makeAnew();
        } else if (event instanceof ExtendedEvent) {
            return new EventFacts(List.of(), List.of(), List.of(), List.of(), List.of()); // its semantics are unknown
        } else {
            throw new IllegalStateException("unknown event type: " + event.type());
        }
        return new EventFacts(printed(), List.copyOf(units), packings, List.copyOf(serials), documents());
    }

    /** What is associated with a place is installed there, and in no unit. */
    private static boolean isPlace(String uri) {
        return DigitalLink.parse(uri).filter(link -> link.get("414") != null).isPresent();
    }

    /** The lot of a case that is named as a parent, and names its lot, is as good as that of one among the objects. */
    private void parent(@Nullable String parentID) {
        if (parentID == null) return;
        String unit = LogisticUnit.name(parentID);
        units.add(new UnitLine(Role.PARENT, unit));
        IlmdLots.NONE.ofSerial(parentID).forEach(lot -> serials.add(new SerialOfLot(unit, lot)));
    }

    /** A lot that is named by its class counts with what is said of the class, and not with its serials as well. */
    private void things(Role role, List<String> epcs, List<QuantityElement> quantities, IlmdLots ilmd) {
        Map<LotKey, Integer> counts = new LinkedHashMap<>();
        Set<LotKey> uncounted = new LinkedHashSet<>();
        Set<LotKey> named = new LinkedHashSet<>();
        quantities.forEach(quantity -> named.addAll(ilmd.ofClass(quantity.epcClass())));
        for (String epc : epcs) {
            List<LotKey> lotsOfClass = ilmd.ofClassAmongEpcs(epc);
            if (lotsOfClass.isEmpty()) units.add(new UnitLine(role, LogisticUnit.name(epc)));
            List<LotKey> lotsOfSerial = ilmd.ofSerial(epc);
            lotsOfSerial.forEach(lot -> serials.add(new SerialOfLot(LogisticUnit.name(epc), lot)));
            if (lotsOfSerial.size() == 1) {
                counts.merge(lotsOfSerial.get(0), 1, Integer::sum);
            } else if (!lotsOfSerial.isEmpty()) {
                uncounted.addAll(lotsOfSerial);
            } else {
                lotsOfClass.stream()
                        .filter(named::add)
                        .forEach(lot -> lots.add(new LotLine(role, lot, null, null, null)));
            }
        }
        counts.keySet().removeAll(named);
        uncounted.removeAll(named);
        counts.forEach((lot, count) -> lots.add(new LotLine(role, lot, BigDecimal.valueOf(count), null, null)));
        uncounted.forEach(lot -> lots.add(new LotLine(role, lot, null, null, null)));
        for (QuantityElement quantity : quantities) {
            List<LotKey> lotsOfClass = ilmd.ofClass(quantity.epcClass());
            BigDecimal amount = lotsOfClass.size() == 1 ? quantity.quantity() : null;
            lotsOfClass.forEach(
                    lot -> lots.add(new LotLine(role, lot, amount, quantity.uom(), lotNumberOf(lot, ilmd.numbers()))));
        }
    }

    /**
     * If the class is not a GS1 key, its own code or its lot number is the traceability lot code unless the event prints
     * another.
     */
    private static @Nullable String lotNumberOf(LotKey lot, List<String> lotNumbers) {
        if (lot.gtin() != null) return null;
        Optional<String> code = TextLot.code(lot.uri());
        return code.isPresent() ? code.get() : lotNumbers.size() == 1 ? lotNumbers.get(0) : null;
    }

    /** A class with its lot among EPCs. */
    private static Optional<LotKey> classWithLot(String epc) {
        return IlmdLots.NONE.ofClassAmongEpcs(epc).stream().findFirst();
    }

    /**
     * The units end, but not one that the event also makes. Of a lot that the event names beside the units it may have used
     * a part only.
     */
    private void end(Role role, List<String> epcs, List<QuantityElement> quantities) {
        List<String> ended = units.stream()
                .filter(line -> line.role() == role && !units.contains(new UnitLine(Role.OUTPUT, line.unit())))
                .map(UnitLine::unit)
                .toList();
        List<Child> parts = new ArrayList<>();
        epcs.forEach(epc -> classWithLot(epc).ifPresent(lot -> parts.add(new Child(null, lot, null, null))));
        for (QuantityElement quantity : quantities) {
            BigDecimal used = ended.size() == 1 ? quantity.quantity() : null; // of several units, which one is unknown
            LotKey.of(quantity.epcClass()).ifPresent(lot -> parts.add(new Child(null, lot, used, quantity.uom())));
        }
        for (String unit : ended) {
            parts.forEach(part -> packings.add(new Packing(Action.DELETE, unit, part, true)));
            packings.add(new Packing(Action.DELETE, unit, null, true));
        }
    }

    /** The units that the event makes, but not one that it also uses. */
    private void makeAnew() {
        units.stream()
                .filter(line -> EventFacts.makesAnew(line, units))
                .forEach(line -> packings.add(new Packing(Action.ADD, line.unit(), null, false)));
    }

    /**
     * An OBSERVE says what is in the parent at its time. It may list a part (EPCIS 2.0 §7.4.3), so only a receipt says that
     * nothing else is in it. A void says what did not leave. What ends leaves the parent.
     */
    private void pack(Action said, String parentID, List<String> epcs, List<QuantityElement> quantities, boolean ends) {
        boolean observes = said == Action.OBSERVE && !ends;
        if (observes && isStep(VOIDING_STEPS)) return;
        boolean receives = said != Action.DELETE && isStep(RECEIVING_STEPS);
        boolean sets = observes || (said == Action.ADD && isStep(STATING_STEPS));
        Action action = ends ? Action.DELETE : observes ? Action.ADD : said;
        String parent = LogisticUnit.name(parentID);
        List<Child> children = children(epcs, quantities);
        children.forEach(child -> packings.add(new Packing(action, parent, child, sets)));
        boolean childless = epcs.isEmpty() && quantities.isEmpty();
        if (childless && action == Action.DELETE) packings.add(new Packing(action, parent, null, false));
        boolean namesAll = children.size() == epcs.size() + quantities.size();
        if (receives && !childless && namesAll) packings.add(new Packing(action, parent, null, true));
    }

    /** The units, then the lots. */
    private static List<Child> children(List<String> epcs, List<QuantityElement> quantities) {
        List<Child> units = new ArrayList<>();
        List<Child> amounts = new ArrayList<>();
        for (String epc : epcs) {
            classWithLot(epc)
                    .ifPresentOrElse(
                            lot -> amounts.add(new Child(null, lot, null, null)),
                            () -> units.add(new Child(LogisticUnit.name(epc), null, null, null)));
        }
        for (QuantityElement quantity : quantities) {
            LotKey.of(quantity.epcClass())
                    .ifPresent(lot -> amounts.add(new Child(null, lot, quantity.quantity(), quantity.uom())));
        }
        units.addAll(amounts);
        return units;
    }

    private boolean endsByStep() {
        return isStep(ENDING_STEPS)
                && declaredCte(event)
                        .filter(cte -> MOVEMENTS.contains(cte.strip().toLowerCase(Locale.ROOT)))
                        .isEmpty();
    }

    private boolean isStep(Set<String> steps) {
        String step = event.fields().bizStep();
        if (step == null) return false;
        String word = vocabulary.meaning(step).orElse(step);
        return steps.contains(Extensions.localName(CbvWord.canonical(word)).toLowerCase(Locale.ROOT));
    }

    /**
     * {@code lotledger:tlc} names one lot: the lot made, or else the only lot. With several candidates it is ambiguous
     * and ignored.
     */
    private List<LotLine> printed() {
        Optional<String> tlc = event.fields()
                .extensions()
                .text(TLC)
                .or(() -> event.fields().ilmd().text(TLC))
                .filter(CodeLength::isCode);
        Role about = event instanceof TransformationEvent ? Role.OUTPUT : null;
        List<LotKey> candidates = lots.stream()
                .filter(line -> about == null || line.role() == about)
                .map(LotLine::lot)
                .distinct()
                .toList();
        if (tlc.isEmpty() || candidates.size() != 1) return lots;
        LotKey named = candidates.get(0);
        return lots.stream()
                .map(line -> line.lot().equals(named) && (about == null || line.role() == about)
                        ? new LotLine(line.role(), line.lot(), line.quantity(), line.uom(), tlc.get())
                        : line)
                .toList();
    }

    private List<String> documents() {
        String step = event.fields().bizStep();
        // a partner's own value may mean a shipment or its void; its meaning is resolved later and may change
        if (step == null || (Cbv.BIZ_STEP.has(step) && !SHIPMENT_STEPS.contains(step))) return List.of();
        return event.fields().bizTransactionList().stream()
                .map(BizTransaction::bizTransaction)
                .map(CanonicalUri::of)
                .distinct()
                .toList();
    }
}
