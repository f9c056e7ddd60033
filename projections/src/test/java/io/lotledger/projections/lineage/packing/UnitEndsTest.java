package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.hour;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static io.lotledger.projections.lineage.packing.PackedUnits.CASE;
import static io.lotledger.projections.lineage.packing.PackedUnits.LETTUCE;
import static io.lotledger.projections.lineage.packing.PackedUnits.PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.ROMAINE;
import static io.lotledger.projections.lineage.packing.PackedUnits.SPINACH;
import static io.lotledger.projections.lineage.packing.PackedUnits.THAT_DAY;
import static io.lotledger.projections.lineage.packing.PackedUnits.at;
import static io.lotledger.projections.lineage.packing.PackedUnits.content;
import static io.lotledger.projections.lineage.packing.PackedUnits.event;
import static io.lotledger.projections.lineage.packing.PackedUnits.serial;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.projections.lineage.units.ContainerContents;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units that are used, sold or destroyed. */
class UnitEndsTest {
    @Test
    void unitUsedAndPackedAgainHoldsOnlyWhatIsPackedAfterwards() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(2).epc(PALLET).transformation(),
                event("again").at(4).in(PALLET).of(some(SPINACH, "20", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(2))).containsExactly(content(ROMAINE, "50", "CS"));
        assertThat(history.at(PALLET, hour(3)))
                .as("a second transformation may use another part of the pallet")
                .containsExactly(content(ROMAINE, "50", "CS"));
        assertThat(history.at(PALLET, hour(4))).containsExactly(content(SPINACH, "20", "CS"));
    }

    @Test
    void unitUsedAndMadeAgainHoldsNothingOfBefore() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(2).epc(PALLET).transformation(),
                event("make").at(4).intoEpc(PALLET).transformation());

        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "50", "CS"));
        assertThat(history.madeAt(PALLET, at(4))).isEmpty();
        assertThat(history.at(PALLET, hour(5))).isEmpty();
    }

    @Test
    void unitMadeAgainHoldsWhatHadNotEnded() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("make").at(4).intoEpc(PALLET).transformation());

        assertThat(history.madeAt(PALLET, at(4))).containsExactly(content(ROMAINE, "50", "CS"));
        assertThat(history.at(PALLET, hour(5))).containsExactly(content(ROMAINE, "50", "CS"));
    }

    @Test
    void unitThatATransformationUsesAndMakesKeepsWhatItHeld() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(2).epc(PALLET).transformation(),
                event("fill up").at(4).epc(PALLET).intoEpc(PALLET).transformation());

        assertThat(history.at(PALLET, hour(5))).containsExactly(content(ROMAINE, "50", "CS"));
    }

    @Test
    void unitUsedWithTheUnitAroundItAndMadeAgainIsInItNoMore() {
        ContainerContents history = history(
                event("case").at(1).in(CASE).of(some(ROMAINE, "6", "CS")).aggregation(ADD),
                event("pallet").at(2).in(PALLET).epc(CASE).aggregation(ADD),
                event("use").at(3).epc(PALLET).transformation(),
                event("make").at(5).intoEpc(CASE).transformation());

        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "6", "CS"));
        assertThat(history.at(CASE, hour(6))).isEmpty();
        assertThat(history.at(PALLET, hour(6))).as("the case is used elsewhere").isEmpty();
    }

    @Test
    void unitMadeOnTheDateOfItsUseMayHoldWhatWasInIt() {
        ContainerContents history = history(
                event("pack").at(-20).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(0).epc(PALLET).transformation(),
                event("make").at(9).intoEpc(PALLET).transformation());

        assertThat(history.madeAt(PALLET, at(9))).containsExactly(content(ROMAINE, "50", "CS"));
        assertThat(history.at(PALLET, at(30))).containsExactly(content(ROMAINE, "50", "CS"));
    }

    @Test
    void unitUsedThatDayMayHoldWhatWasInItBeforeItWasMadeOnItsDate() {
        ContainerContents history = history(
                event("pack").at(-30).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(-20).epc(PALLET).transformation(),
                event("make").at(0).intoEpc(PALLET).transformation());

        assertThat(history.madeAt(PALLET, THAT_DAY)).isEmpty();
        assertThat(history.at(PALLET, at(9))).containsExactly(content(ROMAINE, "50", "CS"));
        assertThat(history.at(PALLET, at(30))).isEmpty();
    }

    @Test
    void whatIsPackedAtTheInstantOfTheUseIsUsedAndStays() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(2).epc(PALLET).transformation(),
                event("again").at(2).in(PALLET).of(some(SPINACH, "20", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(2)))
                .containsExactlyInAnyOrder(content(ROMAINE, "50", "CS"), content(SPINACH, "20", "CS"));
        assertThat(history.at(PALLET, hour(3))).containsExactly(content(SPINACH, "20", "CS"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"destroying", "decommissioning", "retail_selling", "consuming", "dispensing"})
    void unitThatEndsAndIsPackedAgainHoldsOnlyWhatIsPackedAfterwards(String step) {
        for (Action action : Action.values()) {
            ContainerContents history = history(
                    event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                    event("end").at(2).step(step).epc(PALLET).object(action),
                    event("again")
                            .at(4)
                            .in(PALLET)
                            .of(some(SPINACH, "20", "CS"))
                            .aggregation(ADD));

            assertThat(history.at(PALLET, hour(5))).containsExactly(content(SPINACH, "20", "CS"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"OBSERVE", "DELETE"})
    void whatAnAggregationSellsOrDestroysLeavesItsUnitAndEnds(Action action) {
        ContainerContents history = history(
                event("case").at(1).in(CASE).of(some(ROMAINE, "6", "CS")).aggregation(ADD),
                event("pallet")
                        .at(2)
                        .in(PALLET)
                        .epc(CASE)
                        .of(some(SPINACH, "9", "CS"))
                        .aggregation(ADD),
                event("end")
                        .at(3)
                        .step("destroying")
                        .in(PALLET)
                        .epc(CASE)
                        .of(some(SPINACH, "4", "CS"))
                        .aggregation(action),
                event("again").at(5).in(CASE).of(some(SPINACH, "7", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(4))).containsExactly(content(SPINACH, "5", "CS"));
        assertThat(history.at(CASE, hour(6))).containsExactly(content(SPINACH, "7", "CS"));
    }

    @Test
    void unitUsedWithTheUnitAroundItHoldsOnlyWhatIsPackedAfterwards() {
        ContainerContents history = history(
                event("case").at(1).in(CASE).of(some(ROMAINE, "6", "CS")).aggregation(ADD),
                event("pallet").at(2).in(PALLET).epc(CASE).aggregation(ADD),
                event("use").at(3).epc(PALLET).transformation(),
                event("again").at(5).in(CASE).of(some(SPINACH, "7", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "6", "CS"));
        assertThat(history.at(CASE, hour(6))).containsExactly(content(SPINACH, "7", "CS"));
        assertThat(history.at(PALLET, hour(6))).as("the case is used elsewhere").isEmpty();
    }

    @Test
    void serialsThatAreUsedSoldOrDestroyedLeaveTheUnitThatHoldsThem() {
        String[] serials = {serial(1), serial(2), serial(3), serial(4)};
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).epc(serials).aggregation(ADD),
                event("use").at(2).epc(serials[0], serials[1]).transformation(),
                event("sell").at(3).step("retail_selling").epc(serials[2]).object(OBSERVE),
                event("return").at(5).in(PALLET).epc(serials[2]).aggregation(ADD));

        assertThat(history.at(PALLET, hour(2))).containsExactly(content(ROMAINE, "4", null));
        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "2", null));
        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "1", null));
        assertThat(history.at(PALLET, hour(5))).containsExactly(content(ROMAINE, "2", null));
        assertThat(history.at(serials[0], hour(9))).containsExactly(content(ROMAINE, "1", null));
    }

    @Test
    void whatAnEventNamesBesideTheUnitMayBeAPartOfIt() {
        ContainerContents history = history(
                event("pack")
                        .at(1)
                        .in(PALLET)
                        .of(some(ROMAINE, "50", "CS"), some(SPINACH, "9", "CS"))
                        .aggregation(ADD),
                event("use").at(2).epc(PALLET).of(some(ROMAINE, "20", "CS")).transformation(),
                event("again").at(3).in(PALLET).of(some(SPINACH, "1", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(3)))
                .containsExactly(content(ROMAINE, "30", "CS"), content(SPINACH, "1", "CS"));
    }

    @Test
    void statedPartOfWhatIsInsideGoesAtOnce() {
        ContainerContents history = history(
                event("pack")
                        .at(1)
                        .in(PALLET)
                        .of(some(ROMAINE, "50", "CS"), some(SPINACH, "9", "CS"))
                        .aggregation(ADD),
                event("use").at(2).epc(PALLET).of(some(ROMAINE, "20", "CS")).transformation(),
                event("sell")
                        .at(4)
                        .step("retail_selling")
                        .epc(PALLET)
                        .of(some(ROMAINE, "7", "XCS"), some(ROMAINE, "3", "CS"))
                        .object(OBSERVE),
                event("again").at(6).in(PALLET).of(some(LETTUCE, "1", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(2)))
                .as("for the use itself")
                .containsExactlyInAnyOrder(content(ROMAINE, "50", "CS"), content(SPINACH, "9", "CS"));
        assertThat(history.at(PALLET, hour(3)))
                .as("what the use does not name may have been used in part")
                .containsExactlyInAnyOrder(content(ROMAINE, "30", "CS"), content(SPINACH, "9", "CS"));
        assertThat(history.at(PALLET, hour(5)))
                .containsExactlyInAnyOrder(content(ROMAINE, "20", "CS"), content(SPINACH, "9", "CS"));
        assertThat(history.at(PALLET, hour(6)))
                .containsExactlyInAnyOrder(content(ROMAINE, "20", "CS"), content(LETTUCE, "1", "CS"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "?",
            value = {"50, CS", "60, CS", "?, ?", "20, KGM"})
    void statedAmountThatMayBeAllOfItIsFoundUntilTheUnitIsPackedAgain(@Nullable String quantity, @Nullable String uom) {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(2).epc(PALLET).of(some(ROMAINE, quantity, uom)).transformation());

        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "50", "CS"));
    }

    @Test
    void partsThatAreTogetherAllOfItAreFoundUntilTheUnitIsPackedAgain() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use")
                        .at(2)
                        .epc(PALLET)
                        .of(some(ROMAINE, "20", "CS"), some(ROMAINE, "30", "CS"))
                        .transformation());

        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "50", "CS"));
    }

    @Test
    void partOfALotThatIsInOneCaseInsideGoesFromIt() {
        ContainerContents history = history(
                event("case").at(0).in(CASE).of(some(ROMAINE, "10", "CS")).aggregation(ADD),
                event("pallet").at(1).in(PALLET).epc(CASE).aggregation(ADD),
                event("use").at(2).epc(PALLET).of(some(ROMAINE, "4", "CS")).transformation());

        assertThat(history.at(PALLET, hour(2))).containsExactly(content(ROMAINE, "10", "CS"));
        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "6", "CS"));
        assertThat(history.at(CASE, hour(3))).containsExactly(content(ROMAINE, "6", "CS"));
    }

    @Test
    void partOfALotThatIsInTwoCasesInsideMayBeOfEither() {
        ContainerContents history = history(
                event("case").at(0).in(CASE + 1).of(some(ROMAINE, "5", "CS")).aggregation(ADD),
                event("other").at(0).in(CASE + 2).of(some(ROMAINE, "5", "CS")).aggregation(ADD),
                event("pallet").at(1).in(PALLET).epc(CASE + 1, CASE + 2).aggregation(ADD),
                event("use").at(2).epc(PALLET).of(some(ROMAINE, "4", "CS")).transformation());

        assertThat(history.at(PALLET, hour(3))).containsExactly(content(ROMAINE, "10", "CS"));
    }

    @Test
    void partUsedOnADateCountsForAnEventOfThatDateAndIsGoneByTheHour() {
        ContainerContents history = history(
                event("pack").at(-5).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(0).epc(PALLET).of(some(ROMAINE, "20", "CS")).transformation());

        assertThat(history.at(PALLET, THAT_DAY)).containsExactly(content(ROMAINE, "50", "CS"));
        assertThat(history.at(PALLET, at(9))).containsExactly(content(ROMAINE, "30", "CS"));
    }

    @Test
    void partUsedOnADateHasGoneFromWhatIsCountedLaterThatDay() {
        ContainerContents history = history(
                event("pack").at(-5).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(0).epc(PALLET).of(some(ROMAINE, "20", "CS")).transformation(),
                event("count")
                        .at(9)
                        .step("storing")
                        .in(PALLET)
                        .of(some(ROMAINE, "50", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(PALLET, at(25))).containsExactly(content(ROMAINE, "30", "CS"));
    }

    @Test
    void anotherIngredientBesideTheUnitChangesNothing() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("use").at(2).epc(PALLET).of(some(SPINACH, "20", "CS")).transformation(),
                event("again").at(3).in(PALLET).of(some(SPINACH, "1", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(3))).containsExactly(content(SPINACH, "1", "CS"));
    }

    @Test
    void unitThatATransformationUsesAndMakesKeepsItsContents() {
        ContainerContents history = history(
                event("pack").at(1).in(PALLET).of(some(ROMAINE, "50", "CS")).aggregation(ADD),
                event("wash").at(2).epc(PALLET).intoEpc(PALLET).transformation(),
                event("more").at(3).in(PALLET).of(some(SPINACH, "1", "CS")).aggregation(ADD));

        assertThat(history.at(PALLET, hour(3)))
                .containsExactly(content(ROMAINE, "50", "CS"), content(SPINACH, "1", "CS"));
    }
}
