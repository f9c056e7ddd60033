package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.projections.lineage.EventFacts.UnitLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of many lots, cut by lot: of each what its own trace of one lot would find, so that what is said of a lot does
 * not depend on which others were asked for with it.
 */
final class Slices {
    private final UUID organisation;
    private final List<CapturedEvent> events;
    private final List<EventFacts> facts = new ArrayList<>();
    private final Map<UUID, List<Integer>> byLot = new HashMap<>();
    private final Map<String, List<Integer>> byTransformation = new HashMap<>();
    private final Map<String, List<Integer>> bareVoidsByDocument = new HashMap<>();

    /** @param events in order of happening */
    Slices(UUID organisation, List<CapturedEvent> events, ContainerContents containers) {
        this.organisation = organisation;
        this.events = events;
        for (int i = 0; i < events.size(); i++) read(i, events.get(i).event(), containers);
    }

    /** The events of the lot and of its inputs, in order of happening. */
    List<CapturedEvent> of(UUID lot, Set<UUID> inputs) {
        Set<Integer> found = new TreeSet<>(byLot.getOrDefault(lot, List.of()));
        for (UUID input : inputs) found.addAll(byLot.getOrDefault(input, List.of()));
        for (int event : List.copyOf(found)) {
            String transformation = transformation(events.get(event).event());
            if (transformation != null) found.addAll(byTransformation.getOrDefault(transformation, List.of()));
            for (String document : facts.get(event).documents()) {
                found.addAll(bareVoidsByDocument.getOrDefault(document, List.of()));
            }
        }
        return found.stream().map(events::get).toList();
    }

    private void read(int order, EpcisEvent event, ContainerContents containers) {
        EventFacts said = FactReader.read(event);
        facts.add(said);
        Set<UUID> lots = new LinkedHashSet<>();
        for (LotKey lot : new HashSet<>(said.distinctLots())) lots.add(lot.idIn(organisation));
        for (UnitLine line : said.units()) {
            containers
                    .at(line.unit(), event.eventTime())
                    .forEach(content -> lots.add(content.lot().idIn(organisation)));
        }
        for (UUID lot : lots) byLot.computeIfAbsent(lot, l -> new ArrayList<>()).add(order);
        String transformation = transformation(event);
        if (transformation != null) {
            byTransformation
                    .computeIfAbsent(transformation, t -> new ArrayList<>())
                    .add(order);
        }
        if (said.lots().isEmpty() && said.units().isEmpty()) {
            for (String document : said.documents()) {
                bareVoidsByDocument
                        .computeIfAbsent(document, d -> new ArrayList<>())
                        .add(order);
            }
        }
    }

    private static @Nullable String transformation(EpcisEvent event) {
        return event instanceof TransformationEvent e ? e.transformationID() : null;
    }
}
