package io.lotledger.projections.cte.model;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.List;
import java.util.Optional;

/**
 * An event of a readable timeline.
 *
 * @param lots the trace's lots that the event names directly or through a unit
 * @param units URIs of the units that it names directly or through another, of the trace's goods while no event
 *     says of which lot they are
 * @param movesUnits whether it ships or receives them
 * @param place where it happened, as sent
 * @param shipTo recipients in place order; several if the event names several of one type
 * @param ctes values of {@code lotledger:cte}; empty if the event is not a CTE
 * @param reasons reasons for the classification
 */
public record TimelineEntry(
        CapturedEvent captured,
        List<LotKey> lots,
        List<String> units,
        boolean movesUnits,
        Optional<String> place,
        List<String> shipTo,
        List<String> ctes,
        List<String> reasons) {
    public TimelineEntry {
        lots = List.copyOf(lots);
        units = List.copyOf(units);
        shipTo = List.copyOf(shipTo);
        ctes = List.copyOf(ctes);
        reasons = List.copyOf(reasons);
    }

    public TimelineEntry withUnits(List<String> units, boolean movesUnits) {
        return new TimelineEntry(captured, lots, units, movesUnits, place, shipTo, ctes, reasons);
    }
}
