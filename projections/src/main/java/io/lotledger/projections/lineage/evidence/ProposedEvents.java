package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.Packing;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.facts.PackingFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

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

    /** From each input to each output of a transformation. One transformation in several events is not joined. */
    List<Edge> edges(UUID organisation) {
        List<Edge> edges = new ArrayList<>();
        for (CapturedEvent one : events) {
            List<LotLine> lines = FactReader.read(one.event()).lots();
            for (LotLine input : lines) {
                if (!input.isInput()) continue;
                for (LotLine output : lines) {
                    if (output.isOutput()) edges.add(edge(organisation, one, input, output));
                }
            }
        }
        return edges;
    }

    private static Edge edge(UUID organisation, CapturedEvent event, LotLine input, LotLine output) {
        return new Edge(
                input.lot().idIn(organisation),
                output.lot().idIn(organisation),
                event.event().eventID(),
                new Amount(input.quantity(), input.uom()),
                new Amount(output.quantity(), output.uom()));
    }
}
