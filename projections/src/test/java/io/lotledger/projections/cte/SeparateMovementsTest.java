package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Two movements of equal amounts are two, and two records of one movement are one. A recall must not count too little. */
class SeparateMovementsTest {
    private static final Food LOT = packedRomaine();
    private static final String OTHER_PALLET = "urn:epc:id:sscc:0614141.0000000078";
    private static final String TRUCK = "urn:epc:id:sscc:0614141.0000000999";
    private static final String CRATE = "urn:epc:id:grai:0614141.12345.77";

    private static EventBuilder leaves(String step, int day, int hour) {
        return observe(step)
                .named(step + " " + day + " " + hour)
                .on("2026-04-%02dT%02d:00:00-04:00".formatted(day, hour))
                .readAt(PACKER)
                .to(WAREHOUSE);
    }

    private static EventBuilder cases(EventBuilder event) {
        return event.of(LOT.link(), "40", "CS");
    }

    private static EventBuilder arrives(String step, int day, int hour) {
        return observe(step)
                .named(step + " " + day + " " + hour)
                .on("2026-04-%02dT%02d:00:00-04:00".formatted(day, hour))
                .at(WAREHOUSE);
    }

    private static EventBuilder onPallet(String pallet) {
        return unit(pallet, Action.ADD, "packing")
                .named("on " + pallet)
                .on("2026-04-01T12:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "40", "CS");
    }

    private static EventBuilder onTruck(String pallet, int day, int hour) {
        return unit(TRUCK, Action.ADD, "loading")
                .named("loaded " + pallet)
                .on("2026-04-%02dT%02d:00:00-04:00".formatted(day, hour))
                .at(PACKER)
                .epc(pallet);
    }

    private static List<EventBuilder> told(EventBuilder... told) {
        EventBuilder packed = transformation("packing")
                .named("packed")
                .on("2026-04-01T10:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "200", "CS");
        return Stream.concat(Stream.of(packed), Stream.of(told)).toList();
    }

    private static void assertShipped(String cases, EventBuilder... told) {
        assertThat(sum(told(told), Balance::shipped)).isEqualByComparingTo(cases);
        assertThat(Rows.of(Traced.of(LOT, told(told).toArray(EventBuilder[]::new)), Shipping.class))
                .as("rows of 40 cases")
                .hasSize(Integer.parseInt(cases) / 40);
    }

    private static BigDecimal sum(List<EventBuilder> told, Function<Balance, BigDecimal> amount) {
        return Traced.lot(LOT, told.toArray(EventBuilder[]::new)).balance().balances().stream()
                .map(amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void looseGoodsWithoutDocumentsAreOneMovementWithinSevenDaysAndTwoBeyond() {
        assertShipped("40", cases(leaves("departing", 2, 8)), cases(leaves("shipping", 9, 8)));
        assertShipped("80", cases(leaves("departing", 2, 8)), cases(leaves("shipping", 9, 9)));
    }

    private static List<Finding> ambiguous(EventBuilder... told) {
        return Traced.findings(LOT, told(told).toArray(EventBuilder[]::new)).stream()
                .filter(finding -> finding.kind() == FindingKind.AMBIGUOUS_CTE)
                .toList();
    }

    @Test
    void equalAmountsThatLeftMoreThanADayApartAreAFindingWhereTheyCountAsOne() {
        EventBuilder monday = cases(leaves("shipping", 6, 8));
        EventBuilder thursday = cases(leaves("departing", 9, 8));

        assertShipped("40", monday, thursday);
        assertThat(ambiguous(monday, thursday)).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .contains("40 cases", "shipping", "departing", "counts once")
                    .contains("bill of lading");
            assertThat(finding.eventIds()).containsExactly("shipping 6 8", "departing 9 8");
        });
        assertThat(ambiguous(monday, cases(leaves("departing", 7, 8))))
                .as("a day")
                .isEmpty();
        EventBuilder[] received = {
            monday, thursday, cases(arrives("receiving", 7, 8)), cases(arrives("receiving", 10, 8))
        };
        assertShipped("80", received);
        assertThat(ambiguous(received)).as("they are two").isEmpty();
        assertThat(ambiguous(
                        cases(leaves("shipping", 6, 8)).paper("bol", "urn:bol:1"),
                        cases(leaves("departing", 9, 8)).paper("bol", "urn:bol:1")))
                .as("they are one")
                .isEmpty();
    }

    @Test
    void movementsOfOneOrderFarApartAreTwoAndOfOneBillOfLadingOne() {
        assertShipped(
                "80",
                cases(leaves("departing", 2, 8)).paper("po", "urn:po:1"),
                cases(leaves("shipping", 12, 8)).paper("po", "urn:po:1"));
        assertShipped(
                "40",
                cases(leaves("departing", 2, 8)).paper("bol", "urn:bol:1"),
                cases(leaves("shipping", 12, 8)).paper("bol", "urn:bol:1"));
    }

    @Test
    void twoBillsOfLadingAreTwoMovementsOfOneOrder() {
        assertShipped(
                "80",
                cases(leaves("departing", 2, 8)).paper("bol", "urn:bol:1").paper("po", "urn:po:1"),
                cases(leaves("shipping", 2, 9)).paper("bol", "urn:bol:2").paper("po", "urn:po:1"));
        assertShipped(
                "80",
                cases(leaves("departing", 2, 8)).paper("desadv", "urn:asn:1"),
                cases(leaves("shipping", 2, 9)).paper("desadv", "urn:asn:2"));
    }

    @Test
    void recordJoinsTheMovementWhoseDocumentItShares() {
        assertShipped(
                "80",
                cases(leaves("departing", 2, 7)),
                cases(leaves("departing", 2, 8)).paper("bol", "urn:bol:2"),
                cases(leaves("shipping", 2, 9)).paper("bol", "urn:bol:2"),
                cases(leaves("shipping", 2, 10)).paper("bol", "urn:bol:1"));
    }

    @Test
    void recordJoinsTheNearestMovementIfNoDocumentTells() {
        CriticalTrackingEvents events = Traced.of(
                LOT,
                told(
                                cases(leaves("departing", 2, 8)),
                                cases(leaves("departing", 4, 8)).paper("inv", "urn:inv:4"),
                                cases(leaves("shipping", 4, 9)).paper("bol", "urn:bol:4"))
                        .toArray(EventBuilder[]::new));

        assertThat(Rows.of(events, Shipping.class))
                .extracting(row -> Rows.text(row.documents()))
                .filteredOn(text -> text.contains("urn:bol:4"))
                .singleElement()
                .asString()
                .contains("urn:inv:4");
    }

    @Test
    void twoPalletsOfEqualAmountAreTwoMovements() {
        assertShipped(
                "80",
                onPallet(PALLET),
                onPallet(OTHER_PALLET),
                leaves("departing", 2, 8).epc(PALLET),
                leaves("shipping", 2, 9).epc(OTHER_PALLET));
    }

    @Test
    void palletShippedAgainByTheSameStepIsTwoMovements() {
        assertShipped(
                "80",
                onPallet(PALLET),
                leaves("shipping", 2, 8).epc(PALLET),
                leaves("shipping", 12, 9).epc(PALLET));
        assertShipped(
                "80",
                onPallet(PALLET),
                leaves("shipping", 2, 8).epc(PALLET).paper("bol", "urn:bol:1"),
                leaves("shipping", 12, 9).epc(PALLET).paper("bol", "urn:bol:2"));
    }

    @Test
    void palletThatCameBackOrArrivedIsShippedAgain() {
        for (String step : List.of("shipping", "departing")) {
            assertShipped(
                    "80",
                    onPallet(PALLET),
                    leaves("shipping", 2, 8).epc(PALLET),
                    observe("receiving")
                            .named("came back")
                            .on("2026-04-03T08:00:00-04:00")
                            .at(PACKER)
                            .epc(PALLET),
                    leaves(step, 4, 9).epc(PALLET));
        }
        assertShipped(
                "80",
                onPallet(PALLET),
                leaves("shipping", 2, 8).epc(PALLET),
                arrives("receiving", 3, 8).epc(PALLET),
                leaves("shipping", 4, 9).epc(PALLET));
    }

    @Test
    void palletThatIsUsedAgainIsReceivedAgain() {
        EventBuilder[] told = {
            onPallet(PALLET),
            arrives("receiving", 3, 8).epc(PALLET),
            unit(PALLET, Action.DELETE, "unpacking").named("emptied").on("2026-04-04T08:00:00-04:00"),
            onPallet(PALLET).named("filled again").on("2026-04-05T08:00:00-04:00"),
            arrives("receiving", 6, 8).epc(PALLET)
        };

        assertThat(sum(told(told), Balance::received)).isEqualByComparingTo("80");
    }

    @Test
    void truckWithOtherPalletsMakesASecondTrip() {
        assertShipped(
                "80",
                onPallet(PALLET),
                onPallet(OTHER_PALLET),
                onTruck(PALLET, 2, 6),
                leaves("shipping", 2, 8).epc(TRUCK),
                unit(TRUCK, Action.DELETE, "unloading").named("emptied").on("2026-04-02T18:00:00-04:00"),
                onTruck(OTHER_PALLET, 3, 6),
                leaves("departing", 3, 8).epc(TRUCK));
    }

    @Test
    void crateThatArrivedInBetweenMakesASecondTrip() {
        assertShipped(
                "80",
                onPallet(CRATE),
                leaves("shipping", 2, 8).epc(CRATE),
                arrives("receiving", 2, 20).epc(CRATE),
                leaves("departing", 3, 9).epc(CRATE));
    }

    @Test
    void returnableCrateShippedAgainIsASecondMovement() {
        assertShipped(
                "80",
                onPallet(CRATE),
                leaves("shipping", 2, 8).epc(CRATE),
                leaves("shipping", 3, 9).epc(CRATE));
    }

    @Test
    void goodsThatWereSentBackAreShippedAgain() {
        List<EventBuilder> told = told(
                cases(leaves("departing", 2, 8)),
                cases(arrives("receiving", 3, 8)),
                cases(observe("shipping"))
                        .named("sent back")
                        .on("2026-04-04T08:00:00-04:00")
                        .readAt(WAREHOUSE)
                        .to(PACKER),
                cases(leaves("shipping", 5, 8)));

        assertThat(sum(told, Balance::shipped)).isEqualByComparingTo("120");
    }

    @Test
    void equalAmountsThatWereReceivedTwiceLeftTwice() {
        EventBuilder[] told = {
            cases(leaves("departing", 2, 8)),
            cases(leaves("shipping", 3, 8)),
            cases(arrives("receiving", 4, 8)),
            cases(arrives("receiving", 5, 8))
        };

        assertShipped("80", told);
        assertThat(sum(told(told), Balance::received)).isEqualByComparingTo("80");
        assertThat(sum(told(told), Balance::unexplained)).isZero();
        assertShipped("40", told[0], told[1], told[2], cases(arrives("accepting", 4, 9)));
        assertShipped("40", told[0], told[1].paper("bol", "urn:bol:1"), told[2]);
    }

    @Test
    void recordsOfOneDocumentThatWereReceivedTwiceLeftOnce() {
        assertShipped(
                "40",
                cases(leaves("departing", 2, 8)).paper("bol", "urn:bol:1"),
                cases(leaves("shipping", 3, 8)).paper("bol", "urn:bol:1"),
                cases(arrives("receiving", 4, 8)),
                cases(arrives("receiving", 5, 8)));
    }

    @Test
    void voidTakesBackOneOfTwoMovementsThatWereReceivedTwice() {
        EventBuilder[] told = {
            cases(leaves("departing", 2, 8)),
            cases(leaves("shipping", 3, 8)),
            cases(arrives("receiving", 4, 8)),
            cases(arrives("receiving", 5, 8)),
            cases(observe("void_shipping"))
                    .named("taken back")
                    .on("2026-04-06T08:00:00-04:00")
                    .readAt(PACKER)
        };

        assertThat(sum(told(told), Balance::shipped)).isEqualByComparingTo("40");
    }

    @Test
    void orderThatATransactionTiesToTheGoodsIsOfTheNearestMovement() {
        EventBuilder order = cases(transaction(Action.ADD, "shipping"))
                .named("order")
                .on("2026-04-03T08:00:00-04:00")
                .readAt(PACKER)
                .to(WAREHOUSE)
                .paper("po", "urn:po:1");

        assertShipped("40", cases(leaves("shipping", 2, 8)), order);
        assertShipped("80", cases(leaves("shipping", 2, 8)), order.on("2026-04-20T08:00:00-04:00"));
        assertShipped(
                "40", cases(leaves("shipping", 2, 8)).paper("po", "urn:po:1"), order.on("2026-04-20T08:00:00-04:00"));
    }

    @Test
    void lotFromTwoPlacesOrForTwoPlacesMovesTwice() {
        assertShipped(
                "80",
                cases(leaves("departing", 2, 8)),
                cases(observe("shipping"))
                        .named("to the store")
                        .on("2026-04-02T09:00:00-04:00")
                        .readAt(PACKER)
                        .to(STORE));
    }

    @Property(tries = 30)
    void orderOfArrivalDoesNotMatterAndAThirdRecordJoins(@ForAll long seed) {
        List<EventBuilder> told = new ArrayList<>(told(
                onPallet(PALLET),
                leaves("departing", 2, 8).epc(PALLET),
                leaves("shipping", 2, 9).epc(PALLET).paper("bol", "urn:bol:1"),
                unit(PALLET, Action.OBSERVE, "shipping")
                        .named("shipping 2 10")
                        .on("2026-04-02T10:00:00-04:00")
                        .readAt(PACKER)
                        .to(WAREHOUSE)
                        .of(LOT.link(), "40", "CS")
                        .paper("inv", "urn:inv:1"),
                cases(leaves("departing", 3, 8)),
                cases(leaves("shipping", 3, 9)),
                cases(leaves("departing", 14, 8)),
                cases(arrives("receiving", 4, 8)),
                cases(arrives("accepting", 4, 9)),
                cases(arrives("receiving", 15, 8)),
                arrives("receiving", 4, 8).named("pallet arrives").epc(PALLET)));
        CriticalTrackingEvents inOrder = Traced.of(LOT, told.toArray(EventBuilder[]::new));
        Collections.shuffle(told, new Random(seed));

        assertThat(Rows.of(inOrder, Shipping.class)).hasSize(3);
        assertThat(Traced.of(LOT, told.toArray(EventBuilder[]::new))).isEqualTo(inOrder);
        assertThat(sum(told, Balance::shipped)).isEqualByComparingTo("120");
        assertThat(sum(told, Balance::received)).isEqualByComparingTo("120");
    }
}
