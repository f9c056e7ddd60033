package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.event;
import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Lot;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The timeline and the supply network of lots whose goods go on in a pallet of which no event says the lot: a dairy fills milk
 * into the pallet and ships it, a distribution centre receives it, makes cheese of it, and ships that.
 */
class UnitsOnTheWayIT {
    private static final String MILK = "urn:epc:class:lgtin:0614141.107346.MILK";
    private static final String CHEESE = "urn:epc:class:lgtin:0614141.107346.CHEESE";
    private static final String PALLET = "urn:epc:id:sscc:0614141.1234567890";
    private static final String PALLET_LINK = "https://id.gs1.org/00/106141412345678908";
    private static final String DAIRY = "0614141000012";
    private static final String CENTRE = "0614141000050";
    private static final String STORE = "0614141000074";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    @BeforeEach
    void capture() throws Exception {
        client.capture(
                List.of(
                        object(1, "ADD", "commissioning", 1, "", quantity("quantityList", MILK, 50)),
                        event(
                                "TransformationEvent",
                                2,
                                "commissioning",
                                1,
                                quantity("inputQuantityList", MILK, 50) + ",\"outputEPCList\":[\"" + PALLET + "\"]"),
                        sentTo(5, object(3, "OBSERVE", "shipping", 1, PALLET, null)),
                        sourced(object(4, "OBSERVE", "receiving", 5, PALLET, null)),
                        event(
                                "TransformationEvent",
                                5,
                                "commissioning",
                                5,
                                "\"inputEPCList\":[\"" + PALLET + "\"]," + quantity("outputQuantityList", CHEESE, 10)),
                        sentTo(7, object(6, "OBSERVE", "shipping", 5, "", quantity("quantityList", CHEESE, 10)))),
                "");
    }

    private static String sentTo(int place, String event) {
        return event.replace(
                "\"action\"",
                "\"destinationList\":[{\"type\":\"location\",\"destination\":\"urn:epc:id:sgln:0614141.0000%d.0\"}],\"action\""
                        .formatted(place));
    }

    private static String sourced(String event) {
        return event.replace(
                "\"action\"",
                "\"sourceList\":[{\"type\":\"location\",\"source\":\"urn:epc:id:sgln:0614141.00001.0\"}],\"action\"");
    }

    private String path(String lot) {
        return "/lots/" + new Lot(client.organisation, LotKey.of(lot).orElseThrow()).shortId();
    }

    private List<String> timeline(String lot, String direction) {
        return client.get(path(lot) + "/timeline?direction=" + direction)
                .body()
                .get("events")
                .valueStream()
                .map(one -> one.get("event_time").asString().substring(12, 13) + " "
                        + one.get("biz_step").asString())
                .toList();
    }

    @Test
    void timelineOfALotHasTheMovementsOfAUnitThatWasMadeOfIt() {
        assertThat(timeline(MILK, "both"))
                .containsExactly(
                        "1 commissioning",
                        "2 commissioning",
                        "3 shipping",
                        "4 receiving",
                        "5 commissioning",
                        "6 shipping");
        assertThat(timeline(CHEESE, "both")).isEqualTo(timeline(MILK, "both"));
        assertThat(timeline(CHEESE, "backward")).isEqualTo(timeline(MILK, "both"));
        assertThat(timeline(CHEESE, "forward")).containsExactly("5 commissioning", "6 shipping");
        assertThat(timeline(MILK, "forward")).contains("3 shipping", "4 receiving");
        assertThat(timeline(MILK, "backward")).containsExactly("1 commissioning", "2 commissioning");
    }

