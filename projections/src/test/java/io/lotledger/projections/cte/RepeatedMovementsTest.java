package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.reasons;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** One movement that several events record is one row, and its consignee is called about its quantity once. */
class RepeatedMovementsTest {
    private static final Food LOT = packedRomaine();

    @Test
    void shipmentRecordedAsDepartingAndAsShippingIsOneRow() {
        ClassifiedTrace trace = Traced.classified(
                LOT,
                packed(),
                moved("departing", "leaves", 8).readAt(PACKER).to(WAREHOUSE).paper("bol", "urn:bol:1"),
                moved("shipping", "ships", 9).readAt(PACKER).to(WAREHOUSE).paper("inv", "urn:inv:1"));

        Shipping row = only(trace.ctes(), Shipping.class);
        assertThat(row.basis().eventID()).isEqualTo("leaves");
        assertThat(text(row.documents())).isEqualTo("Bill of Lading urn:bol:1 | Invoice urn:inv:1");
        assertThat(reasons(trace.ctes()))
                .anyMatch(reason -> reason.contains("recorded by leaves too, whose row has the documents of both"));
        assertThat(quantitiesToCallAbout(trace)).containsExactly("40");
    }

    @Test
    void receiptRecordedAsReceivingAndAsAcceptingIsOneRow() {
        ClassifiedTrace trace = Traced.classified(
                LOT,
                packed(),
                moved("shipping", "ships", 8).readAt(PACKER).to(WAREHOUSE),
                moved("receiving", "arrives", 12).at(WAREHOUSE),
                moved("accepting", "is accepted", 13).at(WAREHOUSE).from(PACKER));

        Receiving row = only(trace.ctes(), Receiving.class);
        assertThat(row.basis().eventID()).as("it names the source").isEqualTo("is accepted");
        assertThat(text(row.previousSource().businessName())).isEqualTo(named(PACKER));
        assertThat(quantitiesToCallAbout(trace)).as("consignee and supplier").containsExactly("40", "40");
    }

    @Test
    void palletPackedAndShippedByOneEventAndShippedAgainIsOneRow() {
        CriticalTrackingEvents events = Traced.of(
                LOT,
                packed(),
                unit(PALLET, Action.ADD, "shipping")
                        .on("2026-04-19T08:00:00-04:00")
                        .readAt(PACKER)
                        .of(LOT.link(), "40", "CS")
                        .to(WAREHOUSE),
                observe("shipping")
                        .on("2026-04-19T08:05:00-04:00")
                        .readAt(PACKER)
                        .epc(PALLET)
                        .to(WAREHOUSE));

        assertThat(text(only(events, Shipping.class).quantity())).isEqualTo("40 cases");
    }

    @Test
    void recordWithAllRecipientsHasTheRow() {
        CriticalTrackingEvents events = Traced.of(
                LOT,
                packed(),
                moved("departing", "leaves", 8).readAt(PACKER).to(WAREHOUSE),
                moved("shipping", "ships", 9).readAt(PACKER).to(WAREHOUSE).to(STORE));

        assertThat(Rows.of(events, Shipping.class))
                .extracting(row -> text(row.recipient().businessName()))
                .containsExactlyInAnyOrder(named(WAREHOUSE), named(STORE));
    }

    @Test
    void movementThatThreeEventsRecordIsOneRowWithTheDocumentsOfAll() {
        ClassifiedTrace trace = Traced.classified(
                LOT,
                packed(),
                unit(PALLET, Action.ADD, "shipping")
                        .named("is loaded")
                        .on("2026-04-19T08:00:00-04:00")
                        .readAt(PACKER)
                        .of(LOT.link(), "40", "CS")
                        .paper("po", "urn:po:1"),
                moved("departing", "leaves", 9).readAt(PACKER).to(WAREHOUSE).paper("bol", "urn:bol:1"),
                moved("shipping", "ships", 10).readAt(PACKER).to(WAREHOUSE).paper("inv", "urn:inv:1"));

        Shipping row = only(trace.ctes(), Shipping.class);
        assertThat(row.basis().eventID())
                .as("the first that names the recipient")
                .isEqualTo("leaves");
        assertThat(text(row.documents()))
                .isEqualTo("Bill of Lading urn:bol:1 | Purchase Order; Invoice urn:po:1; urn:inv:1");
        assertThat(reasons(trace.ctes()))
                .filteredOn(reason -> reason.contains("recorded by leaves too"))
                .hasSize(2);
        assertThat(quantitiesToCallAbout(trace)).containsExactly("40");
    }

