package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.testing.EventBuilder.hour;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static io.lotledger.projections.lineage.packing.PackedUnits.CASE;
import static io.lotledger.projections.lineage.packing.PackedUnits.OTHER_PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.ROMAINE;
import static io.lotledger.projections.lineage.packing.PackedUnits.SPINACH;
import static io.lotledger.projections.lineage.packing.PackedUnits.TRUCK;
import static io.lotledger.projections.lineage.packing.PackedUnits.at;
import static io.lotledger.projections.lineage.packing.PackedUnits.content;
import static io.lotledger.projections.lineage.packing.PackedUnits.event;
import static io.lotledger.projections.lineage.packing.PackedUnits.serial;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Units that are packed elsewhere, though no event unpacks them. */
class UnitMovesTest {
    @Test
    void caseThatIsPackedElsewhereLeavesThePalletThatHeldIt() {
        ContainerContents history = history(
                event("case").at(1).in(CASE).of(some(ROMAINE, "6", "CS")).aggregation(ADD),
                event("pallet")
                        .at(2)
                        .in(PALLET)
                        .epc(CASE)
                        .of(some(SPINACH, "9", "CS"))
                        .aggregation(ADD),
                event("move").at(4).in(OTHER_PALLET).epc(CASE).aggregation(ADD));

        assertThat(history.at(PALLET, hour(4)))
                .as("it is moved some time within the instant")
                .containsExactlyInAnyOrder(content(SPINACH, "9", "CS"), content(ROMAINE, "6", "CS"));
        assertThat(history.at(PALLET, hour(5))).containsExactly(content(SPINACH, "9", "CS"));
        assertThat(history.at(OTHER_PALLET, hour(5))).containsExactly(content(ROMAINE, "6", "CS"));
    }