    @Test
    void unitThatWentElsewhereIsNotOnTheWayToWhatWasMade() throws Exception {
        String other = PALLET.replace("890", "891");
        client.capture(
                List.of(
                        event(
                                "TransformationEvent",
                                2,
                                "commissioning",
                                1,
                                quantity("inputQuantityList", MILK, 50) + ",\"outputEPCList\":[\"" + other + "\"]"),
                        sentTo(8, object(7, "OBSERVE", "shipping", 1, other, null))),
                "");

        assertThat(timeline(MILK, "forward")).contains("7 shipping");
        assertThat(timeline(CHEESE, "both")).doesNotContain("7 shipping");
    }

    @Test
    void wayThroughSeveralUnitsIsOnTheTimelineOfWhatWasMade() throws Exception {
        String butter = CHEESE.replace("CHEESE", "BUTTER");
        String crate = "urn:epc:id:grai:0614141.12345.400";
        client.capture(
                List.of(
                        event(
                                "TransformationEvent",
                                6,
                                "commissioning",
                                5,
                                "\"inputEPCList\":[\"" + PALLET + "\"],\"outputEPCList\":[\"" + crate + "\"]"),
                        sentTo(8, object(7, "OBSERVE", "shipping", 5, crate, null)),
                        object(8, "OBSERVE", "receiving", 8, crate, null),
                        event(
                                "TransformationEvent",
                                9,
                                "commissioning",
                                8,
                                "\"inputEPCList\":[\"" + crate + "\"]," + quantity("outputQuantityList", butter, 10))),
                "");

        assertThat(timeline(butter, "backward"))
                .containsExactly(
                        "1 commissioning",
                        "2 commissioning",
                        "3 shipping",
                        "4 receiving",
                        "5 commissioning", // cheese, of the same pallet
                        "6 commissioning",
                        "7 shipping",
                        "8 receiving",
                        "9 commissioning");
    }

    @Test
    void supplierOfAUnitOnTheWayIsCalledAboutWhatWasMadeOfIt() {
        assertThat(client.get(path(CHEESE) + "/contacts?direction=backward")
                        .body()
                        .get("contacts")
                        .valueStream()
                        .filter(contact -> contact.get("role").asString().equals("supplier"))
                        .map(contact -> contact.get("gln").asString()))
                .containsExactly(DAIRY);
    }

    @Test
    void movementOfAUnitNamesItAndIsNoCriticalTrackingEvent() {
        JsonNode shipping =
                client.get(path(MILK) + "/timeline").body().get("events").get(2);

        assertThat(texts(shipping.get("units_without_lot"))).containsExactly(PALLET_LINK);
        assertThat(shipping.get("lots")).isEmpty();
        assertThat(shipping.get("ctes")).isEmpty();
        assertThat(texts(shipping.get("reasons"))).containsExactly("no event says which lot the unit holds");
        assertThat(shipping.get("ship_to").asString()).isEqualTo("urn:epc:id:sgln:0614141.00005.0");
    }

    @Test
    void supplyNetworkHasTheDeliveryOfTheUnit() {
        JsonNode data = client.get(path(MILK) + "/lineage", "application/vnd.lotledger.foodchain-lab+json")
                .body()
                .get("data");

        JsonNode deliveries = data.at("/deliveries/data");
        assertThat(column(deliveries, "from")).containsExactly(CENTRE, DAIRY);
        assertThat(column(deliveries, "to")).containsExactly(STORE, CENTRE);
        assertThat(column(deliveries, "Lot ID")).containsExactly("(01)10614141073464(10)CHEESE", PALLET_LINK);
        assertThat(column(data.at("/stations/data"), "ID")).containsExactlyInAnyOrder(DAIRY, CENTRE, STORE);
        JsonNode relations = data.at("/deliveryRelations/data");
        List<String> ids = column(deliveries, "ID");
        assertThat(column(relations, "from"))
                .as("the cheese was made of the pallet")
                .containsExactly(ids.get(1));
        assertThat(column(relations, "to")).containsExactly(ids.get(0));
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> column(JsonNode rows, String name) {
        return rows.valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(cell -> cell.get("id").asString().equals(name))
                .map(cell -> cell.get("value").asString())
                .toList();
    }
}
