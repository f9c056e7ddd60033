package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.hour;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static io.lotledger.projections.lineage.packing.PackedUnits.CASE;
import static io.lotledger.projections.lineage.packing.PackedUnits.PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.ROMAINE;
import static io.lotledger.projections.lineage.packing.PackedUnits.SERIAL_OF_LOT;
import static io.lotledger.projections.lineage.packing.PackedUnits.SPINACH;
import static io.lotledger.projections.lineage.packing.PackedUnits.THAT_DAY;
import static io.lotledger.projections.lineage.packing.PackedUnits.TRUCK;
import static io.lotledger.projections.lineage.packing.PackedUnits.content;
import static io.lotledger.projections.lineage.packing.PackedUnits.event;
import static io.lotledger.projections.lineage.packing.PackedUnits.serial;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.units.ContainerContents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What events say that is inside, as shipments and receipts do. */
class StatedContentsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "receiving",
                "urn:epcglobal:cbv:bizstep:receiving",
                "https://ref.gs1.org/cbv/BizStep-receiving",
                "accepting",
                "shipping",
                "departing"
            })
    void shipmentOrReceiptThatListsItsChildrenStatesWhatIsInside(String step) {
        ContainerContents history = history(
                event("pack")
                        .at(1)
                        .in(PALLET)
                        .of(some(ROMAINE, "40", "CS"), some(SPINACH, "7", "CS"))
                        .aggregation(ADD),
                event("a-statement")
                        .at(1)
                        .step(step)
                        .in(PALLET)
                        .of(some(ROMAINE, "20", "CS"), some(ROMAINE, "18", "XCS"), some(SPINACH, null, null))
                        .aggregation(ADD),
                event("more")
                        .at(2)
                        .step("packing")
                        .in(PALLET)
                        .of(some(ROMAINE, "2", "CS"))
                        .aggregation(ADD));

        assertThat(history.at(PALLET, hour(1)))
                .as("38 cases in two lines, although 40 were packed; of the other lot what was packed")
                .containsExactly(content(ROMAINE, "38", "CS"), content(SPINACH, "7", "CS"));
        assertThat(history.at(PALLET, hour(2))).contains(content(ROMAINE, "40", "CS"));
    }

    @Test
    void statedAmountIncludesWhatIsInTheCasesOfThePallet() {
        ContainerContents history = history(
                event("case").at(1).in(CASE).of(some(ROMAINE, "6", "CS")).aggregation(ADD),
                event("pallet").at(1).in(PALLET).epc(CASE).aggregation(ADD),
                event("ship")
                        .at(2)
                        .step("shipping")
                        .in(PALLET)
                        .of(some(ROMAINE, "5", "CS"))
                        .aggregation(ADD),
                event("taken").at(4).in(PALLET).of(some(ROMAINE, "5", "CS")).aggregation(DELETE));

        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "5", "CS"));
        assertThat(history.at(PALLET, hour(5)))
                .as("the case was never unpacked")
                .containsExactly(content(ROMAINE, "6", "CS"));
    }

    @Test
    void observedChildrenAreInsideFromThenOn() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("load").at(2).step("loading").in(TRUCK).epc(PALLET).aggregation(OBSERVE),
                event("seen")
                        .at(4)
                        .step("storing")
                        .in(PALLET)
                        .of(some(ROMAINE, "30", "CS"), some(SPINACH, null, null))
                        .aggregation(OBSERVE));

        assertThat(history.at(TRUCK, hour(3))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(TRUCK, hour(4)))
                .as("the event says how much of the lots there is")
                .containsExactly(content(ROMAINE, "30", "CS"), content(SPINACH, null, null));
    }

    @Test
    void observationMayListAPartOfWhatIsInside() {
        ContainerContents history = history(
                event("pack")
                        .at(1)
                        .in(PALLET)
                        .epc(SERIAL_OF_LOT + 1, SERIAL_OF_LOT + 2)
                        .of(some(SPINACH, "7", "CS"))
                        .aggregation(ADD),
                event("seen")
                        .at(2)
                        .step("shipping")
                        .in(PALLET)
                        .epc(SERIAL_OF_LOT + 1)
                        .aggregation(OBSERVE));

        assertThat(history.at(PALLET, hour(3)))
                .containsExactly(content(ROMAINE, "2", null), content(SPINACH, "7", "CS"));
    }

    @Test
    void whatIsDeniedByAVoidIsNotInside() {
        ContainerContents history = history(event("void")
                .at(1)
                .step("void_shipping")
                .in(PALLET)
                .of(some(ROMAINE, "10", null))
                .aggregation(OBSERVE));

        assertThat(history.at(PALLET, hour(2))).isEmpty();
    }

    @Test
    void whatIsObservedInAUnitAfterItsUseWasPutThereAgain() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("use").at(2).epc(PALLET).transformation(),
                event("seen").at(3).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(OBSERVE),
                event("more").at(4).in(PALLET).of(some(SPINACH, "7", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(4)))
                .containsExactly(content(ROMAINE, "40", "CS"), content(SPINACH, "7", "CS"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"ADD", "OBSERVE"})
    void whatAReceiptDoesNotListHasNotCome(Action action) {
        ContainerContents history = history(
                event("case").at(1).in(CASE).of(some(SPINACH, "6", "CS")).aggregation(ADD),
                event("pack")
                        .at(1)
                        .in(PALLET)
                        .epc(CASE)
                        .of(some(ROMAINE, "50", "CS"), some(SPINACH, "30", "CS"))
                        .aggregation(ADD),
                event("receive")
                        .at(2)
                        .step("receiving")
                        .in(PALLET)
                        .of(some(ROMAINE, "45", "CS"))
                        .aggregation(action));

        assertThat(history.at(PALLET, hour(2)))
                .as("the receipt itself tells that it is missing")
                .containsExactly(content(ROMAINE, "45", "CS"), content(SPINACH, "36", "CS"));
        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "45", "CS"));
        assertThat(history.at(CASE, hour(3))).containsExactly(content(SPINACH, "6", "CS"));
    }

    @Test
    void containerReceivedWithOneOfItsPalletsHoldsThatPallet() {
        ContainerContents history = history(
                event("one").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("other").at(1).in(CASE).of(some(SPINACH, "30", "CS")).aggregation(ADD),
                event("load").at(2).in(TRUCK).epc(PALLET, CASE).aggregation(ADD),
                event("receive").at(3).step("receiving").in(TRUCK).epc(PALLET).aggregation(OBSERVE));

        assertThat(history.at(TRUCK, hour(4))).containsExactly(content(ROMAINE, "50", "CS"));
    }

    @Test
    void receiptOfUnitsWithUnknownContentsExcludesNothing() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("receive").at(2).step("receiving").in(PALLET).epc(CASE).aggregation(OBSERVE));

        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "50", "CS"));
    }

    @Test
    void casesOfAPalletThatAreReceivedOneByOneAreAllReceived() {
        ContainerContents history = history(
                event("pack")
                        .at(1)
                        .in(PALLET)
                        .epc(serial(1), serial(2), serial(3), serial(4))
                        .aggregation(ADD),
                received("one", "2026-03-02T02:00:00Z", serial(1)),
                received("two", "2026-03-02T02:20:00Z", serial(2)),
                received("three", "2026-03-02T02:40:00Z", serial(3)),
                received("elsewhere", "2026-03-02T08:00:00Z", serial(1)));

        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "3", null));
        assertThat(history.at(PALLET, hour(9))).containsExactly(content(ROMAINE, "1", null));
    }

    private static EpcisEvent received(String id, String time, String serial) {
        return event(id).on(time).step("receiving").in(PALLET).epc(serial).aggregation(ADD);
    }

    @Test
    void receiptsOfOneInstantStateTheContentsTogether() {
        ContainerContents history = history(
                event("pack")
                        .at(1)
                        .in(PALLET)
                        .of(some(ROMAINE, "50", "CS"), some(SPINACH, "30", "CS"))
                        .aggregation(ADD),
                event("one")
                        .at(2)
                        .step("receiving")
                        .in(PALLET)
                        .of(some(ROMAINE, "45", "CS"))
                        .aggregation(OBSERVE),
                event("other")
                        .at(2)
                        .step("receiving")
                        .in(PALLET)
                        .of(some(SPINACH, "30", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(PALLET, hour(3)))
                .containsExactly(content(ROMAINE, "45", "CS"), content(SPINACH, "30", "CS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z"})
    void whatAReceiptAndAnotherEventOfTheSameInstantListIsInside(String receipt) {
        ContainerContents history = history(
                event("m-use", "2026-03-02T00:00:00Z").epc(PALLET).transformation(),
                event(receipt)
                        .at(1)
                        .step("receiving")
                        .in(PALLET)
                        .of(some(ROMAINE, "4", "CS"))
                        .aggregation(OBSERVE),
                event("m-ship")
                        .at(1)
                        .step("shipping")
                        .in(PALLET)
                        .of(some(SPINACH, "3", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(PALLET, hour(2)))
                .containsExactlyInAnyOrder(content(ROMAINE, "4", "CS"), content(SPINACH, "3", "CS"));
        assertThat(history.at(PALLET, THAT_DAY))
                .as("the use is known by its date")
                .containsExactlyInAnyOrder(content(ROMAINE, "4", "CS"), content(SPINACH, "3", "CS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z"})
    void receiptsOfOneInstantByDateAndByTheHourStateTheContentsTogether(String dated) {
        ContainerContents history = history(
                event("m-destroy").at(3).step("destroying").epc(PALLET).object(DELETE),
                event("m-receive", "2026-03-02T06:00:00+00:00")
                        .step("receiving")
                        .in(PALLET)
                        .of(some(ROMAINE, "3", "CS"))
                        .aggregation(ADD),
                event(dated, "2026-03-02T00:00:00-06:00")
                        .step("receiving")
                        .in(PALLET)
                        .of(some(SPINACH, "5", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(PALLET, hour(7)))
                .containsExactlyInAnyOrder(content(ROMAINE, "3", "CS"), content(SPINACH, "5", "CS"));
    }
}
