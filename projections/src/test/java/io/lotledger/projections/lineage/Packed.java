package io.lotledger.projections.lineage;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.EventFacts;
import io.lotledger.projections.lineage.facts.FactReader;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.lineage.packing.PackingHistory;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.List;

/** What the units of a handful of events held, for tests of other packages too. */
public final class Packed {
    private Packed() {}

    public static ContainerContents by(List<CapturedEvent> events) {
        return history(events.stream().map(CapturedEvent::event).toArray(EpcisEvent[]::new));
    }

    public static PackingHistory history(EpcisEvent... events) {
        PackingFacts facts = new PackingFacts();
        for (EpcisEvent event : events) {
            EventFacts said = FactReader.read(event);
            said.serials().forEach(facts::add);
            int ordinal = 0;
            for (Packing packing : said.packings()) {
                facts.add(EventMoment.of(event), event.eventID(), ordinal++, packing);
            }
        }
        return new PackingHistory(facts);
    }
}
