package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.List;
import java.util.Optional;

/**
 * What happened, for people to read from top to bottom.
 *
 * @param lots of the trace, those the event speaks of by name or through a unit
 * @param place where it was done, as sent
 * @param shipTo recipients, in the order of their places; several where the event names several of one type
 * @param ctes words of {@code lotledger:cte}, empty where the event is no CTE
 * @param reasons why it is what it is
 */
public record TimelineEntry(
        CapturedEvent captured,
        List<LotKey> lots,
        Optional<String> place,
        List<String> shipTo,
        List<String> ctes,
        List<String> reasons) {
    public TimelineEntry {
        lots = List.copyOf(lots);
        shipTo = List.copyOf(shipTo);
        ctes = List.copyOf(ctes);
        reasons = List.copyOf(reasons);
    }
}