    @Test
    void palletWhoseCasesAllMoveIntoOneUnitMayHaveGoneWithThem() {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("load").at(2).in(TRUCK).epc(serial(1)).aggregation(ADD),
                event("other-load").at(2).in(TRUCK).epc(serial(2)).aggregation(ADD),
                event("again").at(5).in(PALLET).epc(serial(3)).aggregation(ADD));

        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "2", null));
        assertThat(history.at(PALLET, hour(5))).containsExactly(content(ROMAINE, "1", null));
        assertThat(history.at(TRUCK, hour(5))).containsExactly(content(ROMAINE, "2", null));
    }

    @Test
    void palletWhoseCasesMoveIntoDifferentUnitsIsLeftEmpty() {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("one").at(2).in(OTHER_PALLET).epc(serial(1)).aggregation(ADD),
                event("other").at(2).in(TRUCK).epc(serial(2)).aggregation(ADD));

        assertThat(history.at(PALLET, hour(3))).isEmpty();
        assertThat(history.at(OTHER_PALLET, hour(3))).containsExactly(content(ROMAINE, "1", null));
    }

    @Test
    void casesAreInThePalletsOfTheTruckThatListsThemAllWhenTheyAreMoved() {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("one").at(2).in(OTHER_PALLET).epc(serial(1)).aggregation(ADD),
                event("other").at(2).in(CASE).epc(serial(2)).aggregation(ADD),
                event("truck")
                        .at(2)
                        .in(TRUCK)
                        .epc(OTHER_PALLET, CASE, serial(1), serial(2))
                        .aggregation(ADD));

        assertThat(history.at(PALLET, hour(3)))
                .as("a pallet is not in two others")
                .isEmpty();
        assertThat(history.at(TRUCK, hour(3))).containsExactly(content(ROMAINE, "2", null));
    }

    @Test
    void caseListedUnderTheTruckAndUnderItsPalletIsInBoth() {
        ContainerContents history = history(
                event("pallet")
                        .at(1)
                        .in(PALLET)
                        .epc(serial(1), serial(2))
                        .of(some(SPINACH, "9", "CS"))
                        .aggregation(ADD),
                event("truck").at(2).in(TRUCK).epc(PALLET, serial(1)).aggregation(ADD),
                event("unload").at(4).in(TRUCK).epc(PALLET, serial(1)).aggregation(DELETE),
                event("move").at(6).in(OTHER_PALLET).epc(serial(1)).aggregation(ADD));

        assertThat(history.at(PALLET, hour(3)))
                .containsExactly(content(ROMAINE, "2", null), content(SPINACH, "9", "CS"));
        assertThat(history.at(TRUCK, hour(3)))
                .as("each counts once")
                .containsExactly(content(ROMAINE, "2", null), content(SPINACH, "9", "CS"));
        assertThat(history.at(TRUCK, hour(5))).isEmpty();
        assertThat(history.at(PALLET, hour(5)))
                .containsExactly(content(ROMAINE, "2", null), content(SPINACH, "9", "CS"));
        assertThat(history.at(PALLET, hour(7)))
                .containsExactly(content(ROMAINE, "1", null), content(SPINACH, "9", "CS"));
    }

    @Test
    void casesLeaveTheTruckThatListsThemWithTheirPalletThatIsUnloaded() {
        assertThatOnlyTheLooseCaseIsOnTheTruckAfter(
                event("unloaded").at(3).in(TRUCK).epc(PALLET).aggregation(DELETE));
    }

    @Test
    void casesLeaveTheTruckThatListsThemWithTheirPalletThatIsPackedElsewhere() {
        assertThatOnlyTheLooseCaseIsOnTheTruckAfter(
                event("elsewhere").at(3).in(OTHER_PALLET).epc(PALLET).aggregation(ADD));
    }

    @Test
    void casesLeaveTheTruckThatListsThemWithTheirPalletThatIsUsed() {
        assertThatOnlyTheLooseCaseIsOnTheTruckAfter(
                event("used").at(3).epc(PALLET).transformation());
    }

    private static void assertThatOnlyTheLooseCaseIsOnTheTruckAfter(EpcisEvent later) {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("truck")
                        .at(2)
                        .in(TRUCK)
                        .epc(PALLET, serial(1), serial(2), serial(3))
                        .aggregation(ADD),
                later);

        assertThat(history.unitsIn(TRUCK, at(4))).hasSize(1);
        assertThat(history.at(TRUCK, hour(4))).containsExactly(content(ROMAINE, "1", null));
    }

    @Test
    void truckWhoseOnlyPalletIsLoadedElsewhereMayHaveGoneWithItUntilItIsLoadedAgain() {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("truck").at(2).in(TRUCK).epc(PALLET, serial(1), serial(2)).aggregation(ADD),
                event("ferry").at(3).in(CASE).epc(PALLET).aggregation(ADD),
                event("again").at(5).in(TRUCK).epc(serial(3)).aggregation(ADD));

        assertThat(history.at(TRUCK, hour(4))).containsExactly(content(ROMAINE, "2", null));
        assertThat(history.at(TRUCK, hour(6))).containsExactly(content(ROMAINE, "1", null));
    }

    @Test
    void casesListedAtAnotherInstantThanTheirPalletStayWhenItIsUnloaded() {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("truck").at(2).in(TRUCK).epc(PALLET).aggregation(ADD),
                event("cases").at(3).in(TRUCK).epc(serial(1), serial(2)).aggregation(ADD),
                event("unload").at(4).in(TRUCK).epc(PALLET).aggregation(DELETE));

        assertThat(history.at(TRUCK, hour(5)))
                .as("they may have been loaded by themselves")
                .containsExactly(content(ROMAINE, "2", null));
    }

    @Test
    void caseThatIsReceivedInAnotherPalletLeavesTheOneThatHeldIt() {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("receive")
                        .at(3)
                        .step("receiving")
                        .in(OTHER_PALLET)
                        .epc(serial(2))
                        .aggregation(ADD));

        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "1", null));
        assertThat(history.at(OTHER_PALLET, hour(4))).containsExactly(content(ROMAINE, "1", null));
    }

    @Test
    void unpackingAfterTheMoveTakesNothingFromTheOtherPallet() {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("move").at(2).in(OTHER_PALLET).epc(serial(1)).aggregation(ADD),
                event("late").at(3).in(PALLET).epc(serial(1)).aggregation(DELETE),
                event("empty").at(4).in(OTHER_PALLET).epc(serial(1)).aggregation(DELETE));

        assertThat(history.at(PALLET, hour(4))).containsExactly(content(ROMAINE, "1", null));
        assertThat(history.at(OTHER_PALLET, hour(4))).containsExactly(content(ROMAINE, "1", null));
        assertThat(history.at(PALLET, hour(5))).containsExactly(content(ROMAINE, "1", null));
        assertThat(history.at(OTHER_PALLET, hour(5))).isEmpty();
    }

    @Test
    void toteThatIsLoadedTwentyThousandTimesIsFollowedAtOnce() {
        PackingFacts facts = new PackingFacts();
        Child tote = new Child(LogisticUnit.name(CASE), null, null, null);
        for (int i = 0; i < 20_000; i++)
            facts.add(at(hour(0).plusSeconds(i)), "load", i, new Packing(ADD, "truck " + i, tote, false));

        ContainerContents history = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> new PackingHistory(facts));

        assertThat(history.unitsIn("truck 19999", at(9))).containsExactly(LogisticUnit.name(CASE));
    }
}
