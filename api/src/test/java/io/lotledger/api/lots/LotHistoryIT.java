package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.event;
import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What became known of a lot and when, and whom to call about it. */
class LotHistoryIT {
    private static final String STORE = """
            {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[{"id":"urn:epc:id:sgln:0614141.00004.0","attributes":[
             {"id":"urn:epcglobal:cbv:mda#name","attribute":"Corner Store"},
             {"id":"urn:epcglobal:cbv:mda#telephone","attribute":"+1 555 0104"},
             {"id":"urn:epcglobal:cbv:mda#city","attribute":"Salinas"}]}]}""";

    private static final String BREAD = "urn:epc:class:lgtin:0614141.107346.BREAD";
    private static final String CAKE = "urn:epc:id:sgtin:0614141.107346.78";
    private static final String TRAY = "urn:epc:id:grai:0614141.12345.401";
    private static final String CRATE = "urn:epc:id:grai:0614141.12345.402";
    private static final String PALLET = "urn:epc:id:sscc:0614141.1234567890";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    private static String shipped(int hour, int place, int cases) {
        return object(
                        hour,
                        "OBSERVE",
                        "shipping",
                        3,
                        "",
                        quantity("quantityList", "urn:epc:class:lgtin:0614141.107346.X0", cases))
                .replace(
                        "\"action\"",
                        "\"destinationList\":[{\"type\":\"location\",\"destination\":\"urn:epc:id:sgln:0614141.0000"
                                + place + ".0\"}],\"action\"");
    }

    private static String packed(int hour, String unit, String what) {
        return event(
                "AggregationEvent", hour, "packing", 1, "\"action\":\"ADD\",\"parentID\":\"" + unit + "\"," + what);
    }

    private static String ofLot(String serial, String lot) {
        return object(6, "ADD", "commissioning", 1, serial, null)
                .replace("\"action\"", "\"ilmd\":{\"cbvmda:lotNumber\":\"" + lot + "\"},\"action\"");
    }

    private void requireChangeAtTheEnd(String tlc) throws Exception {
        List<JsonNode> changes =
                get(tlc, "/changes").get("changes").valueStream().toList();
        assertThat(changes.get(changes.size() - 1).get("log_position"))
                .isEqualTo(get(tlc, "/lineage").at("/as_of/log_position"));
    }

