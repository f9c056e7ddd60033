package io.lotledger.projections.lineage.facts;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.hour;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.lineage.facts.ContainerContents.Content;
import io.lotledger.projections.lineage.facts.EventFacts.Child;
import io.lotledger.projections.lineage.facts.EventFacts.Packing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackingHistoryTest {
    private static final String TRUCK = "urn:epc:id:grai:0614141.12345.400";
    private static final String CRATE = "urn:epc:id:grai:0614141.12345.401";
    private static final String PALLET = "urn:epc:id:sscc:0614141.1000000001";
    private static final String OTHER_PALLET = "urn:epc:id:sscc:0614141.1000000003";
    private static final String CASE = "urn:epc:id:sscc:0614141.1000000002";
    private static final String ROMAINE = "urn:epc:class:lgtin:0614141.107346.R1";
    private static final String SPINACH = "https://brand.example/x/01/10614141073464/10/S1";
    private static final String LETTUCE = "urn:epc:class:lgtin:0614141.107346.L1";
    private static final String SERIAL = "urn:epc:id:sgtin:0614141.107346.77";
    private static final String SERIAL_OF_LOT = "https://id.gs1.org/01/10614141073464/10/R1/21/";

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

    private static final EventMoment THAT_DAY = day(0);

    private static EventMoment at(int hour) {
        return at(hour(hour));
    }

    private static EventMoment at(Instant time) {
        return new EventMoment(time, LocalDate.ofInstant(time, ZoneOffset.UTC), false);
    }

    private static EventMoment day(int hour) {
        return new EventMoment(hour(hour), LocalDate.ofInstant(hour(hour), ZoneOffset.UTC), true);
    }

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

    private static EventMoment moment(String time) {
        return EventMoment.of(event("moment", time).object(OBSERVE));
    }

    private static EventBuilder event(String id, String timeWithOffset) {
        return EventBuilder.event(id).on(timeWithOffset).offset(timeWithOffset.substring(19));
    }

    private static EventBuilder event(String id) {
        return EventBuilder.event(id);
    }

    private static String serial(int number) {
        return "https://id.gs1.org/01/10614141073464/10/R1/21/" + number;
    }

    static Content content(String lot, @Nullable String quantity, @Nullable String uom) {
        return new Content(LotKey.of(lot).orElseThrow(), quantity == null ? null : new BigDecimal(quantity), uom);
    }
}
