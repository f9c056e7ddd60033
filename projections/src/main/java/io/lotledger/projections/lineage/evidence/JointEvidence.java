package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Joins the events of lots that were made from the same lots, so that the events of their inputs are interpreted once and
 * not once for each of them. A lot joins only if its own events have nothing in common with those of the others:
 *
 * <ul>
 *   <li>they name no lot or unit, nor a unit inside such a unit, that events of the inputs or of another joined lot name;
 *   <li>the events of the inputs name the lot only as what a transformation made;
 *   <li>no event is a void or a transaction event, which may mean events that it shares nothing with but a place.
 * </ul>
 *
 * <p>What others add is then never looked up for the lot.
 */
final class JointEvidence {
    /** Events whose names are read in the time of interpreting one, with room to spare. */
    private static final int NAMES_OF_AN_INTERPRETATION = 2;

    private final List<CapturedEvent> events;
    private final EvidenceFacts facts;
    private final ContainerContents containers;
    private final VoidedUnits voids;
    private final Map<UUID, List<CapturedEvent>> joined = new HashMap<>();

    /** @param events in event order */
    JointEvidence(
            List<CapturedEvent> events,
            EvidenceFacts facts,
            ContainerContents containers,
            BizStepVocabulary vocabulary) {
        this.events = events;
        this.facts = facts;
        this.containers = containers;
        this.voids = new VoidedUnits(List.of(), facts, containers, vocabulary);
    }

    /** The events with which the lot is interpreted; {@code alone}, unless it has joined others. */
    List<CapturedEvent> of(UUID lot, List<CapturedEvent> alone) {
        return joined.getOrDefault(lot, alone);
    }

    /**
     * @param ofInputs the events of the lots' inputs
     * @param ofLots the events of each lot that was made from them
     */
    void join(BitSet ofInputs, Map<UUID, BitSet> ofLots) {
        Map<UUID, BitSet> owns = new HashMap<>();
        ofLots.forEach((lot, all) -> {
            BitSet own = (BitSet) all.clone();
            own.andNot(ofInputs);
            owns.put(lot, own);
        });
        if (!pays(ofInputs, owns.values()) || reachesOthers(ofInputs)) return;
        Set<Object> shared = names(ofInputs);
        Set<UUID> usedToo = lotsNotMade(ofInputs);
        Map<Object, Set<UUID>> owners = new HashMap<>();
        owns.forEach((lot, own) -> {
            for (Object name : names(own))
                owners.computeIfAbsent(name, n -> new HashSet<>()).add(lot);
        });
        Set<UUID> apart = new HashSet<>();
        owns.forEach((lot, own) -> {
            if (usedToo.contains(lot) || reachesOthers(own)) apart.add(lot);
        });
        owners.forEach((name, of) -> {
            boolean isOwn = of.size() == 1 && of.contains(name);
            if (!isOwn && (of.size() > 1 || shared.contains(name))) apart.addAll(of);
        });
        owns.keySet().removeAll(apart);
        join(ofInputs, owns.values(), owns.keySet());
    }

    /** Whether more events of the inputs need not be interpreted again than names of events are compared for it. */
    private static boolean pays(BitSet ofInputs, Collection<BitSet> owns) {
        long compared = ofInputs.cardinality();
        for (BitSet own : owns) compared += own.cardinality();
        return (owns.size() - 1L) * ofInputs.cardinality() > NAMES_OF_AN_INTERPRETATION * compared;
    }

    private void join(BitSet ofInputs, Collection<BitSet> owns, Set<UUID> lots) {
        if (owns.stream().distinct().count() < 2) return;
        BitSet all = (BitSet) ofInputs.clone();
        owns.forEach(all::or);
        List<CapturedEvent> together =
                List.copyOf(all.stream().mapToObj(events::get).toList());
        lots.forEach(lot -> joined.put(lot, together));
    }

    private boolean reachesOthers(BitSet some) {
        return some.stream()
                .mapToObj(events::get)
                .anyMatch(one -> one.event() instanceof TransactionEvent || voids.isVoid(one));
    }

    /** The lots of the events but for those that they name only as what a transformation made. */
    private Set<UUID> lotsNotMade(BitSet some) {
        Set<UUID> lots = new HashSet<>();
        some.stream().mapToObj(events::get).forEach(one -> {
            Set<UUID> others = new HashSet<>(facts.lots(one, containers));
            List<UUID> made = new ArrayList<>();
            List<UUID> used = new ArrayList<>();
            for (LotLine line : facts.of(one).lots()) (line.isOutput() ? made : used).add(facts.id(line.lot()));
            others.removeAll(made);
            others.addAll(used);
            lots.addAll(others);
        });
        return lots;
    }

    /** The lots that the events concern, and the units that they name or that are in such a unit at their time. */
    private Set<Object> names(BitSet some) {
        Set<Object> names = new HashSet<>();
        some.stream().mapToObj(events::get).forEach(one -> {
            names.addAll(facts.lots(one, containers));
            EventMoment moment = EventMoment.of(one.event());
            for (UnitLine line : facts.of(one).units()) addUnits(line.unit(), moment, names);
        });
        return names;
    }

    private void addUnits(String unit, EventMoment moment, Set<Object> names) {
        Set<String> inside = new HashSet<>(Set.of(unit));
        List<String> open = new ArrayList<>(inside);
        while (!open.isEmpty()) {
            for (String nested : containers.unitsIn(open.remove(open.size() - 1), moment))
                if (inside.add(nested)) open.add(nested);
        }
        names.addAll(inside);
    }
}
