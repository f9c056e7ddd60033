package io.lotledger.api.lots;

import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.lineage.Lot;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A truck that is loaded again and again: the work grows with the loadings, and not with their square. */
class LoadedTruckIT {
    private static final int LOADINGS = 40;

    @Test
    void loadingIsReadForTheLotThatItLoadsAndForNoOtherOnTheTruck() {
        try (ProjectedLedger ledger = new ProjectedLedger("loaded_truck")) {
            ledger.project(loadings(ledger), LOADINGS);
            List<UUID> lots = ledger.lots().stream().map(Lot::id).toList();
            InterpretationCache interpreted = new InterpretationCache();

            ledger.evidence.ofEach(
                    ProjectedLedger.ORGANISATION,
                    lots,
                    LOADINGS,
                    false,
                    (lot, evidence) -> EventInterpretation.of(evidence, interpreted));

            assertThat(lots).hasSize(LOADINGS);
            assertThat(interpreted.interpretedEvents()).isEqualTo(LOADINGS);
        }
    }

    private static List<Object> loadings(ProjectedLedger ledger) {
        List<Object> log = new ArrayList<>();
        for (int i = 0; i < LOADINGS; i++) {
            log.add(ledger.captured(
                    ProjectedLedger.ORGANISATION,
                    event("load-" + i)
                            .on("2026-03-02T06:%02d:00Z".formatted(i))
                            .step("loading")
                            .in(pallet(1))
                            .epc(SampleKeys.serialOf("L" + i, "s" + i))
                            .aggregation(Action.ADD)));
        }
        return log;
    }
}
