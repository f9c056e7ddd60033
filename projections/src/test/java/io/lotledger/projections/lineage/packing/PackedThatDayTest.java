package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static io.lotledger.projections.lineage.packing.PackedUnits.CASE;
import static io.lotledger.projections.lineage.packing.PackedUnits.CRATE;
import static io.lotledger.projections.lineage.packing.PackedUnits.LETTUCE;
import static io.lotledger.projections.lineage.packing.PackedUnits.OTHER_PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.ROMAINE;
import static io.lotledger.projections.lineage.packing.PackedUnits.SERIAL;
import static io.lotledger.projections.lineage.packing.PackedUnits.SPINACH;
import static io.lotledger.projections.lineage.packing.PackedUnits.TRUCK;
import static io.lotledger.projections.lineage.packing.PackedUnits.at;
import static io.lotledger.projections.lineage.packing.PackedUnits.content;
import static io.lotledger.projections.lineage.packing.PackedUnits.day;
import static io.lotledger.projections.lineage.packing.PackedUnits.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What is packed on the day of an unpacking, a receipt or an end, where one of them is known only by its date. */
class PackedThatDayTest {
    @Test
    void whatIsPackedOnADateStaysWhenTheOldContentsAreUnpackedThatDay() {
        ContainerContents history = history(
                event("old").at(-5).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("new")
                        .at(0)
                        .in(PALLET)
                        .epc(CASE)
                        .of(some(SPINACH, "5", "CS"))
                        .aggregation(ADD),
                event("unpack").at(8).in(PALLET).aggregation(DELETE));

        assertThat(history.at(PALLET, at(9))).containsExactly(content(SPINACH, "5", "CS"));
        assertThat(history.at(PALLET, at(30))).containsExactly(content(SPINACH, "5", "CS"));
        assertThat(history.unitsIn(PALLET, at(30))).containsExactly(LogisticUnit.name(CASE));
    }

    @Test
    void whatIsPackedAndUnpackedOnOneDateStaysWhereThePalletHeldSomethingElse() {
        ContainerContents history = history(
                event("old").at(-5).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("new").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD),
                event("unpack").at(0).in(PALLET).aggregation(DELETE),
                event("unpack again").at(0).in(PALLET).aggregation(DELETE));

