package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Events that are not in the log, to find out what they would change. */
public final class ProposedEvents {
    static final ProposedEvents NONE = new ProposedEvents(List.of(), List.of());

    private final List<CapturedEvent> events = new ArrayList<>();
    private final Map<String, CapturedEvent> declarations = new LinkedHashMap<>();
    private final Map<String, CapturedEvent> sent = new LinkedHashMap<>();
    private final List<MasterDataCaptured> described;
    private final List<UnitWithoutLot> assumed = new ArrayList<>();

    /**
     * @param proposed error declarations among them take the event that they declare out of force
     * @param described versions of vocabulary elements, in their order
     */
    public ProposedEvents(Collection<CapturedEvent> proposed, List<MasterDataCaptured> described) {
        this.described = described;
        for (CapturedEvent one : proposed) {
            if (one.event().fields().errorDeclaration() == null) events.add(one);
            else declarations.put(one.event().eventID(), one);
        }
        events.forEach(one -> sent.putIfAbsent(one.event().eventID(), one));
        events.removeIf(this::isDeclared);
    }

    /** No event, but the stand-ins in units without a lot. */
    static ProposedEvents standIns(Collection<UnitWithoutLot> units) {
        ProposedEvents proposed = new ProposedEvents(List.of(), List.of());
        proposed.assumed.addAll(units);
        return proposed;
    }

    /** Those that would be in force, in the order given. */
    public List<CapturedEvent> events() {
        return List.copyOf(events);
    }

    /** All of them except error declarations, by their eventID. */
    public Map<String, CapturedEvent> sent() {
        return Collections.unmodifiableMap(sent);
    }

    /** The error declarations among them, by the eventID that they declare. */
    public Map<String, CapturedEvent> declarations() {
        return Collections.unmodifiableMap(declarations);
    }

    List<MasterDataCaptured> described() {
        return described;
    }

    /** Whether one of them declares the event erroneous. */
    public boolean isDeclared(CapturedEvent captured) {
        return declarations.containsKey(captured.event().eventID());
    }

    /** The same without some events: their declaration is in the log already. */
    public ProposedEvents without(Set<String> eventIds) {
        return new ProposedEvents(
                Stream.concat(events.stream(), declarations.values().stream())
                        .filter(one -> one.event().fields().errorDeclaration() != null
                                || !eventIds.contains(one.event().eventID()))
                        .toList(),
                described);
    }

    /** Every lot that the events name. */
    public Set<LotKey> lots() {
        Set<LotKey> lots = new LinkedHashSet<>();
        for (CapturedEvent one : events) {
            EventFacts facts = FactReader.read(one.event());
            facts.lots().forEach(line -> lots.add(line.lot()));
            facts.serials().forEach(serial -> lots.add(serial.lot()));
            for (Packing packing : facts.packings()) {
                if (packing.child() != null && packing.child().lot() != null)
                    lots.add(packing.child().lot());
            }
        }
        return lots;
    }

    /** The names of the units that they name. */
    Set<String> units() {
        Set<String> units = new LinkedHashSet<>(new ChangedFacts(events).units());
        assumed.forEach(unit -> units.add(unit.unit()));
        return units;
    }

    /** Adds what the events pack and unpack. */
    void addTo(PackingFacts packings, BizStepVocabulary vocabulary) {
        assumed.forEach(unit -> unit.addTo(packings));
        for (CapturedEvent one : events) {
            EpcisEvent event = one.event();
            EventFacts facts = FactReader.read(event, vocabulary);
            int ordinal = 0;
            for (Packing packing : facts.packings()) {
                packings.add(EventMoment.of(event), event.eventID(), ordinal++, packing);
            }
            facts.serials().forEach(packings::add);
        }
    }
}
