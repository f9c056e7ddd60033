package io.lotledger.projections.cte.model;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.model.CasesOfRomaine.LOT;
import static io.lotledger.projections.cte.model.CasesOfRomaine.PALLETIZED;
import static io.lotledger.projections.cte.model.CasesOfRomaine.at;
import static io.lotledger.projections.cte.model.CasesOfRomaine.balance;
import static io.lotledger.projections.cte.model.CasesOfRomaine.moved;
import static io.lotledger.projections.cte.model.CasesOfRomaine.packed;
import static io.lotledger.projections.cte.model.CasesOfRomaine.palletOf40;
import static io.lotledger.projections.cte.model.CasesOfRomaine.palletShipped;
import static io.lotledger.projections.cte.model.CasesOfRomaine.received;
import static io.lotledger.projections.cte.model.CasesOfRomaine.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import org.junit.jupiter.api.Test;

/** Goods that are sold, used or destroyed end once. */
class EndsInBalanceTest {
    @Test
    void usedSoldAndDestroyedQuantitiesAreDeducted() {
        Balance balance = balance(
                LOT,
                packed(100),
                shipped("to the store", 8, 60, PACKER, STORE),
                received("at the store", 10, 60, STORE),
                moved("retail_selling", "sold", 12, 45).at(STORE),
                moved("destroying", "thrown away", 13, 5).at(STORE),
                moved("decommissioning", "struck off", 14, 5).at(STORE),
                transformation("commissioning")
                        .named("made into salad")
                        .on("2026-04-19T15:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "30", "CS")
                        .into(salad().link(), "300", "EA"));

        assertThat(balance.sold()).isEqualByComparingTo("45");
        assertThat(balance.destroyed())
                .as("thrown away, then struck off the books")
                .isEqualByComparingTo("5");
        assertThat(balance.consumed()).isEqualByComparingTo("30");
        assertThat(at(balance, STORE)).isEqualTo("10");
        assertThat(at(balance, PACKER)).isEqualTo("10");
    }

    /** To a restaurant: the event says which critical tracking event it is. */
    @Test
    void saleThatIsDeclaredAsAShipmentIsNoEnd() {
        Balance balance = balance(
                LOT,
                packed(100),
                moved("retail_selling", "sold on", 12, 45)
                        .readAt(PACKER)
                        .to(STORE)
                        .says("cte", "shipping"));

        assertThat(balance.shipped()).isEqualByComparingTo("45");
        assertThat(balance.sold()).isEqualByComparingTo("0");
        assertThat(at(balance, PACKER)).isEqualTo("55");
    }

    @Test
    void equalQuantitiesSoldAndDestroyedAreTwoEnds() {
        Balance balance = balance(
                LOT,
                packed(100),
                moved("retail_selling", "sold", 12, 10).at(PACKER),
                moved("destroying", "thrown away", 13, 10).at(PACKER));

        assertThat(balance.sold()).isEqualByComparingTo("10");
        assertThat(balance.destroyed()).isEqualByComparingTo("10");
        assertThat(at(balance, PACKER)).isEqualTo("80");
    }

    @Test
    void serialDecommissionedAfterItsSaleEndsOnceAndAnotherSerialEndsItself() {
        Balance balance = balance(
                LOT,
                add("packing")
                        .named("packed")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(STORE)
                        .epc(serial("0"), serial("1"), serial("2")),
                ended("retail_selling", "sold", 8, "0"),
                ended("decommissioning", "struck off after the sale", 9, "0"),
                ended("destroying", "thrown away", 10, "1"),
                ended("decommissioning", "struck off", 11, "2"));

        assertThat(balance.sold()).isEqualByComparingTo("1");
        assertThat(balance.destroyed()).isEqualByComparingTo("2");
        assertThat(balance.onHand()).isZero();
    }

    private static EventBuilder struckOff(int hour) {
        return moved("decommissioning", "struck off at " + hour, hour, 40).at(PACKER);
    }

    @Test
    void palletThatEndedIsStruckOffByItsQuantity() {
        EventBuilder thrownAway = observe("destroying")
                .named("thrown away")
                .on("2026-04-19T08:00:00-04:00")
                .at(PACKER)
                .epc(PALLET);
        EventBuilder palletStruckOff = observe("decommissioning")
                .named("pallet struck off")
                .on("2026-04-19T10:00:00-04:00")
                .at(PACKER)
                .epc(PALLET);

        assertThat(balance(LOT, packed(100), palletOf40(), thrownAway, struckOff(9))
                        .destroyed())
                .isEqualByComparingTo("40");
        assertThat(balance(LOT, packed(100), palletOf40(), thrownAway, struckOff(9), struckOff(11))
                        .destroyed())
                .as("another quantity ends itself")
                .isEqualByComparingTo("80");
        assertThat(balance(LOT, packed(100), palletOf40(), thrownAway, palletStruckOff, struckOff(11))
                        .destroyed())
                .as("the pallet is struck off already")
                .isEqualByComparingTo("80");
    }

    @Test
    void palletThatATransformationUsedIsStruckOffByItsQuantity() {
        Balance balance = balance(
                LOT,
                packed(100),
                palletOf40(),
                transformation("commissioning")
                        .named("cut")
                        .on("2026-04-19T08:00:00-04:00")
                        .at(PACKER)
                        .epc(PALLET)
                        .into(salad().link(), "40", "CS"),
                struckOff(9));

        assertThat(balance.consumed()).isEqualByComparingTo("40");
        assertThat(balance.destroyed()).isZero();
    }

    private static EventBuilder ended(String step, String id, int hour, String serial) {
        return observe(step)
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .at(STORE)
                .epc(serial(serial));
    }

    private static String serial(String serial) {
        return LOT.link() + "/21/" + serial;
    }

    @Test
    void aggregationThatSellsOrDestroysEndsItsChildrenOrAllThatIsInItsUnit() {
        EventBuilder emptied = unit(PALLET, Action.DELETE, "destroying")
                .named("emptied")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER);
        EventBuilder struckOff = unit(PALLET, Action.DELETE, "decommissioning")
                .named("struck off")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "30", "CS");
        EventBuilder sold = unit(PALLET, Action.OBSERVE, "retail_selling")
                .named("sold")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "30", "CS");
        EventBuilder shipped = palletShipped().on("2026-04-19T10:00:00-04:00");

        assertThat(balance(LOT, packed(100), PALLETIZED, emptied).destroyed()).isEqualByComparingTo("40");
        assertThat(balance(LOT, packed(100), PALLETIZED, struckOff).destroyed()).isEqualByComparingTo("30");
        Balance balance = balance(LOT, packed(100), PALLETIZED, sold, shipped);
        assertThat(balance.sold()).isEqualByComparingTo("30");
        assertThat(balance.shipped()).as("what is left on the pallet").isEqualByComparingTo("10");
    }

    @Test
    void childOfUnknownContentsThatEndsDoesNotEndTheUnitThatHoldsIt() {
        EventBuilder destroyed = unit(PALLET, Action.DELETE, "destroying")
                .named("destroyed")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .epc(CASE_ONE);

        assertThat(balance(LOT, packed(100), PALLETIZED, destroyed).destroyed()).isZero();
    }

    @Test
    void aggregationThatPacksWhatItDestroysEndsNothing() {
        EventBuilder contradiction = unit(PALLET, Action.ADD, "destroying")
                .named("contradiction")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "30", "CS");

        assertThat(balance(LOT, packed(100), contradiction).destroyed()).isZero();
    }
}