        assertThat(history.at(PALLET, at(30))).containsExactly(content(SPINACH, "5", "CS"));
    }

    /** Systems that write one time for a whole transaction repack a pallet at one instant. */
    @Test
    void whatIsPackedAtTheInstantOfAnUnpackingStaysWhereThePalletHeldSomethingElse() {
        ContainerContents repacked = history(
                event("old").at(1).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("unpack").at(8).in(PALLET).aggregation(DELETE),
                event("new").at(8).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD));
        ContainerContents packedAndUnpacked = history(
                event("unpack").at(8).in(PALLET).aggregation(DELETE),
                event("new").at(8).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD));

        assertThat(repacked.at(PALLET, at(9))).containsExactly(content(SPINACH, "5", "CS"));
        assertThat(packedAndUnpacked.at(PALLET, at(9))).isEmpty();
    }

    @Test
    void lotThatIsPackedAtTheInstantOfItsUnpackingStaysWhereThePalletHeldItBefore() {
        ContainerContents history = history(
                event("old").at(1).in(PALLET).epc(CASE).aggregation(ADD),
                event("off").at(8).in(PALLET).epc(CASE).aggregation(DELETE),
                event("on again").at(8).in(PALLET).epc(CASE).aggregation(ADD));

        assertThat(history.unitsIn(PALLET, at(9))).containsExactly(LogisticUnit.name(CASE));
    }

    @Test
    void whatIsPackedOnADateGoesWithTheSecondUnpackingAndWithThatOfANewPallet() {
        ContainerContents history = history(
                event("old").at(-5).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("new").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD),
                event("unpack").at(8).in(PALLET).aggregation(DELETE),
                event("unpack again").at(16).in(PALLET).aggregation(DELETE),
                event("other")
                        .at(0)
                        .in(OTHER_PALLET)
                        .of(some(SPINACH, "5", "CS"))
                        .aggregation(ADD),
                event("unpack other").at(8).in(OTHER_PALLET).aggregation(DELETE));

        assertThat(history.at(PALLET, at(17))).isEmpty();
        assertThat(history.at(OTHER_PALLET, at(9))).isEmpty();
    }

    @Test
    void receiptByTheHourLeavesInWhatWasPackedOnItsDate() {
        ContainerContents history = history(
                event("pack").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD),
                event("old").at(-30).in(PALLET).of(some(LETTUCE, "5", "CS")).aggregation(ADD),
                event("case").at(0).in(PALLET).epc(SERIAL).aggregation(ADD),
                event("receive")
                        .at(8)
                        .step("receiving")
                        .in(PALLET)
                        .of(some(ROMAINE, "40", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(PALLET, at(30)))
                .containsExactlyInAnyOrder(content(ROMAINE, "40", "CS"), content(SPINACH, "5", "CS"));
        assertThat(history.unitsIn(PALLET, at(30))).containsExactly(LogisticUnit.name(SERIAL));
    }

    @Test
    void receiptOfTheNextDayTakesOutWhatItDoesNotList() {
        ContainerContents history = history(
                event("pack").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD),
                event("receive")
                        .at(26)
                        .step("receiving")
                        .in(PALLET)
                        .of(some(ROMAINE, "40", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(PALLET, at(30))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Test
    void lotThatIsPackedAgainOnADateStaysWhenAllOfItIsTakenOutThatDay() {
        ContainerContents history = history(
                event("old").at(-30).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("again").at(0).in(PALLET).of(some(ROMAINE, "7", "CS")).aggregation(ADD),
                event("other").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD),
                event("take").at(8).in(PALLET).of(some(ROMAINE, null, null)).aggregation(DELETE),
                event("take other")
                        .at(8)
                        .in(PALLET)
                        .of(some(SPINACH, null, null))
                        .aggregation(DELETE));

        assertThat(history.at(PALLET, at(9)))
                .as("spinach was inside by this packing alone")
                .containsExactly(content(ROMAINE, "7", "CS"));
    }

    @Test
    void caseThatIsPackedAgainOnADateStaysWhenItIsUnpackedThatDay() {
        ContainerContents history = history(
                event("case").at(-40).in(CASE).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("old").at(-30).in(PALLET).epc(CASE).aggregation(ADD),
                event("again").at(0).in(PALLET).epc(CASE).aggregation(ADD),
                event("unpack").at(8).in(PALLET).epc(CASE).aggregation(DELETE));

        assertThat(history.at(PALLET, at(30))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Test
    void casePackedInOnePalletByDateAndInAnotherByTheHourIsInBoth() {
        ContainerContents history = history(
                event("case").at(-40).in(CASE).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("by date").at(0).in(PALLET).epc(CASE).aggregation(ADD),
                event("by the hour").at(8).in(OTHER_PALLET).epc(CASE).aggregation(ADD));

        assertThat(history.at(PALLET, at(30))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(OTHER_PALLET, at(30))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Test
    void caseIsInTheThirdPalletOnly() {
        ContainerContents history = history(
                event("case").at(-40).in(CASE).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("by date").at(0).in(PALLET).epc(CASE).epc(SERIAL).aggregation(ADD),
                event("by the hour")
                        .at(8)
                        .in(OTHER_PALLET)
                        .epc(CASE)
                        .epc(SERIAL)
                        .aggregation(ADD),
                event("next day").at(30).in(CRATE).epc(CASE).aggregation(ADD));

        assertThat(history.at(PALLET, at(31))).isEmpty();
        assertThat(history.at(OTHER_PALLET, at(31))).isEmpty();
        assertThat(history.at(CRATE, at(31))).hasSize(1);
    }

    @Test
    void unitThatEndsByTheHourKeepsWhatWasPackedByDateWhereItHeldSomethingElse() {
        ContainerContents history = history(
                event("old").at(-30).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("used").at(10).epc(PALLET).transformation(),
                event("again").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD),
                event("loaded").at(0).in(TRUCK).epc(PALLET).epc(SERIAL).aggregation(ADD),
                event("more").at(30).in(PALLET).of(some(LETTUCE, "5", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, at(31)))
                .containsExactlyInAnyOrder(content(LETTUCE, "5", "CS"), content(SPINACH, "5", "CS"));
        assertThat(history.unitsIn(TRUCK, at(31))).contains(LogisticUnit.name(PALLET));
    }

    @Test
    void unitThatEndsOnTheDateOfItsPackingIsEmptiedWhereItHeldNothingElse() {
        ContainerContents history = history(
                event("pack").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD),
                event("used").at(10).epc(PALLET).transformation(),
                event("more").at(30).in(PALLET).of(some(LETTUCE, "5", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, at(31))).containsExactly(content(LETTUCE, "5", "CS"));
    }

    /** Packed after the unpacking, nothing would have been left to unpack: the case was used elsewhere by then. */
    @Test
    void whatIsPackedByDateGoesWithTheUnpackingWhereTheRestHasLeftBefore() {
        ContainerContents history = history(
                event("old").at(-30).in(PALLET).epc(CASE).aggregation(ADD),
                event("sold").at(2).step("retail_selling").epc(PALLET).object(OBSERVE),
                event("new", "2026-03-02T00:00:00-03:00")
                        .in(PALLET)
                        .of(some(SPINACH, "5", "CS"))
                        .aggregation(ADD),
                event("reuse").at(5).in(CASE).of(some(LETTUCE, "5", "CS")).aggregation(ADD),
                event("unpack").at(6).in(PALLET).aggregation(DELETE));

        assertThat(history.at(PALLET, at(30))).isEmpty();
    }

    @Test
    void unitThatIsSaidToHoldItselfHoldsNothingElse() {
        ContainerContents history = history(
                event("pack").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD),
                event("itself").at(-30).in(PALLET).epc(PALLET).aggregation(ADD),
                event("unpack").at(6).in(PALLET).aggregation(DELETE));

        assertThat(history.at(PALLET, at(30))).isEmpty();
    }

    /** Of each day only what happened on it may have been in another order. */
    @Test
    void crateThatIsPackedAndUsedUpEachDayCostsEachDayTheSame() {
        UnitSteps steps = new UnitSteps();
        PackedThatDay packed = new PackedThatDay(CRATE, steps);
        UnitContents latest = new UnitContents();
        AtomicLong followed = new AtomicLong();
        int days = 2_000;

        for (int i = 0; i < days; i++) {
            EventMoment day = day(24 * i);
            Child child = new Child(null, LotKey.of(ROMAINE + i).orElseThrow(), null, null);
            Step step = Step.of(Step.Kind.PACKED, day, List.of(child), held -> {
                followed.incrementAndGet();
                held.put(child, day);
            });
            steps.add(step, false);
            packed.add(step);
            step.change().accept(latest);
            assertThat(packed.stayingAtEnd(day, List.of(), latest)).hasSize(i == 0 ? 0 : 1);
        }

        assertThat(followed.get()).isLessThan(10L * days);
    }
}
