package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.units.ContainerContents;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Splits the evidence of many lots by lot. Each lot gets what its own single-lot trace would find, so that its result
 * does not depend on the other lots of the request.
 */
final class PerLotEvidence {
    private final List<CapturedEvent> events;
    private final EvidenceFacts facts;
    private final Map<UUID, List<Integer>> byLot = new HashMap<>();
    private final Map<String, List<Integer>> byTransformation = new HashMap<>();
    private final Map<String, List<Integer>> bareVoidsByDocument = new HashMap<>();
    private final Map<UUID, BitSet> foundByLot = new HashMap<>();
    private final Map<Set<UUID>, BitSet> foundByInputs = new HashMap<>();
    private final Map<BitSet, List<CapturedEvent>> lists = new HashMap<>();

    /** @param events in event order */
    PerLotEvidence(List<CapturedEvent> events, ContainerContents containers, EvidenceFacts facts) {
        this.events = events;
        this.facts = facts;
        for (int i = 0; i < events.size(); i++) read(i, events.get(i), containers);
    }

    /** The events of the lot and of its inputs, in event order. Lots with the same events have the same list. */
    List<CapturedEvent> of(UUID lot, Set<UUID> inputs) {
        BitSet all = (BitSet) find(inputs).clone();
        all.or(ofLot(lot));
        return lists.computeIfAbsent(
                all, a -> List.copyOf(a.stream().mapToObj(events::get).toList()));
    }

    /**
     * Joins the events of lots with the same inputs.
     *
     * @param inputs of each lot
     */
    void join(Map<UUID, Set<UUID>> inputs, JointEvidence joint) {
        Map<Set<UUID>, Map<UUID, BitSet>> byInputs = new HashMap<>();
        inputs.forEach((lot, from) ->
                byInputs.computeIfAbsent(from, f -> new HashMap<>()).put(lot, ofLot(lot)));
        byInputs.forEach((from, lots) -> joint.join(find(from), lots));
    }

    private BitSet find(Set<UUID> lots) {
        return foundByInputs.computeIfAbsent(lots, l -> {
            BitSet together = new BitSet(events.size());
            for (UUID lot : l) together.or(ofLot(lot));
            return together;
        });
    }

    private BitSet ofLot(UUID lot) {
        return foundByLot.computeIfAbsent(lot, this::find);
    }

    /** The events of the lot, with the other parts of their transformations and the voids of their documents. */
    private BitSet find(UUID lot) {
        BitSet found = new BitSet(events.size());
        byLot.getOrDefault(lot, List.of()).forEach(found::set);
        for (int event : found.stream().toArray()) {
            String transformation = transformation(events.get(event).event());
            if (transformation != null)
                byTransformation.getOrDefault(transformation, List.of()).forEach(found::set);
            for (String document : facts.of(events.get(event)).documents()) {
                bareVoidsByDocument.getOrDefault(document, List.of()).forEach(found::set);
            }
        }
        return found;
    }

    private void read(int order, CapturedEvent captured, ContainerContents containers) {
        EventFacts eventFacts = facts.of(captured);
        for (UUID lot : facts.lots(captured, containers)) {
            byLot.computeIfAbsent(lot, l -> new ArrayList<>()).add(order);
        }
        String transformation = transformation(captured.event());
        if (transformation != null) {
            byTransformation
                    .computeIfAbsent(transformation, t -> new ArrayList<>())
                    .add(order);
        }
        if (eventFacts.lots().isEmpty() && eventFacts.units().isEmpty()) {
            for (String document : eventFacts.documents()) {
                bareVoidsByDocument
                        .computeIfAbsent(document, d -> new ArrayList<>())
                        .add(order);
            }
        }
    }

    private static @Nullable String transformation(EpcisEvent event) {
        if (!(event instanceof TransformationEvent e) || e.transformationID() == null) return null;
        return CanonicalUri.of(e.transformationID());
    }
}
