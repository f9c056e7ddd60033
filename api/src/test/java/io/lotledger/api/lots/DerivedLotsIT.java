package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which lots are derived and counted again for an event: those whose evidence it may change. */
class DerivedLotsIT {
    private static final int PACKED = 5;
    private static final String TRUCK = pallet(1);

    @Test
    void eventOfAPackedLotDerivesNotTheLotItWasPackedFrom() {
        try (ProjectedLedger ledger = new ProjectedLedger("derived_of_a_packed_lot")) {
            assertThat(derivedFor(ledger, shipped("P3"))).containsExactly(lot("P3"));
        }
    }

    @Test
    void eventOfTheLotTheyWerePackedFromDerivesAllOfThem() {
        try (ProjectedLedger ledger = new ProjectedLedger("derived_of_a_harvest")) {
            assertThat(derivedFor(ledger, shipped("H"))).hasSize(1 + PACKED);
        }
    }

    @Test
    void loadingDerivesTheLotThatItLoads() {
        try (ProjectedLedger ledger = new ProjectedLedger("derived_of_a_loading")) {
            ledger.project(List.of(load(ledger, "A"), load(ledger, "B")), 1, 10);

            assertThat(derivedFor(ledger, 3, load(ledger, "C"))).containsExactly(lot("C"));
        }
    }

    @Test
    void loadingOfAPalletDerivesTheLotsOnThePallet() {
        try (ProjectedLedger ledger = new ProjectedLedger("derived_of_a_pallet")) {
            ledger.project(List.of(load(ledger, "A"), palletised(ledger, "B")), 1, 10);

            assertThat(derivedFor(ledger, 3, loadPallet(ledger))).containsExactly(lot("B"));
        }
    }

    /** The truck says more than a pallet of unknown contents does. */
    @Test
    void loadingOfUnknownContentsDerivesAllThatIsOnTheTruck() {
        try (ProjectedLedger ledger = new ProjectedLedger("derived_of_unknown_contents")) {
            ledger.project(List.of(load(ledger, "A")), 1, 10);

            assertThat(derivedFor(ledger, 2, loadPallet(ledger))).containsExactly(lot("A"));
        }
    }

    /** A count after it was packed again is no count of its arrival. */
    @Test
    void loadingOfATruckThatWasReceivedDerivesAllThatIsOnIt() {
        try (ProjectedLedger ledger = new ProjectedLedger("derived_of_a_received_truck")) {
            EpcisEvent received =
                    event("received").at(2).step("receiving").epc(TRUCK).object(Action.OBSERVE);
            ledger.project(List.of(load(ledger, "A"), ledger.captured(ORGANISATION, received)), 1, 10);

            assertThat(derivedFor(ledger, 3, load(ledger, "C"))).containsExactly(lot("A"), lot("C"));
        }
    }

    private static EpcisEventCaptured load(ProjectedLedger ledger, String lot) {
        return ledger.captured(
                ORGANISATION,
                event("load-" + lot)
                        .at(1)
                        .step("loading")
                        .in(TRUCK)
                        .cases(lot(lot), 1)
                        .aggregation(Action.ADD));
    }

    private static EpcisEventCaptured palletised(ProjectedLedger ledger, String lot) {
        return ledger.captured(
                ORGANISATION,
                event("palletised")
                        .at(1)
                        .step("packing")
                        .in(pallet(2))
                        .cases(lot(lot), 1)
                        .aggregation(Action.ADD));
    }

    private static EpcisEventCaptured loadPallet(ProjectedLedger ledger) {
        return ledger.captured(
                ORGANISATION,
                event("load-pallet")
                        .at(3)
                        .step("loading")
                        .in(TRUCK)
                        .epc(pallet(2))
                        .aggregation(Action.ADD));
    }

    private static List<String> derivedFor(ProjectedLedger ledger, long position, Object more) {
        ledger.jdbc.sql("delete from tally_queue").update();
        ledger.project(List.of(more), position, 10);
        return ledger.jdbc
                .sql("select distinct l.uri from tally_queue q join lot l on l.lot_id = q.lot_id order by l.uri")
                .query(String.class)
                .list();
    }

    /** URIs of the lots that are derived for one more event of a harvest or of what was packed from it. */
    private static List<String> derivedFor(ProjectedLedger ledger, EpcisEvent more) {
        List<Object> log = new ArrayList<>();
        for (int i = 0; i < PACKED; i++) {
            log.add(ledger.captured(
                    ORGANISATION,
                    event("packed-" + i)
                            .at(1)
                            .step("packing")
                            .cases(lot("H"), 5)
                            .intoCases(lot("P" + i), 5)
                            .transformation()));
        }
        ledger.project(log, 10);
        return derivedFor(ledger, log.size() + 1, ledger.captured(ORGANISATION, more));
    }

    private static EpcisEvent shipped(String lot) {
        return event("shipped").at(2).step("shipping").cases(lot(lot), 5).object(Action.OBSERVE);
    }
}
