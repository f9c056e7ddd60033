package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.projections.lineage.Trace.Edge;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** What lots are made from by events that are not all in the log, named or in units. */
final class TransformationInputs {
    private final UUID organisation;
    private final ContainerContents containers;

    /** @param containers contents of the units that the transformations list */
    TransformationInputs(UUID organisation, ContainerContents containers) {
        this.organisation = organisation;
        this.containers = containers;
    }

    /**
     * Edges without amounts, one for each lot that a lot was made from.
     *
     * @param outputs the lots that were made
     */
    List<Edge> of(Set<UUID> outputs, Collection<CapturedEvent> events) {
        List<Edge> edges = new ArrayList<>();
        transformations(events).forEach((transformation, parts) -> {
            Set<UUID> inputs = lots(parts, LotLine::isInput, UnitLine::isInput);
            for (UUID output : lots(parts, LotLine::isOutput, UnitLine::isOutput)) {
                if (!outputs.contains(output)) continue;
                inputs.forEach(input -> edges.add(new Edge(input, output, transformation, List.of(), List.of())));
            }
        });
        return edges;
    }

    /** A transformation may come in several events. */
    private static Map<String, List<CapturedEvent>> transformations(Collection<CapturedEvent> events) {
        Map<String, List<CapturedEvent>> transformations = new LinkedHashMap<>();
        for (CapturedEvent one : events) {
            if (!(one.event() instanceof TransformationEvent made)) continue;
            String id = made.transformationID();
            transformations
                    .computeIfAbsent(id == null ? made.eventID() : CanonicalUri.of(id), t -> new ArrayList<>())
                    .add(one);
        }
        return transformations;
    }

    private Set<UUID> lots(List<CapturedEvent> parts, Predicate<LotLine> isNamed, Predicate<UnitLine> isListed) {
        Set<UUID> lots = new LinkedHashSet<>();
        for (CapturedEvent part : parts) {
            EventFacts facts = FactReader.read(part.event());
            facts.lots().stream()
                    .filter(isNamed)
                    .forEach(line -> lots.add(line.lot().idIn(organisation)));
            facts.units().stream()
                    .filter(isListed)
                    .flatMap(line -> EvidenceFacts.contents(facts, line, containers, EventMoment.of(part.event())))
                    .forEach(content -> lots.add(content.lot().idIn(organisation)));
        }
        return lots;
    }
}
