package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static io.lotledger.projections.lineage.packing.PackedUnits.CASE;
import static io.lotledger.projections.lineage.packing.PackedUnits.LETTUCE;
import static io.lotledger.projections.lineage.packing.PackedUnits.OTHER_PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.ROMAINE;
import static io.lotledger.projections.lineage.packing.PackedUnits.SERIAL;
import static io.lotledger.projections.lineage.packing.PackedUnits.SPINACH;
import static io.lotledger.projections.lineage.packing.PackedUnits.THAT_DAY;
import static io.lotledger.projections.lineage.packing.PackedUnits.at;
import static io.lotledger.projections.lineage.packing.PackedUnits.content;
import static io.lotledger.projections.lineage.packing.PackedUnits.day;
import static io.lotledger.projections.lineage.packing.PackedUnits.event;
import static io.lotledger.projections.lineage.packing.PackedUnits.moment;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.LogisticUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a unit holds for an event of a day on which something is known only by its date. */
class ContentsAtMomentTest {
    @Test
    void eventKnownByItsDateFindsWhatIsInsideAtAnyTimeOfThatDay() {
        ContainerContents history = history(
                event("case").at(9).in(CASE).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("pack").at(10).in(PALLET).epc(CASE).aggregation(ADD),
                event("unpack").at(15).in(PALLET).epc(CASE).aggregation(DELETE),
                event("empty").at(16).in(CASE).aggregation(DELETE));

        assertThat(history.at(PALLET, THAT_DAY)).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.unitsIn(PALLET, THAT_DAY)).containsExactly(LogisticUnit.name(CASE));
        assertThat(history.at(PALLET, at(0))).as("at midnight sharp").isEmpty();
        assertThat(history.at(PALLET, day(-24))).as("the day before").isEmpty();
        assertThat(history.at(PALLET, day(24))).as("the day after").isEmpty();
    }

    @Test
    void eventKnownByItsDateFindsTheLargestAmountOfThatDay() {
        ContainerContents history = history(
                event("pack").at(8).in(PALLET).of(some(ROMAINE, "10", "CS")).aggregation(ADD),
                event("more").at(9).in(PALLET).of(some(ROMAINE, "30", "CS")).aggregation(ADD),
                event("less").at(15).in(PALLET).of(some(ROMAINE, "25", "CS")).aggregation(DELETE),
                event("other").at(20).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, THAT_DAY))
                .containsExactlyInAnyOrder(content(ROMAINE, "40", "CS"), content(SPINACH, "5", "CS"));
    }

    @Test
    void whatWasUnpackedOnADateIsFoundUntilTheEndOfThatDay() {
        ContainerContents history = history(
                event("pack").at(-5).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("unpack").at(0).in(PALLET).aggregation(DELETE),
                event("again").at(20).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, at(9))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, at(21)))
                .containsExactlyInAnyOrder(content(ROMAINE, "40", "CS"), content(SPINACH, "5", "CS"));
        assertThat(history.at(PALLET, at(24))).containsExactly(content(SPINACH, "5", "CS"));
    }

    @Test
    void amountThatIsLeftAfterAnUnpackingByDateStaysAsItIs() {
        ContainerContents history = history(
                event("pack").at(-5).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("less").at(0).in(PALLET).of(some(ROMAINE, "10", "CS")).aggregation(DELETE));

        assertThat(history.at(PALLET, at(9))).containsExactly(content(ROMAINE, "30", "CS"));
    }

    @Test
    void caseMovedOnADateIsFoundInBothPalletsOnThatDay() {
        ContainerContents history = history(
                event("case").at(-6).in(CASE).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("pack").at(-5).in(PALLET).epc(CASE).epc(SERIAL).aggregation(ADD),
                event("move").at(0).in(OTHER_PALLET).epc(CASE).aggregation(ADD));

        assertThat(history.at(PALLET, at(9))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(OTHER_PALLET, at(9))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, at(25))).isEmpty();
    }

    @Test
    void eventKnownByItsDateFindsWhatWasPackedOnThatDateInAnyOffset() {
        ContainerContents history = history(
                event("west", "2026-03-02T18:00:00-07:00")
                        .in(PALLET)
                        .of(some(ROMAINE, "40", "CS"))
                        .aggregation(ADD),
                event("east", "2026-03-02T05:00:00+09:00")
                        .in(OTHER_PALLET)
                        .epc(CASE)
                        .of(some(SPINACH, "5", "CS"))
                        .aggregation(ADD),
                event("unpack east", "2026-03-02T08:00:00+09:00")
                        .in(OTHER_PALLET)
                        .aggregation(DELETE));

        assertThat(history.at(PALLET, THAT_DAY)).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(OTHER_PALLET, THAT_DAY)).containsExactly(content(SPINACH, "5", "CS"));
        assertThat(history.unitsIn(OTHER_PALLET, THAT_DAY)).containsExactly(LogisticUnit.name(CASE));
        assertThat(history.at(PALLET, day(-24))).isEmpty();
        assertThat(history.at(OTHER_PALLET, day(24))).isEmpty();
    }

    @Test
    void eventOfADateFindsWhatIsPackedByThatDateFurtherWest() {
        ContainerContents history = history(event("pack", "2026-03-02T00:00:00-07:00")
                .in(PALLET)
                .of(some(ROMAINE, "40", "CS"))
                .aggregation(ADD));

        assertThat(history.at(PALLET, at(5))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, THAT_DAY)).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, at(-1))).as("the day before").isEmpty();
    }

    @Test
    void whatWasUnpackedOnADateIsFoundUntilThatDateEndsInAnyOffset() {
        ContainerContents history = history(
                event("pack").at(-50).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("unpack").at(0).in(PALLET).aggregation(DELETE));

        assertThat(history.at(PALLET, moment("2026-03-02T20:00:00-07:00"))).hasSize(1);
        assertThat(history.at(PALLET, moment("2026-03-02T00:00:00-07:00"))).hasSize(1);
        assertThat(history.at(PALLET, moment("2026-03-03T00:00:00+09:00")))
                .as("the next date")
                .isEmpty();
        assertThat(history.at(PALLET, moment("2026-03-03T03:00:00+00:00"))).isEmpty();
    }

    @Test
    void lotThatIsTakenOutOnADateIsFoundUntilTheEndOfThatDay() {
        ContainerContents history = history(
                event("old").at(-30).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("take").at(0).in(PALLET).of(some(ROMAINE, null, null)).aggregation(DELETE),
                event("again").at(8).in(PALLET).of(some(ROMAINE, "7", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, at(7))).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, THAT_DAY)).containsExactly(content(ROMAINE, "40", "CS"));
        assertThat(history.at(PALLET, at(30))).containsExactly(content(ROMAINE, "7", "CS"));
    }

    @Test
    void whatEndedOnADateIsFoundUntilTheEndOfThatDayThoughTheUnitIsPackedAgain() {
        ContainerContents history = history(
                event("old").at(-30).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("used").at(0).epc(PALLET).transformation(),
                event("again").at(6).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, at(9)))
                .containsExactlyInAnyOrder(content(ROMAINE, "40", "CS"), content(SPINACH, "5", "CS"));
        assertThat(history.at(PALLET, at(30))).containsExactly(content(SPINACH, "5", "CS"));
    }

    @Test
    void whatEndedIsFoundUntilTheEndOfTheDateOnWhichTheUnitIsPackedAgain() {
        ContainerContents history = history(
                event("old").at(-30).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("used in part").at(-20).epc(PALLET).transformation(),
                event("again").at(0).in(PALLET).of(some(SPINACH, "5", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, at(9)))
                .as("a transformation of this hour may use another part")
                .containsExactlyInAnyOrder(content(ROMAINE, "40", "CS"), content(SPINACH, "5", "CS"));
        assertThat(history.at(PALLET, at(30))).containsExactly(content(SPINACH, "5", "CS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "z"})
    void unitThatEndsByDateAndByTheHourAtOneInstantIsFoundUntilTheEndOfThatDay(String dated) {
        ContainerContents history = history(
                event("m-pack").at(-30).in(PALLET).epc(SERIAL, CASE).aggregation(ADD),
                event("m-hour", "2026-03-02T05:00:00+00:00")
                        .step("destroying")
                        .epc(CASE)
                        .object(OBSERVE),
                event(dated, "2026-03-02T00:00:00-05:00")
                        .step("destroying")
                        .epc(CASE)
                        .object(OBSERVE));

        assertThat(history.unitsIn(PALLET, at(8))).contains(LogisticUnit.name(CASE));
        assertThat(history.unitsIn(PALLET, at(30))).doesNotContain(LogisticUnit.name(CASE));
    }

    /** The first use names a part. What was packed on that date may have come after it. */
    @Test
    void whatWasPackedByDateIsUsedAtTheInstantOfAReceipt() {
        ContainerContents history = history(
                event("pack").at(0).in(PALLET).of(some(ROMAINE, "2", "CS")).aggregation(ADD),
                event("more").at(1).in(PALLET).of(some(SPINACH, "1", "CS")).aggregation(ADD),
                event("part", "2026-03-01T22:00:00-07:00")
                        .epc(PALLET)
                        .of(some(ROMAINE, "3", "CS"))
                        .transformation(),
                event("use").at(6).epc(PALLET).transformation(),
                event("receive", "2026-03-02T00:00:00-06:00")
                        .step("receiving")
                        .in(PALLET)
                        .of(some(LETTUCE, "5", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(PALLET, at(6))).contains(content(ROMAINE, "2", "CS"));
    }
}
