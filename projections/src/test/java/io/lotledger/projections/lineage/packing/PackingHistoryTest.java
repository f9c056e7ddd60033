package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.hour;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static io.lotledger.projections.lineage.packing.PackedUnits.CASE;
import static io.lotledger.projections.lineage.packing.PackedUnits.CRATE;
import static io.lotledger.projections.lineage.packing.PackedUnits.PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.ROMAINE;
import static io.lotledger.projections.lineage.packing.PackedUnits.SERIAL;
import static io.lotledger.projections.lineage.packing.PackedUnits.SPINACH;
import static io.lotledger.projections.lineage.packing.PackedUnits.TRUCK;
import static io.lotledger.projections.lineage.packing.PackedUnits.content;
import static io.lotledger.projections.lineage.packing.PackedUnits.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.lineage.units.ContainerContents;
import org.junit.jupiter.api.Test;

class PackingHistoryTest {
    @Test
    void lotIsInsideFromPackingToUnpacking() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("unpack").at(5).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(DELETE));

        assertThat(history.at(PALLET, hour(0))).isEmpty();
        assertThat(history.at(PALLET, hour(1))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, hour(5))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, hour(6))).isEmpty();
    }

    @Test
    void contentsPackedInOneCodeOfAUnitAreUnpackedInAnother() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("more").at(2).in(PALLET).of(some(ROMAINE, "5", "XCS")).aggregation(ADD),
                event("less").at(3).in(PALLET).of(some(ROMAINE, "15", "XCS")).aggregation(DELETE));

        assertThat(history.at(PALLET, hour(2))).containsExactly(content(ROMAINE, "45", "CS"));
        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "30", "CS"));
    }

    @Test
    void unitIsTheSameInEveryForm() {
        ContainerContents history =
                history(event("pack").in(PALLET).of(some(ROMAINE, null, null)).aggregation(ADD));

        assertThat(history.at("https://dl.example/a/00/106141410000000019", hour(1)))
                .containsExactly(content(ROMAINE, null, null));
    }

    @Test
    void nestedLotsAreFoundAndSummed() {
        ContainerContents history = history(
                event("case").at(1).in(CASE).of(some(ROMAINE, "2", "CS")).aggregation(ADD),
                event("pallet")
                        .at(2)
                        .in(PALLET)
                        .epc(CASE)
                        .of(some(ROMAINE, "3", "CS"))
                        .aggregation(ADD),
                event("load").at(3).in(TRUCK).epc(PALLET).aggregation(ADD));

        assertThat(history.at(TRUCK, hour(4))).containsExactly(content(ROMAINE, "5", "CS"));
        assertThat(history.at(TRUCK, hour(2))).isEmpty();
    }

    @Test
    void laterPackingIntoANestedUnitIsInsideFromThenOn() {
        ContainerContents history = history(
                event("load").at(1).in(TRUCK).epc(PALLET).aggregation(ADD),
                event("pack").at(3).in(PALLET).of(some(SPINACH, "7", null)).aggregation(ADD));

        assertThat(history.at(TRUCK, hour(2))).isEmpty();
        assertThat(history.at(TRUCK, hour(3))).containsExactly(content(SPINACH, "7", null));
    }

    @Test
    void deleteWithoutChildrenEmptiesTheUnitButNotThoseNestedInIt() {
        ContainerContents history = history(
                event("case").at(1).in(CASE).of(some(ROMAINE, "2", "CS")).aggregation(ADD),
                event("pallet")
                        .at(2)
                        .in(PALLET)
                        .epc(CASE)
                        .of(some(SPINACH, "9", "CS"))
                        .aggregation(ADD),
                event("empty").at(4).in(PALLET).aggregation(DELETE));

        assertThat(history.at(PALLET, hour(5))).isEmpty();
        assertThat(history.at(CASE, hour(5))).containsExactly(content(ROMAINE, "2", "CS"));
    }

    @Test
    void reusedUnitHoldsOnlyLaterContents() {
        ContainerContents history = history(
                event("first").at(1).in(PALLET).of(some(ROMAINE, "2", "CS")).aggregation(ADD),
                event("empty").at(2).in(PALLET).aggregation(DELETE),
                event("second").at(8).in(PALLET).of(some(SPINACH, "3", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(1))).containsExactly(content(ROMAINE, "2", "CS"));
        assertThat(history.at(PALLET, hour(5))).isEmpty();
        assertThat(history.at(PALLET, hour(9))).containsExactly(content(SPINACH, "3", "CS"));
    }

    @Test
    void unitRefilledAtTheInstantItIsEmptiedStillHoldsBoth() {
        ContainerContents history = history(
                event("first").at(1).in(PALLET).of(some(ROMAINE, "2", "CS")).aggregation(ADD),
                event("a-empty").at(4).in(PALLET).of(some(ROMAINE, null, null)).aggregation(DELETE),
                event("b-second").at(4).in(PALLET).of(some(SPINACH, "3", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(4)))
                .containsExactlyInAnyOrder(content(ROMAINE, "2", "CS"), content(SPINACH, "3", "CS"));
        assertThat(history.at(PALLET, hour(5))).containsExactly(content(SPINACH, "3", "CS"));
    }

    @Test
    void partIsUnpackedByItsQuantity() {
        ContainerContents history = history(
                event("add").at(1).in(PALLET).of(some(ROMAINE, "10", "CS")).aggregation(ADD),
                event("more").at(2).in(PALLET).of(some(ROMAINE, "5", "CS")).aggregation(ADD),
                event("part").at(3).in(PALLET).of(some(ROMAINE, "4", "CS")).aggregation(DELETE),
                event("rest").at(5).in(PALLET).of(some(ROMAINE, "11", "CS")).aggregation(DELETE));

        assertThat(history.at(PALLET, hour(2))).containsExactly(content(ROMAINE, "15", "CS"));
        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "11", "CS"));
        assertThat(history.at(PALLET, hour(6))).isEmpty();
    }

    @Test
    void partOfUnknownQuantityMakesTheSumUnknown() {
        ContainerContents history = history(
                event("known").at(1).in(PALLET).of(some(ROMAINE, "10", null)).aggregation(ADD),
                event("unknown").at(2).in(PALLET).of(some(ROMAINE, null, null)).aggregation(ADD),
                event("part").at(3).in(PALLET).of(some(ROMAINE, "10", null)).aggregation(DELETE));

        assertThat(history.at(PALLET, hour(2))).containsExactly(content(ROMAINE, null, null));
        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, null, null));
    }

    @Test
    void goodsAssociatedWithACrateAreInIt() {
        ContainerContents history = history(
                event("fill").at(1).in(CRATE).of(some(ROMAINE, "40", "CS")).association(ADD),
                event("seen").at(2).in(CRATE).of(some(ROMAINE, "30", "CS")).association(OBSERVE),
                event("empty").at(3).in(CRATE).association(DELETE));

        assertThat(history.at(CRATE, hour(1))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(CRATE, hour(2))).containsExactly(content(ROMAINE, "30", "CS"));
        assertThat(history.at(CRATE, hour(4))).isEmpty();
    }

    @Test
    void unitAssociatedWithAPlaceStaysInItsHolder() {
        ContainerContents history = history(
                event("fill").at(1).in(CRATE).of(some(ROMAINE, "40", "CS")).association(ADD),
                event("pallet").at(2).in(PALLET).epc(CRATE).aggregation(ADD),
                event("install")
                        .at(3)
                        .in("https://id.gs1.org/414/0614141000036")
                        .epc(CRATE)
                        .association(ADD));

        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Test
    void serialOfAKnownLotHoldsOneOfIt() {
        ContainerContents history = history(
                event("make").at(1).epc(SERIAL).lotNumber("R1").object(ADD),
                event("pack")
                        .at(2)
                        .in(CASE)
                        .epc(SERIAL, "https://id.gs1.org/01/10614141073464/10/R1/21/78")
                        .aggregation(ADD));

        assertThat(history.at(SERIAL, hour(0))).containsExactly(content(ROMAINE, "1", null));
        assertThat(history.at(CASE, hour(3))).containsExactly(content(ROMAINE, "2", null));
    }

    @Test
    void unitsThatContainEachOtherTerminate() {
        ContainerContents history = history(
                event("one").at(1).in(PALLET).epc(CASE).aggregation(ADD),
                event("other")
                        .at(1)
                        .in(CASE)
                        .epc(PALLET)
                        .of(some(ROMAINE, "1", null))
                        .aggregation(ADD));

        assertThat(history.at(PALLET, hour(2))).containsExactly(content(ROMAINE, "1", null));
    }
}
