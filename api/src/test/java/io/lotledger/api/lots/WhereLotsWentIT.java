package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.event;
import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static io.lotledger.api.lots.LotClient.sentTo;
import static io.lotledger.api.lots.LotClient.shippedTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Where all of a lot is, and whom what was made of it was shipped to. */
class WhereLotsWentIT {
    private static final String WAREHOUSE = "0614141000036";
    private static final String STORE = "0614141000043";
    private static final String MADE = "urn:epc:class:lgtin:0614141.107346.X0";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    @Test
    void massBalanceSaysWhereAllOfALotIs() throws Exception {
        client.capture(LotClient.chain(0), "");

        JsonNode answer =
                client.get("/lots/" + client.lotId("P0") + "/mass-balance").body();
        assertThat(answer.get("class").asString()).isEqualTo("https://id.gs1.org/01/10614141073464/10/P0");
        JsonNode balance = answer.get("balances").get(0);
        assertThat(answer.get("balances")).hasSize(1);
        assertThat(balance.get("uom").asString()).isEqualTo("CS");
        assertThat(balance.get("produced").asInt()).isEqualTo(95);
        assertThat(balance.get("shipped").asInt()).isEqualTo(95);
        assertThat(balance.get("received").asInt()).isEqualTo(95);
        assertThat(balance.get("consumed").asInt()).isEqualTo(90);
        assertThat(balance.get("in_transit").asInt()).isZero();
        assertThat(balance.get("on_hand").asInt()).isEqualTo(5);
        assertThat(balance.get("on_hand_by_location").get(WAREHOUSE).asInt()).isEqualTo(5);
        assertThat(balance.get("on_hand_by_location").get("0614141000029").asInt())
                .isZero();

        assertThat(client.get("/lots/" + client.lotId("P0") + "/mass-balance?as_of=0")
                        .body()
                        .get("balances"))
                .isEmpty();
    }

    @Test
    void whatIsShortOrOverdueIsInTransitNoMore() throws Exception {
        String lot = "urn:epc:class:lgtin:0614141.107346.SH";
        client.capture(
                List.of(
                        packed(lot, 100),
                        sentTo(3, lot, 40, 4),
                        object(
                                4,
                                "OBSERVE",
                                "receiving",
                                4,
                                "",
                                quantity("quantityList", lot, 38).replace("CS", "XCS")),
                        sentTo(5, lot, 25, 5)),
                "");

        JsonNode balance = onlyBalance("SH");
        assertThat(balance.get("short").asInt()).isEqualTo(2);
        assertThat(balance.get("overdue").asInt()).as("of months ago").isEqualTo(25);
        assertThat(balance.get("in_transit").asInt()).isZero();
        assertThat(balance.get("on_hand").asInt()).isEqualTo(73);
        assertThat(balance.get("notes")).isEmpty();
        JsonNode overdue = client.get("/findings?lot_id=" + client.lotId("SH") + "&kind=unmatched_ship")
                .body()
                .get("findings");
        assertThat(overdue.get(0).get("details").get("overdue").asBoolean()).isTrue();
    }

    private JsonNode onlyBalance(String tlc) throws Exception {
        JsonNode balances = client.get("/lots/" + client.lotId(tlc) + "/mass-balance")
                .body()
                .get("balances");
        assertThat(balances).hasSize(1);
        return balances.get(0);
    }

    private static String packed(String made, int cases) {
        return event(
                "TransformationEvent",
                2,
                "packing",
                2,
                quantity("inputQuantityList", "urn:epc:class:lgtin:0614141.007346.F", cases) + ","
                        + quantity("outputQuantityList", made, cases));
    }

    @Test
    void blastRadiusCountsDescendantsAndWhomTheyWereShippedTo() throws Exception {
        List<String> events = new ArrayList<>(LotClient.chain(0));
        events.add(shippedTo(4, 8, MADE, 5));
        events.add(shippedTo(5, 9, MADE, 5));
        client.capture(events, "");

        JsonNode radius =
                client.get("/lots/" + client.lotId("P0") + "/blast-radius").body();
        assertThat(radius.get("downstream_lots").asInt())
                .as("the lot itself is not counted")
                .isEqualTo(1);
        assertThat(radius.get("downstream_serials").asInt()).isZero();
        assertThat(radius.get("ship_to_glns").valueStream().map(JsonNode::asString))
                .containsExactly(STORE, "0614141000050");
        assertThat(radius.get("downstream_locations").asInt()).isEqualTo(2);
        assertThat(radius.get("affected_organizations").asInt())
                .as("one owner of both")
                .isEqualTo(1);
        assertThat(radius.get("also_received_at").valueStream().map(JsonNode::asString))
                .as("its receipt says so, its shipment did not")
                .containsExactly(WAREHOUSE);
    }

