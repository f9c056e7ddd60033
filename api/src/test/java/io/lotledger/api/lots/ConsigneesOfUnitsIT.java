package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.event;
import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Lot;
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

    @Test
    void unitThatArrivesWithoutAShipmentWasReceivedThere() throws Exception {
        client.capture(List.of(madeOfMilk(2, PALLET), object(3, "OBSERVE", "receiving", 5, PALLET, null)), "");

        assertThat(texts(radius().get("ship_to_glns"))).isEmpty();
        assertThat(texts(radius().get("also_received_at"))).containsExactly(STORE);
    }

    @Test
    void unitThatIsPackedWithOtherGoodsAfterwardsNamesNobody() throws Exception {
        client.capture(
                List.of(
                        madeOfMilk(2, TANK),
                        packed(3, TANK, "\"childEPCs\":[]," + quantity("childQuantityList", OTHER, 5)),
                        shipped(4, TANK)),
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
