package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.ContainerContents;
import io.lotledger.projections.lineage.facts.ContainerContents.Content;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.Packing;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.facts.PackingFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Events that are not in the log, to find out what they would change. */
public final class ProposedEvents {
    static final ProposedEvents NONE = new ProposedEvents(List.of(), Map.of());

    private final List<CapturedEvent> events = new ArrayList<>();
    private final Set<String> declaredErroneous = new LinkedHashSet<>();
    private final Map<String, Map<String, Map<String, List<String>>>> described;

    /**
     * @param proposed error declarations among them take the event that they declare out of force
     * @param described attributes of vocabulary elements as sent, by vocabulary and id
     */
    public ProposedEvents(
            Collection<CapturedEvent> proposed, Map<String, Map<String, Map<String, List<String>>>> described) {
        this.described = described;
        for (CapturedEvent one : proposed) {
            if (one.event().fields().errorDeclaration() == null) events.add(one);
            else declaredErroneous.add(one.event().eventID());
        }
        events.removeIf(this::isDeclared);
    }

    List<CapturedEvent> events() {
        return events;
    }

    Map<String, Map<String, Map<String, List<String>>>> described() {
        return described;
    }

    boolean isDeclared(CapturedEvent captured) {
        return declaredErroneous.contains(captured.event().eventID());
    }

    Set<String> declaredErroneous() {
        return declaredErroneous;
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

    /** The units that the events name. */
    Set<String> units() {
        Set<String> units = new LinkedHashSet<>();
        for (CapturedEvent one : events) {
            FactReader.read(one.event()).units().forEach(line -> units.add(line.unit()));
        }
        return units;
    }

    /** Adds what the events pack and unpack. */
    void addTo(PackingFacts packings) {
        for (CapturedEvent one : events) {
            EpcisEvent event = one.event();
            EventFacts facts = FactReader.read(event);
            int ordinal = 0;
            for (Packing packing : facts.packings()) {
                packings.add(event.eventTime(), event.eventID(), ordinal++, packing);
            }
            facts.serials().forEach(packings::add);
        }
    }

    /**
     * From each input to each output of a transformation, named or in a unit. One transformation in several events is not
     * joined.
     */
    List<Edge> edges(UUID organisation, ContainerContents containers) {
        List<Edge> edges = new ArrayList<>();
        for (CapturedEvent one : events) {
            EventFacts facts = FactReader.read(one.event());
            List<Content> outputs = side(one, facts, LotLine::isOutput, UnitLine::isOutput, containers);
            for (Content input : side(one, facts, LotLine::isInput, UnitLine::isInput, containers)) {
                for (Content output : outputs) edges.add(edge(organisation, one, input, output));
            }
        }
        return edges;
    }

    private static List<Content> side(
            CapturedEvent event,
            EventFacts facts,
            Predicate<LotLine> isNamed,
            Predicate<UnitLine> isListed,
            ContainerContents containers) {
        List<Content> side = new ArrayList<>();
        Set<LotKey> named = new HashSet<>();
        for (LotLine line : facts.lots()) {
            if (!isNamed.test(line)) continue;
            named.add(line.lot());
            side.add(new Content(line.lot(), line.quantity(), line.uom()));
        }
        for (UnitLine unit : facts.units()) {
            if (!isListed.test(unit)) continue;
            containers.at(unit.unit(), event.event().eventTime()).stream()
                    .filter(content -> !named.contains(content.lot()))
                    .forEach(side::add);
        }
        return side;
    }

    private static Edge edge(UUID organisation, CapturedEvent event, Content input, Content output) {
        return new Edge(
                input.lot().idIn(organisation),
                output.lot().idIn(organisation),
                event.event().eventID(),
                List.of(new Amount(input.quantity(), input.uom())),
                List.of(new Amount(output.quantity(), output.uom())));
    }
}
