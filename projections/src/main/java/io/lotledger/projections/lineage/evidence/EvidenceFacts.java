package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.HashMap;
import java.util.LinkedHashSet;
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
        units.flatMap(line -> of(captured).makesAnew(line)
                        ? containers.madeAt(line.unit(), moment).stream()
                        : containers.at(line.unit(), moment).stream())
                .forEach(content -> found.add(id(content.lot())));
        return found;
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
