package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.EventFacts.LotLine;
import io.lotledger.projections.lineage.facts.EventFacts.UnitLine;
import io.lotledger.projections.lineage.facts.FactReader;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the events of some evidence say, each read once however often it is asked. */
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

    /** The lots an event names, and those its units held at its time. */
    public Set<UUID> lots(CapturedEvent captured, ContainerContents containers) {
        return lots.computeIfAbsent(captured, c -> {
            Set<UUID> found = new LinkedHashSet<>();
            EventFacts said = of(c);
            for (LotLine line : said.lots()) found.add(id(line.lot()));
            for (UnitLine line : said.units()) {
                containers.at(line.unit(), c.event().eventTime()).forEach(content -> found.add(id(content.lot())));
            }
            return found;
        });
    }

    private UUID id(LotKey lot) {
        return ids.computeIfAbsent(lot, key -> key.idIn(organisation));
    }
}