    private static EventBuilder onThePallet() {
        return unit(PALLET, Action.ADD, "packing")
                .named("is palletized")
                .on("2026-04-18T12:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "40", "CS");
    }

    private static EventBuilder palletShipped() {
        return observe("shipping")
                .named("pallet leaves")
                .on("2026-04-19T08:00:00-04:00")
                .readAt(PACKER)
                .epc(PALLET)
                .to(WAREHOUSE)
                .paper("bol", "urn:bol:1");
    }

    private static EventBuilder counted(int minute, String cases) {
        return unit(PALLET, Action.OBSERVE, "receiving")
                .named("is counted")
                .on("2026-04-19T12:%02d:00-04:00".formatted(minute))
                .at(WAREHOUSE)
                .of(LOT.link(), cases, "CS")
                .paper("bol", "urn:bol:1");
    }

    private static EventBuilder palletReceived(String step, int minute) {
        return observe(step)
                .named("pallet is " + step)
                .on("2026-04-19T12:%02d:00-04:00".formatted(minute))
                .at(WAREHOUSE)
                .epc(PALLET)
                .paper("bol", "urn:bol:1");
    }

    private static void assertShortBy2(EventBuilder... receipts) {
        List<EventBuilder> told = new ArrayList<>(List.of(packed(), onThePallet(), palletShipped()));
        told.addAll(List.of(receipts));
        EventBuilder[] all = told.toArray(EventBuilder[]::new);

        assertThat(text(only(Traced.of(LOT, all), Receiving.class).quantity())).isEqualTo("38 cases");
        assertThat(Traced.lot(LOT, all).balance().balances())
                .singleElement()
                .satisfies(balance -> assertThat(balance.received()).isEqualByComparingTo("38"))
                .satisfies(balance -> assertThat(balance.shortfall()).isEqualByComparingTo("2"));
        assertThat(Traced.findings(LOT, all))
                .extracting(Finding::kind)
                .contains(FindingKind.SHORT_RECEIPT)
                .doesNotContain(FindingKind.OVER_RECEIPT);
    }

    @Test
    void shortReceiptThatTwoEventsRecordIsOneRow() {
        assertShortBy2(counted(0, "38"), palletReceived("receiving", 5));
        assertShortBy2(counted(0, "38"), palletReceived("accepting", 5));
        assertShortBy2(
                counted(0, "38"),
                observe("receiving")
                        .named("quantity arrives")
                        .on("2026-04-19T12:05:00-04:00")
                        .at(WAREHOUSE)
                        .of(LOT.link(), "38", "CS")
                        .paper("bol", "urn:bol:1"));
    }

    @Test
    void receiptOfAPalletThatIsThenCountedIsOfWhatWasCounted() {
        assertShortBy2(palletReceived("receiving", 0), counted(5, "38"));
        assertShortBy2(palletReceived("accepting", 0), counted(5, "38"));
    }

    @Test
    void casesOfAPalletThatAreReadOneByOneAreOneReceipt() {
        List<EventBuilder> told = new ArrayList<>(List.of(
                packed(),
                unit(PALLET, Action.ADD, "packing")
                        .named("is palletized")
                        .on("2026-04-18T12:00:00-04:00")
                        .at(PACKER)
                        .epc(serial(1), serial(2), serial(3), serial(4)),
                palletShipped()));
        for (int i = 1; i < 4; i++)
            told.add(unit(PALLET, Action.OBSERVE, "receiving")
                    .named("case " + i)
                    .on("2026-04-19T12:0%d:00-04:00".formatted(i))
                    .at(WAREHOUSE)
                    .epc(serial(i))
                    .paper("bol", "urn:bol:1"));

        told.add(palletReceived("receiving", 5));
        assertThat(received(told)).as("then the pallet").isEqualByComparingTo("3");
        told.set(told.size() - 1, palletReceived("receiving", 0));
        assertThat(received(told)).as("after the pallet").isEqualByComparingTo("3");
    }

    private static String serial(int number) {
        return LOT.link() + "/21/" + number;
    }

    @Test
    void lotThatACountDoesNotNameDidNotArriveWithItsPallet() {
        Food other = Food.salad();
        EventBuilder[] told = {
            packed(),
            onThePallet().of(other.link(), "10", "CS"),
            palletShipped(),
            palletReceived("receiving", 0),
            counted(5, "40")
        };

        assertThat(Rows.of(Traced.of(other, told), Receiving.class)).isEmpty();
        assertThat(Traced.findings(other, told)).extracting(Finding::kind).contains(FindingKind.SHORT_RECEIPT);
    }

    @Test
    void palletThatLeftAgainBeforeItIsCountedArrivedTwice() {
        assertThat(received(List.of(
                        packed(),
                        onThePallet(),
                        palletShipped(),
                        palletReceived("receiving", 0),
                        observe("shipping")
                                .named("pallet leaves again")
                                .on("2026-04-19T12:02:00-04:00")
                                .readAt(WAREHOUSE)
                                .epc(PALLET)
                                .to(STORE),
                        counted(5, "38"))))
                .isEqualByComparingTo("78");
    }

    private static BigDecimal received(List<EventBuilder> told) {
        return sum(told, Balance::received);
    }

    private static BigDecimal shipped(List<EventBuilder> told) {
        return sum(told, Balance::shipped);
    }

    private static BigDecimal sum(List<EventBuilder> told, Function<Balance, BigDecimal> amount) {
        return Traced.lot(LOT, told.toArray(EventBuilder[]::new)).balance().balances().stream()
                .map(amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static final String TRUCK = "urn:epc:id:sscc:0614141.0000000099";
    private static final String SMALL = "urn:epc:id:sscc:0614141.0000000078";

    /** A truck with a pallet of 30 cases and a small one of 10. */
    private static List<EventBuilder> loaded(EventBuilder... then) {
        List<EventBuilder> told = new ArrayList<>(List.of(
                packed(),
                unit(PALLET, Action.ADD, "packing")
                        .named("is palletized")
                        .on("2026-04-18T12:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "30", "CS"),
                unit(SMALL, Action.ADD, "packing")
                        .named("rest is palletized")
                        .on("2026-04-18T12:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "10", "CS"),
                unit(TRUCK, Action.ADD, "loading")
                        .named("is loaded")
                        .on("2026-04-19T08:30:00-04:00")
                        .at(PACKER)
                        .epc(PALLET, SMALL)));
        told.addAll(List.of(then));
        return told;
    }

    private static EventBuilder moves(String step, String unit, String time) {
        return observe(step)
                .named(step + " " + unit + " " + time)
                .on("2026-04-19T" + time + ":00-04:00")
                .epc(unit)
                .paper("bol", "urn:bol:1");
    }

    private static EventBuilder leaves(String step, String unit, String time) {
        return moves(step, unit, time).readAt(PACKER);
    }

    private static EventBuilder arrives(String step, String unit, String time) {
        return moves(step, unit, time).at(WAREHOUSE);
    }

    @Test
    void departureOfATruckAndTheShipmentsOfItsPalletsAreOneRow() {
        EventBuilder truck = leaves("departing", TRUCK, "09:00").to(WAREHOUSE);
        for (String time : List.of("08:00", "09:05")) {
            List<EventBuilder> told = loaded(
                    truck,
                    leaves("shipping", PALLET, time).to(WAREHOUSE).paper("inv", "urn:inv:1"),
                    leaves("shipping", SMALL, time).to(WAREHOUSE));
            ClassifiedTrace trace = Traced.classified(LOT, told.toArray(EventBuilder[]::new));

            Shipping row = only(trace.ctes(), Shipping.class);
            assertThat(text(row.quantity())).isEqualTo("40 cases");
            assertThat(text(row.documents())).isEqualTo("Bill of Lading urn:bol:1 | Invoice urn:inv:1");
            assertThat(shipped(told)).isEqualByComparingTo("40");
            assertThat(quantitiesToCallAbout(trace)).containsExactly("40");
        }
    }

    @Test
    void shipmentsThatSayMoreThanTheDepartureOfTheirTruckHaveTheRows() {
        List<EventBuilder> told = loaded(
                leaves("departing", TRUCK, "09:00"),
                leaves("shipping", PALLET, "09:05").to(WAREHOUSE),
                leaves("shipping", SMALL, "09:06").to(STORE));

        assertThat(Rows.of(Traced.of(LOT, told.toArray(EventBuilder[]::new)), Shipping.class))
                .extracting(row -> text(row.recipient().businessName()) + " " + text(row.quantity()))
                .containsExactlyInAnyOrder(named(WAREHOUSE) + " 30 cases", named(STORE) + " 10 cases");
        assertThat(shipped(told)).isEqualByComparingTo("40");
    }

    @Test
    void receiptOfATruckAndOfItsPalletsIsOneRow() {
        List<EventBuilder> told = loaded(
                leaves("shipping", TRUCK, "09:00").to(WAREHOUSE),
                arrives("receiving", TRUCK, "12:00"),
                arrives("accepting", PALLET, "12:30"),
                arrives("accepting", SMALL, "12:40"));

        only(Traced.of(LOT, told.toArray(EventBuilder[]::new)), Receiving.class);
        assertThat(received(told)).isEqualByComparingTo("40");
    }

    @Test
    void palletThatIsCountedAfterItsTruckWasReceivedCountsAsCounted() {
        for (String cases : List.of("28", "30")) {
            List<EventBuilder> told = loaded(
                    leaves("shipping", TRUCK, "09:00").to(WAREHOUSE),
                    arrives("receiving", TRUCK, "12:00"),
                    unit(PALLET, Action.OBSERVE, "receiving")
                            .named("is counted")
                            .on("2026-04-19T12:30:00-04:00")
                            .at(WAREHOUSE)
                            .of(LOT.link(), cases, "CS")
                            .paper("bol", "urn:bol:1"));

            assertThat(received(told)).isEqualByComparingTo(cases.equals("28") ? "38" : "40");
            assertThat(sum(told, Balance::shortfall)).isEqualByComparingTo(cases.equals("28") ? "2" : "0");
            assertThat(Rows.of(Traced.of(LOT, told.toArray(EventBuilder[]::new)), Receiving.class))
                    .extracting(row -> text(row.quantity()))
                    .containsExactlyInAnyOrder("10 cases", cases + " cases");
        }
    }

    @Test
    void voidOfAPalletTakesItFromTheDepartureOfItsTruckToo() {
        for (String destination : List.of(WAREHOUSE, STORE)) {
            List<EventBuilder> told = loaded(
                    leaves("departing", TRUCK, "09:00").to(WAREHOUSE).to(STORE),
                    leaves("shipping", PALLET, "09:05").to(WAREHOUSE),
                    leaves("shipping", SMALL, "09:06").to(destination),
                    leaves("void_shipping", PALLET, "10:00"));
            assertThat(shipped(told)).isEqualByComparingTo("10");
            told.set(told.size() - 1, leaves("void_shipping", TRUCK, "10:00"));
            assertThat(shipped(told)).isZero();
        }
    }

    @Test
    void palletThatIsShippedAfterItsTruckWasVoidedLeaves() {
        assertThat(shipped(loaded(
                        leaves("departing", TRUCK, "09:00").to(WAREHOUSE),
                        leaves("void_shipping", TRUCK, "09:30"),
                        leaves("shipping", PALLET, "10:00").to(WAREHOUSE))))
                .isEqualByComparingTo("30");
    }

    @Test
    void palletThatLeavesWithMoreThanTheTruckHeldIsNoPartOfIt() {
        assertThat(shipped(loaded(
                        leaves("departing", TRUCK, "09:00").to(WAREHOUSE),
                        unit(SMALL, Action.ADD, "packing")
                                .named("more")
                                .on("2026-04-19T09:02:00-04:00")
                                .at(PACKER)
                                .of(LOT.link(), "50", "CS"),
                        leaves("shipping", SMALL, "09:05").to(WAREHOUSE))))
                .isEqualByComparingTo("100");
    }

    @Test
    void palletOfAnotherBillOfLadingIsNoPartOfTheTruck() {
        assertThat(shipped(loaded(
                        leaves("departing", TRUCK, "09:00").to(WAREHOUSE),
                        observe("shipping")
                                .named("again")
                                .on("2026-04-19T09:05:00-04:00")
                                .readAt(PACKER)
                                .epc(PALLET)
                                .to(WAREHOUSE)
                                .paper("bol", "urn:bol:2"))))
                .isEqualByComparingTo("70");
    }

    @Property(tries = 20)
    void recordsOfOneMovementAreJoinedInAnyOrderOfArrival(@ForAll long seed) {
        List<EventBuilder> told = new ArrayList<>(List.of(
                packed(),
                unit(PALLET, Action.ADD, "shipping")
                        .named("is loaded")
                        .on("2026-04-19T08:00:00-04:00")
                        .readAt(PACKER)
                        .of(LOT.link(), "40", "CS"),
                moved("departing", "leaves", 8).readAt(PACKER).to(WAREHOUSE),
                moved("shipping", "ships", 8).readAt(PACKER).to(WAREHOUSE),
                moved("receiving", "arrives", 12).at(WAREHOUSE),
                moved("accepting", "is accepted", 12).at(WAREHOUSE),
                unit(PALLET, Action.OBSERVE, "receiving")
                        .named("pallet arrives")
                        .on("2026-04-19T12:00:00-04:00")
                        .at(WAREHOUSE)
                        .of(LOT.link(), "40", "CS")));
        CriticalTrackingEvents inOrder = Traced.of(LOT, told.toArray(EventBuilder[]::new));
        Collections.shuffle(told, new Random(seed));

        assertThat(Rows.of(inOrder, Shipping.class)).hasSize(1);
        assertThat(Rows.of(inOrder, Receiving.class)).hasSize(1);
        assertThat(Traced.of(LOT, told.toArray(EventBuilder[]::new))).isEqualTo(inOrder);
    }

    @Property(tries = 20)
    void levelsOfPackagingAreJoinedInAnyOrderOfArrival(@ForAll long seed) {
        List<EventBuilder> told = loaded(
                leaves("departing", TRUCK, "09:00").to(WAREHOUSE),
                leaves("shipping", PALLET, "09:00").to(WAREHOUSE),
                leaves("shipping", SMALL, "08:00").to(WAREHOUSE),
                arrives("receiving", TRUCK, "12:00"),
                arrives("accepting", PALLET, "12:00"),
                arrives("accepting", SMALL, "12:40"));
        CriticalTrackingEvents inOrder = Traced.of(LOT, told.toArray(EventBuilder[]::new));
        Collections.shuffle(told, new Random(seed));

        assertThat(Rows.of(inOrder, Shipping.class)).hasSize(1);
        assertThat(Rows.of(inOrder, Receiving.class)).hasSize(1);
        assertThat(Traced.of(LOT, told.toArray(EventBuilder[]::new))).isEqualTo(inOrder);
    }

    private static EventBuilder packed() {
        return transformation("packing")
                .named("packed")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "100", "CS");
    }

    private static EventBuilder moved(String step, String id, int hour) {
        return observe(step)
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .of(LOT.link(), "40", "CS");
    }

    private static List<String> quantitiesToCallAbout(ClassifiedTrace trace) {
        return Contact.of(trace, UnitMovements.NONE).stream()
                .flatMap(contact -> contact.lines().stream())
                .map(line -> text(line.amount()))
                .toList();
    }
}
