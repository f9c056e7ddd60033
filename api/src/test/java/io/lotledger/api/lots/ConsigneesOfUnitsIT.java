package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.event;
import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.evidence.Evidence;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whom a recall of a lot reaches through units that were made of it, of which no event names a lot. */
class ConsigneesOfUnitsIT {
    private static final String MILK = "urn:epc:class:lgtin:0614141.107346.MILK";
    private static final String OTHER = "urn:epc:class:lgtin:0614141.107346.OTHER";
    private static final String TANK = "urn:epc:id:grai:0614141.12345.400";
    private static final String PALLET = "urn:epc:id:sscc:0614141.1234567890";
    private static final String TRUCK = "urn:epc:id:sscc:0614141.1234567891";
    private static final String STORE = "0614141000050";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    private static String made(int hour, String inputs, String unit) {
        return event("TransformationEvent", hour, "commissioning", 1, inputs + ",\"outputEPCList\":[\"" + unit + "\"]");
    }

    private static String madeOfMilk(int hour, String unit) {
        return made(hour, quantity("inputQuantityList", MILK, 50), unit);
    }

    private static String packed(int hour, String parent, String children) {
        return event(
                "AggregationEvent",
                hour,
                "packing",
                1,
                "\"action\":\"ADD\",\"parentID\":\"" + parent + "\"," + children);
    }

    private static String emptied(int hour, String unit) {
        return event("AggregationEvent", hour, "unpacking", 1, "\"action\":\"DELETE\",\"parentID\":\"" + unit + "\"");
    }

    private static String shipped(int hour, String unit) {
        return object(hour, "OBSERVE", "shipping", 1, unit, null)
                .replace(
                        "\"action\"",
                        "\"destinationList\":[{\"type\":\"location\",\"destination\":\"urn:epc:id:sgln:0614141.00005.0\"}],\"action\"");
    }

    private JsonNode radius() {
        return radius(MILK);
    }

