package io.lotledger.projections.lineage.packing;

import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
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

import io.lotledger.projections.lineage.units.LogisticUnit;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Units that were put into two others on one day, in which they may be both. */
class EachUnitOnceTest {
    private static final String FIRST = LogisticUnit.name(PALLET);
    private static final String SECOND = LogisticUnit.name(OTHER_PALLET);

    static Stream<List<String>> bothOrders() {
        return Stream.of(List.of(FIRST, SECOND), List.of(SECOND, FIRST));
    }

    @ParameterizedTest
    @MethodSource("bothOrders")
    void serialOnTwoPalletsCountsOnceInBoth(List<String> pallets) {
        PackingHistory history = history(
                event("pack").at(-5).in(PALLET).epc(serial(1), serial(2)).aggregation(ADD),
                event("again").at(0).in(OTHER_PALLET).epc(serial(1)).aggregation(ADD));

        assertThat(history.at(pallets, Set.of(), at(9))).containsExactly(content(ROMAINE, "2", null));
        assertThat(history.each(pallets, Set.of(), at(9)))
                .containsEntry(FIRST, List.of(content(ROMAINE, "2", null)))
                .containsEntry(SECOND, List.of(content(ROMAINE, "0", null)));
    }

    @ParameterizedTest
    @MethodSource("bothOrders")
    void looseGoodsCountBesideTheUnitInBoth(List<String> pallets) {
        PackingHistory history = history(
                event("case").at(-6).in(CASE).of(some(ROMAINE, "4", "CS")).aggregation(ADD),
                event("pack")
                        .at(-5)
                        .in(PALLET)
                        .epc(CASE)
                        .of(some(ROMAINE, "3", "CS"))
                        .aggregation(ADD),
                event("again")
                        .at(0)
                        .in(OTHER_PALLET)
                        .epc(CASE)
                        .of(some(ROMAINE, "2", "CS"), some(SPINACH, "1", "CS"))
                        .aggregation(ADD));

        assertThat(history.at(pallets, Set.of(), at(9)))
                .containsExactlyInAnyOrder(content(ROMAINE, "9", "CS"), content(SPINACH, "1", "CS"));
        assertThat(history.each(pallets, Set.of(), at(9)))
                .containsEntry(FIRST, List.of(content(ROMAINE, "7", "CS")))
                .hasEntrySatisfying(
                        SECOND,
                        held -> assertThat(held)
                                .containsExactlyInAnyOrder(content(ROMAINE, "2", "CS"), content(SPINACH, "1", "CS")));
    }

    @ParameterizedTest
    @MethodSource("bothOrders")
    void countThatIncludesAUnitIncludesItOnTheOtherPalletToo(List<String> pallets) {
        PackingHistory history = history(
                event("case").at(-6).in(CASE).of(some(ROMAINE, "4", "CS")).aggregation(ADD),
                event("pack").at(-5).in(PALLET).epc(CASE).aggregation(ADD),
                event("count").at(-4).in(PALLET).of(some(ROMAINE, "7", "CS")).aggregation(OBSERVE),
                event("again").at(0).in(OTHER_PALLET).epc(CASE).aggregation(ADD));

        assertThat(history.at(pallets, Set.of(), at(9))).containsExactly(content(ROMAINE, "7", "CS"));
    }

    @ParameterizedTest
    @MethodSource("bothOrders")
    void truckHoldsOnceWhatIsOnTwoOfItsPallets(List<String> pallets) {
        PackingHistory history = history(
                event("case").at(-6).in(CASE).of(some(ROMAINE, "4", "CS")).aggregation(ADD),
                event("pack").at(-5).in(PALLET).epc(CASE).aggregation(ADD),
                event("count").at(-4).in(PALLET).of(some(ROMAINE, "7", "CS")).aggregation(OBSERVE),
                event("again").at(0).in(OTHER_PALLET).epc(CASE).aggregation(ADD),
                event("load")
                        .at(1)
                        .in(TRUCK)
                        .epc(pallets.toArray(String[]::new))
                        .aggregation(ADD));

        assertThat(history.at(TRUCK, at(9))).containsExactly(content(ROMAINE, "7", "CS"));
    }

    @Test
    void palletsThatHoldEachOtherCountOnce() {
        PackingHistory history = history(
                event("pack")
                        .at(1)
                        .in(PALLET)
                        .epc(OTHER_PALLET)
                        .of(some(ROMAINE, "3", "CS"))
                        .aggregation(ADD),
                event("other")
                        .at(1)
                        .in(OTHER_PALLET)
                        .epc(PALLET)
                        .of(some(ROMAINE, "2", "CS"))
                        .aggregation(ADD));

        assertThat(history.at(List.of(FIRST, SECOND), Set.of(), at(2))).containsExactly(content(ROMAINE, "5", "CS"));
    }
}