    private JsonNode get(String tlc, String question) throws Exception {
        Answer answer = client.get("/lots/" + client.lotId(tlc) + question);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    /** The last entry is a description, which decides what the answer says. */
    @Test
    void answerIsTheSameWhenItIsAskedForItsOwnRecordTime() throws Exception {
        client.capture(LotClient.chain(0), "");
        client.capture(List.of(shipped(8, 4, 5)), "");
        client.capture(List.of(), STORE);
        JsonNode now = get("P0", "/contacts");

        JsonNode then = get(
                "P0",
                "/contacts?as_of="
                        + LotClient.encoded(now.at("/as_of/record_time").asString()));

        assertThat(then).isEqualTo(now);
    }

    @Test
    void contactsAreConsigneesThenSuppliersThenReceiversThatNoShipmentNames() throws Exception {
        List<String> events = new ArrayList<>(LotClient.chain(0).subList(0, 8));
        events.add(shipped(8, 4, 5));
        events.add(shipped(9, 4, 7));
        client.capture(events, STORE);

        JsonNode answer = get("P0", "/contacts");
        List<JsonNode> contacts = answer.get("contacts").valueStream().toList();
        assertThat(contacts.stream()
                        .map(one -> one.get("role").asString() + " "
                                + one.get("gln").asString()))
                .startsWith("consignee 0614141000043")
                .endsWith("receiver 0614141000036")
                .anyMatch(one -> one.startsWith("supplier "));
        JsonNode store = contacts.get(0);
        assertThat(store.get("name").asString()).isEqualTo("Corner Store");
        assertThat(store.get("phone").asString()).isEqualTo("+1 555 0104");
        assertThat(store.at("/address/city").asString()).isEqualTo("Salinas");
        assertThat(store.get("first_date").asString()).isEqualTo("2026-03-02");
        assertThat(store.get("shipment_names_it").asBoolean()).isTrue();
        assertThat(store.get("lots")).hasSize(1);
        assertThat(store.at("/lots/0/quantity").asInt()).isEqualTo(12);
        assertThat(store.at("/lots/0/unit").asString()).isEqualTo("cases");
        assertThat(store.at("/lots/0/events").asInt()).isEqualTo(2);
        assertThat(store.at("/lots/0/lot_id").asString()).isEqualTo(client.lotId("X0"));
        JsonNode receiver = contacts.get(contacts.size() - 1);
        assertThat(receiver.get("shipment_names_it").asBoolean()).isFalse();
        assertThat(receiver.get("phone").isNull()).isTrue();

        assertThat(get("P0", "/contacts?direction=backward")
                        .get("contacts")
                        .valueStream()
                        .map(one -> one.get("gln").asString()))
                .doesNotContain("0614141000043");
        assertThat(get("P0", "/contacts?as_of=0").get("contacts")).isEmpty();
    }

    @Test
    void contactsAtAnEarlierPositionDescribeLotsAsTheyWereKnownThen() throws Exception {
        List<String> events = new ArrayList<>(LotClient.chain(0).subList(0, 8));
        events.add(shipped(8, 4, 5));
        client.capture(events, STORE);
        JsonNode before = get("P0", "/contacts");
        client.capture(
                List.of(shipped(9, 4, 7).replace("\"action\"", "\"urn:lotledger:fsma204#tlc\":\"X-0\",\"action\"")),
                """
                {"type":"urn:epcglobal:epcis:vtype:EPCClass","vocabularyElementList":[{"id":"urn:epc:idpat:sgtin:0614141.107346.*","attributes":[
                 {"id":"urn:epcglobal:cbv:mda#descriptionShort","attribute":"Romaine hearts"}]}]}""");

        JsonNode now = get("P0", "/contacts");
        assertThat(now.at("/contacts/0/lots/0/tlc").asString()).isEqualTo("X-0");
        assertThat(now.at("/contacts/0/lots/0/product_name").asString()).isEqualTo("Romaine hearts");
        String then = before.at("/as_of/log_position").asString();
        assertThat(get("P0", "/contacts?as_of=" + then).get("contacts")).isEqualTo(before.get("contacts"));
    }

    @Test
    void withdrawnEdgeIsShownOnRequestAndTheChangeIsListed() throws Exception {
        List<String> events = LotClient.chain(0);
        client.capture(events, "");
        JsonNode before = get("P0", "/lineage?findings=false");
        assertThat(before.has("withdrawn"))
                .as("the body of before, byte for byte")
                .isFalse();
        String made = events.get(7);
        client.capture(
                List.of(made.replace(
                        "\"bizStep\"",
                        "\"errorDeclaration\":{\"declarationTime\":\"2026-03-02T10:00:00Z\",\"reason\":\"incorrect_data\"},"
                                + "\"bizStep\"")),
                "");

        JsonNode after = get("P0", "/lineage?findings=false&withdrawn=true");
        assertThat(after.get("edges")).hasSize(before.get("edges").size() - 1);
        assertThat(after.at("/withdrawn/edges")).hasSize(1);
        JsonNode edge = after.at("/withdrawn/edges/0");
        assertThat(edge.get("to").asString()).isEqualTo(client.lotId("X0"));
        assertThat(edge.at("/inputs/0/quantity").asInt()).isEqualTo(90);
        assertThat(edge.get("until").asLong()).isGreaterThan(edge.get("since").asLong());
        assertThat(edge.at("/declared_by/reason").asString()).isEqualTo("incorrect_data");
        assertThat(edge.at("/declared_by/event_id").asString())
                .isEqualTo(edge.at("/event_ids/0").asString());
        assertThat(after.at("/withdrawn/nodes/0/lot_id").asString()).isEqualTo(client.lotId("X0"));
        assertThat(after.at("/withdrawn/nodes/0/role").asString()).isEqualTo("downstream");

        JsonNode changes = get("P0", "/changes").get("changes");
        JsonNode last = changes.get(changes.size() - 1);
        assertThat(last.get("cause").asString()).isEqualTo("correction");
        assertThat(last.get("edges_withdrawn").asInt()).isEqualTo(1);
        assertThat(last.get("lots_withdrawn").get(0).asString()).isEqualTo(client.lotId("X0"));
        assertThat(last.get("log_position").asLong())
                .isEqualTo(edge.get("until").asLong());
        assertThat(last.get("record_time").asString())
                .isEqualTo(edge.at("/declared_by/record_time").asString());
        assertThat(changes.valueStream().map(one -> one.get("log_position").asLong()))
                .isSorted()
                .doesNotHaveDuplicates();
        long earlier = changes.get(2).get("log_position").asLong();
        assertThat(get("P0", "/changes?as_of=" + earlier).get("changes")).hasSize(3);
    }

    /** It made a serial of no known lot, as far as anybody knew. */
    @Test
    void partOfATransformationThatTurnsOutToMakeAnotherLotLeavesTheTraceAtAListedPosition() throws Exception {
        String dough = quantity("inputQuantityList", "urn:epc:class:lgtin:0614141.107346.DOUGH", 10);
        String cake =
                "\"transformationID\":\"urn:baking:" + client.organisation + "\",\"outputEPCList\":[\"" + CAKE + "\"]";
        client.capture(
                List.of(
                        event("TransformationEvent", 2, "commissioning", 1, dough + "," + cake),
                        event("TransformationEvent", 3, "commissioning", 1, cake),
                        event(
                                "TransformationEvent",
                                4,
                                "commissioning",
                                1,
                                dough + "," + quantity("outputQuantityList", BREAD, 10))),
                "");
        assertThat(get("BREAD", "/timeline").get("events")).hasSize(3);

        client.capture(List.of(ofLot(CAKE, "CAKE")), "");

        assertThat(get("BREAD", "/timeline").get("events")).hasSize(2);
        requireChangeAtTheEnd("BREAD");
    }

    /** As long as nobody knew the lot, the loading concerned whatever the pallet held. */
    @Test
    void loadingOfACrateWhoseContentsAreToldLaterLeavesTheTraceAtAListedPosition() throws Exception {
        client.capture(
                List.of(
                        packed(2, PALLET, "\"childEPCs\":[]," + quantity("childQuantityList", BREAD, 10)),
                        packed(3, TRAY, "\"childEPCs\":[\"" + CAKE + "\"]"),
                        packed(4, CRATE, "\"childEPCs\":[\"" + TRAY + "\"]"),
                        packed(5, PALLET, "\"childEPCs\":[\"" + CRATE + "\"]")),
                "");
        assertThat(get("BREAD", "/timeline").get("events")).hasSize(2);

        client.capture(List.of(ofLot(CAKE, "CAKE")), "");

        assertThat(get("BREAD", "/timeline").get("events")).hasSize(1);
        requireChangeAtTheEnd("BREAD");
    }

    @Test
    void lotOfAnotherOrganisationIsAsUnknownAsNone() throws Exception {
        client.capture(LotClient.chain(0), "");
        LotClient other = new LotClient(LotledgerServer.shared());
        String theirs = client.lotId("P0");
        for (String question : List.of("/contacts", "/changes", "/lineage?withdrawn=true")) {
            assertThat(other.get("/lots/" + theirs + question).status())
                    .as(question)
                    .isEqualTo(404);
            assertThat(client.get("/lots/" + theirs + question + (question.contains("?") ? "&" : "?") + "direction=up")
                            .status())
                    .as(question)
                    .isEqualTo(422);
        }
    }

    @Test
    void timelineTellsEveryEventInOrderWithWhatItIs() throws Exception {
        client.capture(LotClient.chain(0), "");

        JsonNode timeline =
                client.get("/lots/" + client.lotId("P0") + "/timeline").body();
        JsonNode events = timeline.get("events");
        assertThat(events).hasSize(10);
        List<String> times =
                events.valueStream().map(e -> e.get("event_time").asString()).toList();
        assertThat(times).isSorted();
        assertThat(events.valueStream()
                        .flatMap(e -> e.get("ctes").valueStream())
                        .map(JsonNode::asString))
                .containsExactly(
                        "harvesting",
                        "cooling",
                        "initialPacking",
                        "shipping",
                        "receiving",
                        "transformation",
                        "shipping",
                        "receiving");
        assertThat(events.get(3).get("ctes")).isEmpty();
        assertThat(events.get(3).get("reasons").get(0).asString()).contains("packing into a logistic unit");
        assertThat(client.get("/lots/" + client.lotId("P0") + "/timeline?direction=sideways")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void commissioningOfAProductAmongEpcsIsInTheHistoryOfTheLotThatItNames() throws Exception {
        client.capture(
                List.of(object(3, "ADD", "commissioning", 2, "urn:epc:idpat:sgtin:0614141.107346.*", null)
                        .replace("\"action\"", "\"ilmd\":{\"cbvmda:lotNumber\":\"X0\"},\"action\"")),
                "");

        assertThat(client.get("/lots/" + client.lotId("X0") + "/timeline")
                        .body()
                        .get("events"))
                .hasSize(1);
    }

    @Test
    void anotherOrganisationsLotIsUnknownWhateverIsAsked() throws Exception {
        client.capture(LotClient.chain(0), "");
        String lot = client.lotId("P0");
        LotClient stranger = new LotClient(LotledgerServer.shared());

        for (String question : List.of("mass-balance", "blast-radius", "timeline", "readiness", "lineage")) {
            assertThat(stranger.get("/lots/" + lot + "/" + question).status())
                    .as(question)
                    .isEqualTo(404);
        }
        assertThat(stranger.get("/findings?lot_id=" + lot).status()).isEqualTo(404);
        assertThat(stranger.get("/findings").body().get("findings")).isEmpty();
        assertThat(stranger.get("/readiness").body().get("lots")).isEmpty();
    }
}
