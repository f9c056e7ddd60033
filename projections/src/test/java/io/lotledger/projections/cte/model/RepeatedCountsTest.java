package io.lotledger.projections.cte.model;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.delete;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import org.junit.jupiter.api.Test;

/** One fact that two events state counts once. */
class RepeatedCountsTest {
    private static final Food LOT = packedRomaine();

    @Test
    void casesThatATransformationUsedAreConsumedAndTheirDecommissioningCountsNothing() {
        Balance balance =
                CasesOfRomaine.balance(LOT, packed(), madeSalad().of(LOT.link(), "40", "CS"), struckOff("40"));

        assertThat(balance.consumed()).isEqualByComparingTo("40");
        assertThat(balance.destroyed()).isZero();
        assertThat(balance.onHand()).isEqualByComparingTo("60");
    }

    @Test
    void serialsThatATransformationUsedEndOnce() {
        Balance balance = CasesOfRomaine.balance(
                LOT,
                add("packing")
                        .named("packed")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(PROCESSOR)
                        .epc(serial(0), serial(1), serial(2), serial(3)),
                madeSalad().epc(serial(0), serial(1)),
                delete("decommissioning")
                        .named("struck off")
                        .on("2026-04-19T16:00:00-04:00")
                        .at(PROCESSOR)
                        .epc(serial(0), serial(1), serial(2)));

        assertThat(balance.consumed()).isEqualByComparingTo("2");
        assertThat(balance.destroyed()).isEqualByComparingTo("1");
        assertThat(balance.onHand()).isEqualByComparingTo("1");
    }

    @Test
    void moreThanWasUsedIsDestroyed() {
        Balance balance =
                CasesOfRomaine.balance(LOT, packed(), madeSalad().of(LOT.link(), "40", "CS"), struckOff("10"));

        assertThat(balance.consumed()).isEqualByComparingTo("40");
        assertThat(balance.destroyed()).isEqualByComparingTo("10");
    }

    @Test
    void packingThatAnAddRepeatsIsProducedOnceWhateverTabBothName() {
        Balance balance = CasesOfRomaine.balance(
                LOT,
                packed().says("cte", "initialPacking"),
                add("commissioning")
                        .named("registered")
                        .on("2026-04-18T11:00:00-04:00")
                        .at(PROCESSOR)
                        .of(LOT.link(), "100", "CS")
                        .says("cte", "initialPacking"));

        assertThat(balance.produced()).isEqualByComparingTo("100");
    }

    @Test
    void packingThatAnAddOfThatDateRepeatsIsProducedOnce() {
        EventBuilder registered = add("packing")
                .named("registered")
                .on("2026-04-18T00:00:00-04:00")
                .at(PROCESSOR)
                .of(LOT.link(), "100", "CS");

        assertThat(CasesOfRomaine.balance(LOT, packed(), registered).produced()).isEqualByComparingTo("100");
    }

    @Test
    void casesStruckOffOnTheDateOfTheirUseAreConsumedOnly() {
        Balance balance = CasesOfRomaine.balance(
                LOT,
                packed(),
                madeSalad().of(LOT.link(), "40", "CS"),
                struckOff("40").on("2026-04-19T00:00:00-04:00"));

        assertThat(balance.consumed()).isEqualByComparingTo("40");
        assertThat(balance.destroyed()).isZero();
    }

    @Test
    void addAtAnotherPlaceIsProducedThere() {
        Balance balance = CasesOfRomaine.balance(
                LOT,
                packed().says("cte", "initialPacking"),
                add("commissioning")
                        .named("packed elsewhere")
                        .on("2026-04-18T11:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "30", "CS")
                        .says("cte", "initialPacking"));

        assertThat(balance.produced()).isEqualByComparingTo("130");
    }

    private static EventBuilder packed() {
        return transformation("packing")
                .named("packed")
                .on("2026-04-18T10:00:00-04:00")
                .at(PROCESSOR)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "100", "CS");
    }

    private static EventBuilder madeSalad() {
        return transformation("commissioning")
                .named("made into salad")
                .on("2026-04-19T15:00:00-04:00")
                .at(PROCESSOR)
                .into(salad().link(), "38", "CS");
    }

    private static EventBuilder struckOff(String cases) {
        return delete("decommissioning")
                .named("struck off")
                .on("2026-04-19T16:00:00-04:00")
                .at(PROCESSOR)
                .of(LOT.link(), cases, "CS");
    }

    private static String serial(int serial) {
        return LOT.link() + "/21/" + serial;
    }
}
