package io.lotledger.api.lots;

import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.lineage.Direction;
import org.junit.jupiter.api.Test;

/** Events that name a unit belong to the lots that it holds at their time. */
class EventsThroughUnitsIT {
    private final ToldLedger ledger = new ToldLedger();

    @Test
    void containersDoNotRelateLotsButCarryThem() {
        ledger.tell(
                event("pack")
                        .at(1)
                        .in(pallet(1))
                        .cases(lot("A"), 1)
                        .cases(lot("B"), 1)
                        .aggregation(ADD),
                event("load").at(2).in(pallet(9)).epc(pallet(1)).aggregation(ADD),
                event("ship").at(3).step("shipping").epc(pallet(9)).object(OBSERVE),
                event("unload").at(4).in(pallet(9)).aggregation(DELETE),
                event("unpack").at(5).in(pallet(1)).aggregation(DELETE),
                event("reuse").at(6).in(pallet(1)).cases(lot("C"), 1).aggregation(ADD),
                event("ship-again").at(7).step("shipping").epc(pallet(1)).object(OBSERVE));

        assertThat(ledger.lots(ledger.trace("A", Direction.BOTH))).containsExactly("A");
        assertThat(ledger.events("A", Direction.BOTH)).containsExactly("pack", "load", "ship", "unload", "unpack");
        assertThat(ledger.events("C", Direction.BOTH)).containsExactly("reuse", "ship-again");
        assertThat(ledger.ctes("A")).containsEntry("ship", "shipping").doesNotContainKey("ship-again");
    }

    @Test
    void intervalsOfContainersAreThoseOfTheirContents() {
        ledger.tell(
                event("1")
                        .at(1)
                        .in(pallet(1))
                        .cases(lot("A"), 10)
                        .epc(pallet(2))
                        .aggregation(ADD),
                event("2").at(2).in(pallet(1)).cases(lot("A"), 4).aggregation(DELETE),
                event("3").at(3).in(pallet(1)).cases(lot("A"), 6).aggregation(DELETE),
                event("4").at(4).in(pallet(1)).cases(lot("A"), 1).aggregation(ADD),
                event("5").at(5).in(pallet(1)).aggregation(DELETE),
                event("6").at(6).in(pallet(1)).epc(pallet(2)).aggregation(ADD));

        assertThat(ledger.projected.jdbc.sql("""
                                select coalesce(child_unit, 'lot') || ' ' || to_char(from_time at time zone 'UTC', 'HH24') || '-'
                                       || coalesce(to_char(to_time at time zone 'UTC', 'HH24'), '') as interval
                                  from container_interval order by 1
                                """).query(String.class).list())
                .containsExactly(pallet(2) + " 01-05", pallet(2) + " 06-", "lot 01-03", "lot 04-05");
    }

    @Test
    void intervalsEndWithTheUnitAndWhereAReceiptDoesNotListWhatWasPacked() {
        ledger.tell(
                event("1")
                        .at(1)
                        .in(pallet(1))
                        .cases(lot("A"), 10)
                        .cases(lot("B"), 5)
                        .epc(pallet(2))
                        .aggregation(ADD),
                event("2").at(2).step("destroying").epc(pallet(2)).object(OBSERVE),
                event("3")
                        .at(3)
                        .step("receiving")
                        .in(pallet(1))
                        .cases(lot("A"), 8)
                        .aggregation(OBSERVE),
                event("4").at(4).in(pallet(1)).cases(lot("A"), 8).aggregation(DELETE),
                event("5").at(5).in(pallet(1)).cases(lot("C"), 1).aggregation(ADD),
                event("6").at(6).epc(pallet(1)).intoCases(lot("D"), 1).transformation(),
                event("7").at(6).in(pallet(1)).cases(lot("E"), 1).aggregation(ADD));

        assertThat(ledger.projected.jdbc.sql("""
                                select coalesce(child_unit, lot) || ' ' || to_char(from_time at time zone 'UTC', 'HH24') || '-'
                                       || coalesce(to_char(to_time at time zone 'UTC', 'HH24'), '') as interval
                                  from container_interval left join lot on lot_id = child_lot order by 1
                                """).query(String.class).list())
                .containsExactlyInAnyOrder("A 01-04", "B 01-03", "C 05-06", "E 06-", pallet(2) + " 01-02");
    }

    @Test
    void voidThatNamesADocumentOnlyReachesItsShipment() {
        ledger.tell(
                event("ship")
                        .at(1)
                        .step("shipping")
                        .cases(lot("A"), 1)
                        .paper("bol", "urn:bol:1")
                        .object(OBSERVE),
                event("void")
                        .at(2)
                        .step("void_shipping")
                        .paper("bol", "urn:bol:1")
                        .object(OBSERVE));

        assertThat(ledger.events("A", Direction.BOTH)).containsExactly("ship", "void");
        assertThat(ledger.ctes("A")).doesNotContainEntry("ship", "shipping");
    }

    @Test
    void voidOfAUnitReachesItsShipmentAfterTheUnitWasUnpacked() {
        ledger.tell(
                event("pack").at(1).in(pallet(1)).cases(lot("A"), 1).aggregation(ADD),
                event("ship").at(2).step("shipping").epc(pallet(1)).object(OBSERVE),
                event("unpack").at(3).in(pallet(1)).aggregation(DELETE),
                event("void").at(4).step("void_shipping").epc(pallet(1)).object(OBSERVE),
                event("pack B").at(5).in(pallet(1)).cases(lot("B"), 1).aggregation(ADD),
                event("ship B").at(6).step("shipping").epc(pallet(1)).object(OBSERVE),
                event("unpack B").at(7).in(pallet(1)).aggregation(DELETE),
                event("void B").at(8).step("void_shipping").epc(pallet(1)).object(OBSERVE));

        assertThat(ledger.events("A", Direction.BOTH)).containsExactly("pack", "ship", "unpack", "void");
        assertThat(ledger.ctes("A")).containsEntry("ship", "none").containsEntry("void", "none");
        assertThat(ledger.ctes("B")).containsEntry("ship B", "none").doesNotContainKey("void");
    }

    @Test
    void voidOfAUnitKnownByItsDateReachesTheShipmentOfThatDay() {
        ledger.tell(
                event("pack").at(1).in(pallet(1)).cases(lot("A"), 1).aggregation(ADD),
                event("ship").at(2).step("shipping").epc(pallet(1)).object(OBSERVE),
                event("void").at(0).step("void_shipping").epc(pallet(1)).object(OBSERVE));

        assertThat(ledger.events("A", Direction.BOTH)).containsExactlyInAnyOrder("pack", "ship", "void");
        assertThat(ledger.ctes("A")).containsEntry("ship", "none").containsEntry("void", "none");
    }
}