    private JsonNode radius(String lot) {
        String id = new Lot(client.organisation, LotKey.of(lot).orElseThrow()).shortId();
        return client.get("/lots/" + id + "/blast-radius").body();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {PALLET, TANK, "urn:epc:id:sgtin:0614141.107346.77"})
    void unitThatIsShippedNamesItsConsignee(String unit) throws Exception {
        client.capture(List.of(shipped(3, unit), madeOfMilk(2, unit)), "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
        assertThat(texts(radius().get("organizations"))).containsExactly(STORE);
        assertThat(radius().get("units_without_lot")).hasSize(1);
        assertThat(radius().get("downstream_lots").asInt()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {PALLET, TANK})
    void unitThatWasDestroyedAndMadeAgainIsOfNoneOfWhatItHeld(String unit) throws Exception {
        client.capture(
                List.of(
                        shipped(4, unit),
                        madeOfMilk(3, unit),
                        object(2, "DELETE", "destroying", 1, unit, null),
                        packed(1, unit, "\"childEPCs\":[]," + quantity("childQuantityList", OTHER, 10))),
                "");

        assertThat(texts(radius(OTHER).get("ship_to_glns"))).isEmpty();
        assertThat(texts(radius(MILK).get("ship_to_glns"))).containsExactly(STORE);
        assertThat(radius(MILK).get("units_without_lot")).hasSize(1);
        assertThat(findings(MILK)).contains("serial_without_lot");
    }

    private List<String> findings(String lot) {
        String id = new Lot(client.organisation, LotKey.of(lot).orElseThrow()).shortId();
        return client.get("/findings?lot_id=" + id)
                .body()
                .get("findings")
                .valueStream()
                .map(finding -> finding.get("kind").asString())
                .toList();
    }

    @Test
    void unitGoesWithTheTruckThatItIsLoadedOn() throws Exception {
        client.capture(
                List.of(
                        madeOfMilk(2, PALLET),
                        packed(3, TRUCK, "\"childEPCs\":[\"" + PALLET + "\"]"),
                        shipped(4, TRUCK)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
    }

    @Test
    void unitMadeOfAUnitNamesItsConsigneeToo() throws Exception {
        client.capture(
                List.of(
                        madeOfMilk(2, TANK),
                        made(3, "\"inputEPCList\":[\"" + TANK + "\"]", PALLET),
                        shipped(4, PALLET)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
        assertThat(texts(radius().get("units_without_lot")))
                .containsExactly(
                        "https://id.gs1.org/00/106141412345678908", "https://id.gs1.org/8003/00614141123452400");
    }

    @Test
    void unitMadeOfAPalletOfTheLotNamesItsConsignee() throws Exception {
        client.capture(
                List.of(
                        packed(1, TRUCK, "\"childEPCs\":[]," + quantity("childQuantityList", MILK, 5)),
                        made(2, "\"inputEPCList\":[\"" + TRUCK + "\"]", PALLET),
                        shipped(3, PALLET)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
    }

    @Test
    void consigneeOfAUnitIsCalledForTheUnit() throws Exception {
        client.capture(List.of(madeOfMilk(2, PALLET), shipped(3, PALLET)), "");
        String lot = client.lotId("(01)10614141073464(10)MILK");

        List<JsonNode> consignees = client.get("/lots/" + lot + "/contacts")
                .body()
                .get("contacts")
                .valueStream()
                .filter(contact -> contact.get("role").asString().equals("consignee"))
                .toList();

        assertThat(consignees).hasSize(1);
        assertThat(consignees.get(0).get("gln").asString()).isEqualTo(STORE);
        JsonNode unit = consignees.get(0).get("lots").get(0);
        assertThat(unit.get("epc").asString()).isEqualTo("https://id.gs1.org/00/106141412345678908");
        assertThat(unit.get("lot_id").isNull()).as("it has no lot").isTrue();
        assertThat(client.get("/lots/" + lot + "/contacts?direction=backward")
                        .body()
                        .get("contacts"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"forward", "both"})
    void consigneeOfAUnitIsCalledAlsoIfItsLotWentBackIntoTheOneAskedAbout(String direction) throws Exception {
        client.capture(
                List.of(
                        event(
                                "TransformationEvent",
                                1,
                                "commissioning",
                                1,
                                quantity("inputQuantityList", MILK, 50) + ","
                                        + quantity("outputQuantityList", OTHER, 50)),
                        made(2, quantity("inputQuantityList", OTHER, 20), PALLET),
                        event(
                                "TransformationEvent",
                                3,
                                "commissioning",
                                1,
                                quantity("inputQuantityList", OTHER, 30) + ","
                                        + quantity("outputQuantityList", MILK, 30)),
                        shipped(4, PALLET)),
                "");
        String lot = client.lotId("(01)10614141073464(10)MILK");

        assertThat(client.get("/lots/" + lot + "/contacts?direction=" + direction)
                        .body()
                        .get("contacts")
                        .valueStream()
                        .map(contact -> contact.get("gln").asString()))
                .containsExactly(STORE);
    }

    /** As partners send a pallet that a transformation filled. */
    @ParameterizedTest
    @CsvSource({
        PALLET + ", MILK, " + STORE,
        "urn:epc:id:sgtin:0614141.107346.77, MILK, " + STORE,
        "urn:epc:id:sgtin:0614141.107346.77, OTHER, " + STORE,
        "urn:epc:id:sgtin:0614141.107347.77, MILK,",
        "urn:epc:id:sgtin:0614141.107347.77, OTHER, " + STORE
    })
    void unitMadeBesideALotMayHoldIt(String unit, String lot, String consignee) throws Exception {
        client.capture(
                List.of(
                        made(
                                2,
                                quantity("inputQuantityList", OTHER, 50) + ","
                                        + quantity("outputQuantityList", MILK, 50),
                                unit),
                        shipped(3, unit)),
                "");

        assertThat(texts(radius("urn:epc:class:lgtin:0614141.107346." + lot).get("ship_to_glns")))
                .isEqualTo(Stream.ofNullable(consignee).toList());
    }

    @Test
    void unitThatHeldALotWhenItWasMadeHoldsThat() throws Exception {
        client.capture(
                List.of(
                        packed(1, PALLET, "\"childEPCs\":[]," + quantity("childQuantityList", OTHER, 5)),
                        made(
                                2,
                                "\"inputEPCList\":[\"" + TANK + "\"]," + quantity("outputQuantityList", MILK, 50),
                                PALLET),
                        shipped(3, PALLET)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).isEmpty();
        assertThat(texts(radius(OTHER).get("ship_to_glns"))).containsExactly(STORE);
    }

    private static String nextDay(String event) {
        return event.replace("2026-03-02", "2026-03-03");
    }

    /** Nobody knows which of the two was first. */
    @Test
    void unitMadeByDateAndAgainByTheHourOfThatDayNamesTheConsigneesOfBoth() throws Exception {
        client.capture(List.of(madeOfMilk(0, TANK), madeOfMilk(2, TANK), shipped(7, TANK)), "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
    }

    @Test
    void unitThatIsPackedOnTheDayThatItWasMadeByDateStillNamesItsConsignee() throws Exception {
        client.capture(
                List.of(
                        madeOfMilk(0, TANK),
                        shipped(4, TANK),
                        packed(6, TANK, "\"childEPCs\":[]," + quantity("childQuantityList", OTHER, 5))),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
    }

    @Test
    void crateThatWasEmptiedAndMadeOnOneDateNamesItsConsignee() throws Exception {
        client.capture(
                List.of(
                        packed(2, TANK, "\"childEPCs\":[]," + quantity("childQuantityList", OTHER, 5)),
                        nextDay(emptied(0, TANK)),
                        nextDay(madeOfMilk(0, TANK)),
                        nextDay(shipped(9, TANK))),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
    }

    @Test
    void sensorOnACrateSaysNothingOfWhatIsInIt() throws Exception {
        client.capture(
                List.of(
                        madeOfMilk(2, TANK),
                        event(
                                "AssociationEvent",
                                3,
                                "commissioning",
                                1,
                                "\"action\":\"ADD\",\"parentID\":\"" + TANK
                                        + "\",\"childEPCs\":[\"urn:epc:id:giai:0614141.sensor1\"]"),
                        shipped(4, TANK)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
    }

    @Test
    void serialMadeOfAUnitBesideALotOfAnotherProductNamesItsConsignee() throws Exception {
        String serial = "urn:epc:id:sgtin:0614141.207346.7";
        client.capture(
                List.of(
                        madeOfMilk(2, TANK),
                        made(
                                3,
                                "\"inputEPCList\":[\"" + TANK + "\"]," + quantity("outputQuantityList", OTHER, 5),
                                serial),
                        shipped(4, serial)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
    }

    @Test
    void unitMadeOfThePalletThatItIsOnNamesItsConsignee() throws Exception {
        String serial = "urn:epc:id:sgtin:0614141.207346.7";
        client.capture(
                List.of(
                        madeOfMilk(2, serial),
                        packed(3, PALLET, "\"childEPCs\":[\"" + serial + "\"]"),
                        made(4, "\"inputEPCList\":[\"" + PALLET + "\"]", TANK),
                        shipped(5, TANK)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
    }

    /** A delivered export stands as long as nothing has changed. */
    @Test
    void shipmentOfAUnitChangesWhatAnExportOfTheLotSays() throws Exception {
        LotledgerServer server = LotledgerServer.shared();
        client.capture(List.of(madeOfMilk(2, PALLET)), "");
        long before = server.bean(EventLog.class).head();
        Lot milk = new Lot(client.organisation, LotKey.of(MILK).orElseThrow());

        client.capture(List.of(shipped(3, PALLET)), "");
        long after = server.bean(EventLog.class).head();
        client.capture(List.of(shipped(4, TRUCK)), "");

        Evidence evidence = server.bean(Evidence.class);
        assertThat(evidence.unchanged(milk, Direction.FORWARD, before, after)).isFalse();
        assertThat(evidence.unchanged(milk, Direction.BACKWARD, before, after)).isTrue();
        assertThat(evidence.unchanged(
                        milk,
                        Direction.FORWARD,
                        after,
                        server.bean(EventLog.class).head()))
                .isTrue();
    }

    @Test
    void unitThatArrivesWithoutAShipmentWasReceivedThere() throws Exception {
        client.capture(List.of(madeOfMilk(2, PALLET), object(3, "OBSERVE", "receiving", 5, PALLET, null)), "");

        assertThat(texts(radius().get("ship_to_glns"))).isEmpty();
        assertThat(texts(radius().get("also_received_at"))).containsExactly(STORE);
    }

    @Test
    void unitThatIsPackedWithOtherGoodsAfterwardsStillNamesItsConsignee() throws Exception {
        client.capture(
                List.of(
                        madeOfMilk(2, TANK),
                        packed(3, TANK, "\"childEPCs\":[]," + quantity("childQuantityList", OTHER, 5)),
                        shipped(4, TANK)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
        assertThat(texts(radius(OTHER).get("ship_to_glns"))).containsExactly(STORE);
    }

    @Test
    void unitThatIsEmptiedBeforeItIsPackedWithOtherGoodsNamesNobody() throws Exception {
        client.capture(
                List.of(
                        madeOfMilk(1, TANK),
                        emptied(2, TANK),
                        packed(3, TANK, "\"childEPCs\":[]," + quantity("childQuantityList", OTHER, 5)),
                        made(4, "\"inputEPCList\":[\"" + TANK + "\"]", PALLET),
                        shipped(5, PALLET)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).isEmpty();
    }

    @Test
    void unitThatWasMadeAgainOfOtherGoodsNamesNobody() throws Exception {
        client.capture(
                List.of(madeOfMilk(2, TANK), made(3, quantity("inputQuantityList", OTHER, 5), TANK), shipped(4, TANK)),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).isEmpty();
    }

    @Test
    void unitShippedBeforeItWasMadeOfTheLotNamesNobody() throws Exception {
        client.capture(List.of(shipped(2, TANK), madeOfMilk(3, TANK)), "");

        assertThat(texts(radius().get("ship_to_glns"))).isEmpty();
    }

    @Test
    void shipmentThatWasTakenBackNamesNobody() throws Exception {
        client.capture(
                List.of(
                        madeOfMilk(2, PALLET),
                        shipped(3, PALLET),
                        shipped(4, PALLET).replace("\"shipping\"", "\"void_shipping\"")),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).isEmpty();
    }

    @Test
    void unitWhoseLotIsToldIsOfThatLot() throws Exception {
        String serial = "urn:epc:id:sgtin:0614141.107346.78";
        client.capture(
                List.of(
                        madeOfMilk(2, serial),
                        shipped(3, serial),
                        object(2, "ADD", "commissioning", 1, serial, "\"ilmd\":{\"cbvmda:lotNumber\":\"CURD\"}")),
                "");

        assertThat(texts(radius().get("ship_to_glns"))).containsExactly(STORE);
        assertThat(texts(radius().get("units_without_lot"))).isEmpty();
        assertThat(radius().get("downstream_lots").asInt()).isEqualTo(1);
    }
}