    @Test
    void allDestinationsOfOneTypeAreRecipientsInWhateverOrder() throws Exception {
        List<String> answers = new ArrayList<>();
        for (int[] places : new int[][] {{4, 5}, {5, 4}}) {
            String tlc = "T" + places[0];
            String lot = "urn:epc:class:lgtin:0614141.107346." + tlc;
            client.capture(
                    List.of(
                            packed(lot, 100),
                            sentTo(4, lot, 40, places),
                            object(5, "OBSERVE", "receiving", 5, "", quantity("quantityList", lot, 40))),
                    "");
            String id = client.lotId(tlc);
            JsonNode radius = client.get("/lots/" + id + "/blast-radius").body();
            assertThat(radius.get("ship_to_glns").valueStream().map(JsonNode::asString))
                    .containsExactly(STORE, "0614141000050");
            JsonNode shipment = client.get("/lots/" + id + "/timeline")
                    .body()
                    .get("events")
                    .valueStream()
                    .filter(event -> event.get("biz_step").asString().equals("shipping"))
                    .findFirst()
                    .orElseThrow();
            assertThat(shipment.get("ship_to").asString()).contains("0614141.00004");
            assertThat(shipment.get("also_ship_to").get(0).asString()).contains("0614141.00005");
            assertThat(shipment.get("reasons").get(0).asString()).contains("ambiguous: the event names 2 recipients");
            List<String> kinds = client.get("/findings?lot_id=" + id)
                    .body()
                    .get("findings")
                    .valueStream()
                    .map(finding -> finding.get("kind").asString())
                    .toList();
            assertThat(kinds)
                    .contains("ambiguous_cte")
                    .doesNotContain("unmatched_ship", "unmatched_receive", "short_receipt");
            answers.add(kinds + onlyBalance(tlc).toString());
        }
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
    }

    /** FDA's tabs have no row for the second movement of a food before its initial packing. */
    @ParameterizedTest
    @CsvSource({"shipping, consignee", "transporting, receiver"})
    void packerThatHoldsAHarvestFromAHubIsCalledForIt(String step, String role) throws Exception {
        String lot = "urn:epc:class:lgtin:0614141.007346.HUB-" + step;
        client.capture(
                List.of(
                        object(1, "ADD", "creating_class_instance", 2, "", quantity("quantityList", lot, 10)),
                        sentTo(2, lot, 10, 3).replace("shipping", step),
                        object(3, "OBSERVE", "receiving", 3, "", quantity("quantityList", lot, 10)),
                        sentTo(4, lot, 10, 4).replace("shipping", step).replace(".00002.0", ".00003.0"),
                        object(5, "OBSERVE", "receiving", 4, "", quantity("quantityList", lot, 10))),
                "");
        String path = "/lots/" + client.lotId("HUB-" + step);

        JsonNode radius = client.get(path + "/blast-radius").body();
        assertThat(Stream.of("ship_to_glns", "also_received_at")
                        .flatMap(list -> radius.get(list).valueStream())
                        .map(JsonNode::asString))
                .containsExactlyInAnyOrder(WAREHOUSE, STORE);
        for (String direction : List.of("forward", "both"))
            assertThat(client.get(path + "/contacts?direction=" + direction)
                            .body()
                            .get("contacts")
                            .valueStream()
                            .map(WhereLotsWentIT::call))
                    .as(direction)
                    .containsExactlyInAnyOrder(
                            "consignee " + WAREHOUSE + " 10", role + " " + STORE + " 10", "supplier 0614141000029 10");
    }

    private static String call(JsonNode contact) {
        assertThat(contact.get("lots")).hasSize(1);
        return contact.get("role").asString() + " " + contact.get("gln").asString() + " "
                + contact.get("lots").get(0).get("quantity").asInt();
    }

    /** As systems send "1 pallet". */
    /** No event lists the case among its objects. */
    @Test
    void caseThatNamesItsLotIsShippedAsTheParentOfWhatIsInIt() throws Exception {
        String shipment = event(
                        "AggregationEvent",
                        4,
                        "shipping",
                        2,
                        "\"action\":\"OBSERVE\",\"parentID\":\"https://id.gs1.org/01/10614141073464/10/CASES/21/7\",\"childEPCs\":"
                                + "[\"urn:epc:id:sgtin:0614141.207346.1\"]")
                .replace(
                        "\"action\"",
                        "\"destinationList\":[{\"type\":\"location\",\"destination\":\"urn:epc:id:sgln:0614141.00004.0\"}],\"action\"");
        client.capture(
                List.of(
                        object(
                                3,
                                "ADD",
                                "commissioning",
                                2,
                                "",
                                quantity("quantityList", "urn:epc:class:lgtin:0614141.107346.CASES", 1)),
                        shipment),
                "");

        assertThat(client.get("/lots/" + client.lotId("CASES") + "/blast-radius")
                        .body()
                        .get("ship_to_glns")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly(STORE);
    }

    @Test
    void palletShippedAsAQuantityIsAShipmentOfWhatIsInIt() throws Exception {
        String pallet = "urn:epc:id:sscc:0614141.1000000005";
        client.capture(
                List.of(
                        event(
                                "AggregationEvent",
                                3,
                                "packing",
                                2,
                                "\"action\":\"ADD\",\"parentID\":\"" + pallet + "\",\"childEPCs\":[],"
                                        + quantity("childQuantityList", MADE, 40)),
                        sentTo(4, pallet, 1, 4)),
                "");

        assertThat(client.get("/lots/" + client.lotId("X0") + "/blast-radius")
                        .body()
                        .get("ship_to_glns")
                        .valueStream()
                        .map(JsonNode::asString))
                .containsExactly(STORE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shipping", "transporting"})
    void shipmentOfAHarvestThatIsToldAsATransportTooNamesWhereItWent(String first) throws Exception {
        String lot = "urn:epc:class:lgtin:0614141.107346.H-" + first;
        String second = first.equals("shipping") ? "transporting" : "shipping";
        client.capture(
                List.of(
                        object(6, "ADD", "creating_class_instance", 2, "", quantity("quantityList", lot, 5)),
                        sentTo(8, lot, 5, 4).replace("shipping", first),
                        sentTo(9, lot, 5, 4).replace("shipping", second)),
                "");

        JsonNode radius = client.get("/lots/" + client.lotId("H-" + first) + "/blast-radius")
                .body();
        assertThat(radius.get("ship_to_glns").valueStream().map(JsonNode::asString))
                .containsExactly(STORE);
    }
}
