package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** The facts of evidence events; each event is read once. */
public final class EvidenceFacts {
    private final UUID organisation;
    private final Map<CapturedEvent, EventFacts> facts = new HashMap<>();
    private final Map<CapturedEvent, Set<UUID>> lots = new HashMap<>();
    private final Map<LotKey, UUID> ids = new HashMap<>();

    public EvidenceFacts(UUID organisation) {
        this.organisation = organisation;
    }

    public EventFacts of(CapturedEvent captured) {
        return facts.computeIfAbsent(captured, c -> FactReader.read(c.event()));
    }

    /** The lots that an event names, and those in its units at its time. */
    public Set<UUID> lots(CapturedEvent captured, ContainerContents containers) {
        return lots.computeIfAbsent(captured, c -> lots(c, of(c).units().stream(), containers));
    }

    /** The lots that an event concerns, which of a loading are those that it loads. */
    Set<UUID> lots(CapturedEvent captured, ContainerContents containers, LoadingEvents loadings) {
        return lots.computeIfAbsent(
                captured,
                c -> lots(c, Stream.concat(LoadingEvents.units(c, this), loadings.parents(c, containers)), containers));
    }

    private Set<UUID> lots(CapturedEvent captured, Stream<UnitLine> units, ContainerContents containers) {
        Set<UUID> found = new LinkedHashSet<>();
        for (LotLine line : of(captured).lots()) found.add(id(line.lot()));
        EventMoment moment = EventMoment.of(captured.event());
        units.flatMap(line -> contents(of(captured), line, containers, moment))
                .forEach(content -> found.add(id(content.lot())));
        return found;
    }

    /** What is in a unit at the event's time; of one that the event makes anew, what came into it there. */
    static Stream<Content> contents(EventFacts facts, UnitLine line, ContainerContents containers, EventMoment moment) {
        List<Content> contents =
                facts.makesAnew(line) ? containers.madeAt(line.unit(), moment) : containers.at(line.unit(), moment);
        return contents.stream();
    }

    /** Counts further lots among those of the event. */
    void add(CapturedEvent captured, ContainerContents containers, Set<LotKey> more) {
        Set<UUID> known = lots(captured, containers);
        more.forEach(lot -> known.add(id(lot)));
    }

    UUID id(LotKey lot) {
        return ids.computeIfAbsent(lot, key -> key.idIn(organisation));
    }
}
