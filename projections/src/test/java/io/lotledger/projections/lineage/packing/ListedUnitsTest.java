package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.event;
import static io.lotledger.ingest.testing.EventBuilder.hour;
import static io.lotledger.ingest.testing.EventBuilder.some;
import static io.lotledger.projections.lineage.Packed.history;
import static io.lotledger.projections.lineage.packing.PackedUnits.OTHER_PALLET;
import static io.lotledger.projections.lineage.packing.PackedUnits.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.lineage.units.ContainerContents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An event that lists a unit and an amount of a lot beside it. */
class ListedUnitsTest {
    private static final String TRUCK = "urn:epc:id:grai:0614141.12345.400";
    private static final String PALLET = "urn:epc:id:sscc:0614141.1000000001";
    private static final String ROMAINE = "urn:epc:class:lgtin:0614141.107346.R1";
    private static final String SPINACH = "https://brand.example/x/01/10614141073464/10/S1";
    private static final String CASE = "https://id.gs1.org/01/10614141073464/10/R1/21/";
    private static final EpcisEvent PALLET_OF_40 =
            event("pallet").at(1).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD);

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void amountListedBesideThePalletThatHoldsItCountsOnce(int hoursAfterThePacking) {
        int loaded = 2 + hoursAfterThePacking;
        ContainerContents history = history(
                event("pallet").at(2).in(PALLET).of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("load")
                        .at(loaded)
                        .in(TRUCK)
                        .epc(PALLET)
                        .of(some(ROMAINE, "25", "CS"), some(ROMAINE, "15", "XCS"), some(SPINACH, "7", "CS"))
                        .aggregation(ADD),
                event("unload").at(5).in(TRUCK).epc(PALLET).aggregation(DELETE));

        assertThat(history.at(TRUCK, hour(4)))
                .containsExactly(content(ROMAINE, "40", "CS"), content(SPINACH, "7", "CS"));
        assertThat(history.at(TRUCK, hour(6)))
                .as("the pallet takes along what is on it")
                .containsExactly(content(SPINACH, "7", "CS"));
    }

    @Test
    void amountListedBesideThePalletThatIsUnloadedIsThatOnThePallet() {
        ContainerContents history = history(
                PALLET_OF_40,
                loaded().of(some(ROMAINE, "40", "CS")).aggregation(ADD),
                event("more").at(2).in(TRUCK).of(some(ROMAINE, "8", "CS")).aggregation(ADD),
                event("unload")
                        .at(3)
                        .in(TRUCK)
                        .epc(PALLET)
                        .of(some(ROMAINE, "40", "CS"))
                        .aggregation(DELETE));

        assertThat(history.at(TRUCK, hour(4))).containsExactly(content(ROMAINE, "8", "CS"));
    }

    @Test
    void amountListedBesideAPalletWithAnUnknownAmountIncludesIt() {
        ContainerContents history = history(
                event("pallet").at(1).in(PALLET).of(some(ROMAINE, null, null)).aggregation(ADD),
                loaded().of(some(ROMAINE, "40", "CS")).aggregation(ADD));

        assertThat(history.at(TRUCK, hour(3))).containsExactly(content(ROMAINE, "40", "CS"));
    }

    @Test
    void amountListedBesideAPalletWithoutThisLotIsLoose() {
        ContainerContents history = history(
                PALLET_OF_40,
                loaded().of(some(SPINACH, "9", "CS")).aggregation(ADD),
                event("more").at(3).in(TRUCK).of(some(ROMAINE, "10", "CS")).aggregation(ADD));

        assertThat(history.at(TRUCK, hour(4)))
                .containsExactly(content(ROMAINE, "50", "CS"), content(SPINACH, "9", "CS"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"ADD", "OBSERVE"})
    void whatIsSeenInATruckThatHoldsItLeavesWithThePallet(Action action) {
        String[] cases = {CASE + 1, CASE + 2};
        ContainerContents history = history(
                event("cases").at(1).in(PALLET).epc(cases).aggregation(ADD),
                event("loose")
                        .at(1)
                        .in(PALLET)
                        .of(some(SPINACH, "9", "CS"), some(SPINACH, "2", "EA"))
                        .aggregation(ADD),
                loaded().aggregation(ADD),
                event("ship")
                        .at(3)
                        .step("shipping")
                        .in(TRUCK)
                        .epc(cases)
                        .of(some(ROMAINE, "2", null), some(SPINACH, "9", "CS"))
                        .aggregation(action),
                event("unload").at(5).in(TRUCK).epc(PALLET).aggregation(DELETE));

        assertThat(history.at(TRUCK, hour(4)))
                .containsExactly(content(ROMAINE, "2", null), content(SPINACH, "9", "CS"), content(SPINACH, "2", "EA"));
        assertThat(history.at(TRUCK, hour(6))).isEmpty();
    }

    @Test
    void palletSeenInATruckThatListsItsCasesTooTakesThemAlong() {
        ContainerContents history = history(
                event("cases").at(1).in(PALLET).epc(CASE + 1, CASE + 2).aggregation(ADD),
                event("load").at(2).in(TRUCK).epc(CASE + 1, CASE + 2, PALLET).aggregation(OBSERVE),
                event("seen").at(3).in(TRUCK).epc(PALLET).aggregation(OBSERVE),
                event("unload").at(5).in(TRUCK).epc(PALLET).aggregation(DELETE));

        assertThat(history.at(TRUCK, hour(4))).containsExactly(content(ROMAINE, "2", null));
        assertThat(history.at(TRUCK, hour(6))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shipping", "storing", "receiving"})
    void eventThatListsExactlyWhatIsInsideChangesNothing(String step) {
        PackingHistory history = history(
                PALLET_OF_40,
                loaded().of(some(ROMAINE, "3", "CS")).aggregation(ADD),
                event("seen")
                        .at(4)
                        .step(step)
                        .in(TRUCK)
                        .epc(PALLET)
                        .of(some(ROMAINE, "1", "CS"), some(ROMAINE, "2", "XCS"))
                        .aggregation(OBSERVE),
                event("unload").at(6).in(TRUCK).epc(PALLET).aggregation(DELETE));

        assertThat(history.at(TRUCK, hour(5))).containsExactly(content(ROMAINE, "43", "CS"));
        assertThat(history.at(TRUCK, hour(7))).containsExactly(content(ROMAINE, "3", "CS"));
        assertThat(history.repeated("seen", TRUCK))
                .containsExactly(LotKey.of(ROMAINE).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({"2, CS", "4, CS", "3, KGM"})
    void anyOtherAmountThatAnEventListsBesideAPalletIsThatOfAll(String quantity, String uom) {
        PackingHistory history = history(
                PALLET_OF_40,
                loaded().of(some(ROMAINE, "3", "CS")).aggregation(ADD),
                event("seen")
                        .at(4)
                        .in(TRUCK)
                        .epc(PALLET)
                        .of(some(ROMAINE, quantity, uom))
                        .aggregation(OBSERVE));

        assertThat(history.at(TRUCK, hour(5))).containsExactly(content(ROMAINE, quantity, uom));
        assertThat(history.repeated("seen", TRUCK)).isEmpty();
    }

    @Test
    void amountThatIncludesThePalletIsThatOfAllWhenItIsListedAgain() {
        PackingHistory history = history(
                PALLET_OF_40,
                loaded().aggregation(ADD),
                event("seen")
                        .at(3)
                        .in(TRUCK)
                        .epc(PALLET)
                        .of(some(ROMAINE, "38", "CS"))
                        .aggregation(OBSERVE),
                event("again")
                        .at(4)
                        .in(TRUCK)
                        .epc(PALLET)
                        .of(some(ROMAINE, "38", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(TRUCK, hour(5))).containsExactly(content(ROMAINE, "38", "CS"));
        assertThat(history.repeated("again", TRUCK)).isEmpty();
    }

    @Test
    void amountListedBesideOneOfTwoPalletsIsThatOfAll() {
        PackingHistory history = history(
                PALLET_OF_40,
                event("other")
                        .at(1)
                        .in(OTHER_PALLET)
                        .of(some(ROMAINE, "5", "CS"))
                        .aggregation(ADD),
                loaded().epc(OTHER_PALLET).of(some(ROMAINE, "3", "CS")).aggregation(ADD),
                event("seen")
                        .at(4)
                        .in(TRUCK)
                        .epc(PALLET)
                        .of(some(ROMAINE, "3", "CS"))
                        .aggregation(OBSERVE));

        assertThat(history.at(TRUCK, hour(5))).containsExactly(content(ROMAINE, "3", "CS"));
    }

    /** A truck is loaded with the pallet. */
    private static EventBuilder loaded() {
        return event("load").at(2).in(TRUCK).epc(PALLET);
    }
}
