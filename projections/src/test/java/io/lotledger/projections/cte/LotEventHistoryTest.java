package io.lotledger.projections.cte;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LotEventHistoryTest {
    /** One of these questions makes the history index its events; the lot of that question must not lose its own. */
    @Test
    void eachLotHasItsEventsHoweverManyLotsWereAskedBefore() {
        List<Food> lots =
                IntStream.range(0, 8).mapToObj(i -> Food.romaine("LOT-" + i)).toList();
        LotEventHistory history = history(lots);

        for (Food lot : lots) assertThat(history.of(lot.key())).as(lot.link()).hasSize(1);
    }

    private static LotEventHistory history(List<Food> lots) {
        List<CapturedEvent> captured = new ArrayList<>();
        for (Food lot : lots)
            captured.add(new CapturedEvent(
                    captured.size() + 1, lot.harvestedAt(Food.FARM).event(), "{}"));
        LotKey seed = lots.get(0).key();
        Trace trace =
                new Trace(new Lot(UUID.randomUUID(), seed), Direction.BOTH, captured.size(), List.of(), List.of());
        return EventInterpretation.of(new TraceEvidence(trace, captured, (unit, time) -> List.of(), KnownFacts.none()))
                .history();
    }
}
