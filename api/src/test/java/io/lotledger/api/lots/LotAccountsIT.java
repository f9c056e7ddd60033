package io.lotledger.api.lots;

import static io.lotledger.api.lots.LotClient.event;
import static io.lotledger.api.lots.LotClient.object;
import static io.lotledger.api.lots.LotClient.quantity;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/** What a recall team asks about a lot besides its lineage. */
class LotAccountsIT {
    private static final String WAREHOUSE = "0614141000036";
    private static final String STORE = "0614141000043";
    private static final String MADE = "urn:epc:class:lgtin:0614141.107346.X0";

    private final LotClient client = new LotClient(LotledgerServer.shared());

    private static String shippedTo(int place, int hour, String lot, int cases) {
        return object(hour, "OBSERVE", "shipping", 2, "", quantity("quantityList", lot, cases))
                .replace("\"action\"", """
                        "destinationList":[{"type":"location","destination":"urn:epc:id:sgln:0614141.0000%d.7"},\
                        {"type":"owning_party","destination":"urn:epc:id:pgln:0614141.00009"}],"action\"""".formatted(place));
    }

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

    /** As systems send "1 pallet". */
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

    private static String sentTo(int hour, String lot, int cases, int... places) {
        String destinations = IntStream.of(places)
                .mapToObj(place ->
                        "{\"type\":\"location\",\"destination\":\"urn:epc:id:sgln:0614141.0000%d.0\"}".formatted(place))
                .collect(Collectors.joining(","));
        return object(hour, "OBSERVE", "shipping", 2, "", quantity("quantityList", lot, cases))
                .replace("\"action\"", "\"destinationList\":[" + destinations + "],\"action\"");
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

    private JsonNode onlyBalance(String tlc) throws Exception {
        JsonNode balances = client.get("/lots/" + client.lotId(tlc) + "/mass-balance")
                .body()
                .get("balances");
        assertThat(balances).hasSize(1);
        return balances.get(0);
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

    @ParameterizedTest
    @ValueSource(strings = {"/findings?", "/findings?severity=warning&", "/findings?lot_id=X0&"})
    void pagesOfFindingsHaveTheSizeAskedForAndLeaveNothingOut(String list) throws Exception {
        client.capture(
                Stream.concat(LotClient.chain(0).stream(), LotClient.chain(1).stream())
                        .toList(),
                "");
        String path = list.replace("=X0", "=" + client.lotId("X0"));
        List<JsonNode> all = findings(client.get(path + "per_page=1000"));

        List<JsonNode> paged = new ArrayList<>();
        @Nullable String token = "";
        while (token != null) {
            Answer page = client.get(path + "per_page=2" + (token.isEmpty() ? "" : "&next_page_token=" + token));
            assertThat(findings(page)).hasSizeLessThanOrEqualTo(2);
            paged.addAll(findings(page));
            JsonNode next = page.body().get("next_page_token");
            token = next.isNull() ? null : next.asString();
        }

        assertThat(all).hasSizeGreaterThan(2);
        assertThat(paged).isEqualTo(all);
    }

    private static List<JsonNode> findings(Answer page) {
        return page.body().get("findings").valueStream().toList();
    }

    @Test
    void movementOfSerialsWithoutALotIsFoundUntilTheLotIsKnown() throws Exception {
        String serial = "urn:epc:id:sgtin:0614141.107346.";
        String sent = object(4, "OBSERVE", "shipping", 2, serial + "1", null)
                .replace(serial + "1\"", serial + "1\",\"" + serial + "2\"");
        client.capture(List.of(sent, object(5, "OBSERVE", "inspecting", 2, serial + "1", null)), "");

        JsonNode found = client.get("/findings?kind=serial_without_lot").body().get("findings");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("lots")).isEmpty();
        assertThat(found.get(0).get("details").get("serials").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "https://id.gs1.org/01/10614141073464/21/1", "https://id.gs1.org/01/10614141073464/21/2");
        assertThat(sent).contains(found.get(0).get("event_ids").get(0).asString());

        client.capture(
                List.of(object(2, "ADD", "commissioning", 2, serial + "1", null)
                        .replace("\"action\"", "\"ilmd\":{\"cbvmda:lotNumber\":\"SL\"},\"action\"")),
                "");
        assertThat(client.get("/findings?kind=serial_without_lot")
                        .body()
                        .get("findings")
                        .valueStream())
                .as("now it is a lot's, with the serial that is left")
                .singleElement()
                .satisfies(finding -> assertThat(finding.get("lots")).hasSize(1));
    }

    @Test
    void palletShippedBeforeItsPackingIsFoundUntilThePackingIsInTime() throws Exception {
        String pallet = "https://id.gs1.org/00/106141410000000770";
        String lot = "https://id.gs1.org/01/10614141073464/10/LATE";
        client.capture(List.of(object(4, "OBSERVE", "shipping", 2, pallet, null), packing(5, pallet, lot)), "");

        assertThat(client.get("/findings?kind=serial_without_lot")
                        .body()
                        .get("findings")
                        .valueStream())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.get("lots")).isEmpty();
                    assertThat(finding.get("details").toString()).isEqualTo("{\"units\":[\"" + pallet + "\"]}");
                    assertThat(finding.get("message").asString()).contains("with a time that is not later");
                });

        client.capture(List.of(packing(3, pallet, lot)), "");
        assertThat(client.get("/findings?kind=serial_without_lot").body().get("findings"))
                .isEmpty();
    }

    private static String packing(int hour, String pallet, String lot) {
        String children = quantity("childQuantityList", lot, 40);
        return event(
                "AggregationEvent",
                hour,
                "packing",
                2,
                "\"parentID\":\"" + pallet + "\",\"childEPCs\":[],\"action\":\"ADD\"," + children);
    }

    @Test
    void sourceReferenceNobodySentIsAGapInReadiness() throws Exception {
        String lot = "https://id.gs1.org/01/10614141073464/10/NR";
        client.capture(List.of(sentTo(4, lot, 40, 4)), "");

        JsonNode readiness =
                client.get("/lots/" + client.lotId("NR") + "/readiness").body();
        assertThat(readiness.get("tlc_source_score").asDouble()).isZero();
        JsonNode reference = readiness
                .get("ctes")
                .get(0)
                .get("kdes")
                .valueStream()
                .filter(kde -> kde.get("column").asString().contains("Reference"))
                .filter(kde -> kde.get("cfr").asString().contains("1.1340(a)(7)"))
                .findFirst()
                .orElseThrow();
        assertThat(reference.get("present").asBoolean()).isFalse();
        assertThat(reference.get("value").isNull()).isTrue();
        assertThat(client.get("/findings?lot_id=" + client.lotId("NR") + "&kind=missing_tlc_source")
                        .body()
                        .get("findings"))
                .hasSize(1);
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
    void readinessNamesEachElementItsParagraphAndWhomToAsk() throws Exception {
        client.capture(LotClient.chain(0), """
                {"id": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [{"id": "urn:epc:id:sgln:0614141.00002.0",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#name", "attribute": "Valley Packing"}]}]}""");

        JsonNode readiness =
                client.get("/lots/" + client.lotId("P0") + "/readiness").body();
        assertThat(readiness.get("tlc_score").asDouble()).isEqualTo(1);
        assertThat(readiness.get("tlc_source_score").asDouble()).isBetween(0.01, 0.99);
        assertThat(readiness.get("score").asDouble()).isBetween(0.01, 0.99);
        JsonNode shipping = readiness
                .get("ctes")
                .valueStream()
                .filter(cte -> cte.get("cte").asString().equals("Shipping"))
                .findFirst()
                .orElseThrow();
        JsonNode lotCode = shipping.get("kdes").get(0);
        assertThat(lotCode.get("kde").asString()).isEqualTo("Traceability lot code");
        assertThat(lotCode.get("cfr").asString()).isEqualTo("21 CFR 1.1340(a)(1)");
        assertThat(lotCode.get("present").asBoolean()).isTrue();
        assertThat(lotCode.get("ask").isNull()).isTrue();
        JsonNode phone = shipping.get("kdes")
                .valueStream()
                .filter(kde -> kde.get("kde").asString().equals("Location shipped from"))
                .filter(kde -> kde.get("column").asString().endsWith("Phone Number"))
                .findFirst()
                .orElseThrow();
        assertThat(phone.get("present").asBoolean()).isFalse();
        assertThat(phone.get("ask").get("gln").asString()).isEqualTo("0614141000029");
        assertThat(phone.get("ask").get("name").asString()).isEqualTo("Valley Packing");
        assertThat(phone.get("ask").get("phone").isNull()).isTrue();
        List<String> lacking = new ArrayList<>();
        for (JsonNode cte : readiness.get("ctes")) {
            for (JsonNode kde : cte.get("kdes")) {
                if (kde.get("required").asBoolean() && !kde.get("present").asBoolean())
                    lacking.add(cte.get("cte") + " " + cte.get("event_id") + kde);
            }
        }
        assertThat(readiness.get("missing").asInt())
                .isEqualTo(Set.copyOf(lacking).size());
    }

    @Test
    void readinessOfManyLotsIsTheirScores() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) events.addAll(LotClient.chain(i));
        client.capture(events, "");

        Set<String> seen = new HashSet<>();
        String token = "";
        do {
            JsonNode page = client.get("/readiness?gtin=10614141073464&perPage=4" + token)
                    .body();
            page.get("lots").forEach(lot -> seen.add(lot.get("class").asString()));
            page.get("lots")
                    .forEach(lot -> assertThat(lot.get("missing").asInt()).isPositive());
            token = page.get("next_page_token").isNull()
                    ? ""
                    : "&next_page_token=" + page.get("next_page_token").asString();
        } while (!token.isEmpty());
        assertThat(seen).hasSize(6);
        assertThat(client.get("/readiness?to=2026-03-02T02:00:00Z").body().get("lots"))
                .as("only harvests had happened by then")
                .hasSize(3);
        assertThat(client.get("/readiness?as_of=0").body().get("lots"))
                .as("no lot was known then")
                .isEmpty();
        assertThat(client.get("/readiness?from=spring").status()).isEqualTo(422);
    }

    @Test
    void findingComesWithItsEvidenceAndGoesWhenAnEventMendsIt() throws Exception {
        String packed = event(
                "TransformationEvent",
                2,
                "packing",
                2,
                quantity("inputQuantityList", "urn:epc:class:lgtin:0614141.007346.F", 100) + ","
                        + quantity("outputQuantityList", "urn:epc:class:lgtin:0614141.107346.F1", 95));
        client.capture(List.of(packed, shippedTo(3, 4, "urn:epc:class:lgtin:0614141.107346.F1", 40)), "");
        String lot = client.lotId("F1");

        JsonNode found = client.get("/findings?kind=unmatched_ship").body().get("findings");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("severity").asString()).isEqualTo("info");
        assertThat(found.get(0).get("lots").get(0).asString()).isEqualTo(lot);
        assertThat(found.get(0).get("event_ids")).hasSize(1);
        assertThat(found.get(0).get("details").get("shipped").asInt()).isEqualTo(40);
        assertThat(client.get("/lots/" + lot + "/lineage")
                        .body()
                        .get("findings")
                        .valueStream()
                        .map(f -> f.get("kind").asString()))
                .contains("unmatched_ship");
        assertThat(client.get("/lots/" + lot + "/lineage?findings=false")
                        .body()
                        .get("findings")
                        .isNull())
                .isTrue();

        client.capture(
                List.of(object(
                        6,
                        "OBSERVE",
                        "receiving",
                        3,
                        "",
                        quantity("quantityList", "urn:epc:class:lgtin:0614141.107346.F1", 40))),
                "");
        assertThat(client.get("/findings?lot_id=" + lot + "&kind=unmatched_ship")
                        .body()
                        .get("findings"))
                .isEmpty();
        assertThat(client.get("/findings?lot_id=" + lot + "&severity=warning")
                        .body()
                        .get("findings")
                        .valueStream()
                        .map(f -> f.get("kind").asString()))
                .containsOnly("unknown_location", "unknown_product");
        assertThat(client.get("/findings?kind=unheard_of").status()).isEqualTo(422);
        assertThat(client.get("/findings?severity=bad").status()).isEqualTo(422);
    }

    @Test
    void lotsThatCameOfEachOtherAreACycle() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            events.add(event(
                    "TransformationEvent",
                    2 + i,
                    "commissioning",
                    2,
                    quantity("inputQuantityList", "urn:epc:class:lgtin:0614141.107346.C" + i, 10) + ","
                            + quantity(
                                    "outputQuantityList", "urn:epc:class:lgtin:0614141.107346.C" + (i + 1) % 3, 10)));
        }
        client.capture(events, "");

        JsonNode found = client.get("/findings?kind=cycle").body().get("findings");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("lots")).hasSize(3);
        assertThat(found.get(0).get("event_ids")).hasSize(3);
    }

    @Test
    void declarationWithoutItsEventIsFound() throws Exception {
        String declared = object(4, "OBSERVE", "shipping", 2, "", quantity("quantityList", MADE, 40));
        client.capture(
                List.of(
                        declared.substring(0, declared.length() - 1)
                                + ",\"errorDeclaration\":{\"declarationTime\":\"2026-03-03T00:00:00Z\",\"reason\":\"did_not_occur\"}}"),
                "");

        JsonNode found = client.get("/findings").body().get("findings");
        assertThat(found.valueStream().map(f -> f.get("kind").asString())).containsExactly("declaration_without_event");
    }

    @Test
    void lotOfAShippedPalletSaysThatTheAnnouncedCorrectionIsMissing() throws Exception {
        List<String> events = LotClient.chain(0);
        String shipment = events.get(4);
        String declared = shipment.replace("\"bizStep\":\"shipping\"", "\"bizStep\":\"departing\"");
        client.capture(events, "");
        client.capture(
                List.of(declared.substring(0, declared.length() - 1)
                        + ",\"errorDeclaration\":{\"declarationTime\":\"2026-03-03T00:00:00Z\",\"reason\":\"incorrect_data\","
                        + "\"correctiveEventIDs\":[\"urn:uuid:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11\"]}}"),
                "");

        String path = "/findings?lot_id=" + client.lotId("P0");
        assertThat(messages(client, path + "&kind=missing_correction"))
                .singleElement()
                .asString()
                .contains("urn:uuid:0C5D6A7E-5E0C-4C0B-9A57-2D9D3C8B1E11");
        assertThat(messages(client, path + "&kind=declaration_differs"))
                .singleElement()
                .asString()
                .contains("bizStep");

        client.capture(
                List.of(shipment.replaceFirst(
                        "urn:uuid:[0-9a-f-]{36}", "urn:uuid:0c5d6a7e-5e0c-4c0b-9a57-2d9d3c8b1e11")),
                "");
        assertThat(messages(client, path + "&kind=missing_correction")).isEmpty();
    }

    private static List<String> messages(LotClient client, String path) throws Exception {
        return client.get(path)
                .body()
                .get("findings")
                .valueStream()
                .map(finding -> finding.get("message").asString())
                .toList();
    }

    @Test
    void lineageIsDrawn() throws Exception {
        client.capture(LotClient.chain(0), "");
        String path = "/lots/" + client.lotId("P0") + "/lineage";

        Answer svg = client.get(path, "image/svg+xml");
        assertThat(svg.status()).isEqualTo(200);
        assertThat(svg.header("Content-Type")).startsWith("image/svg+xml");
        Document drawing = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg.text())));
        assertThat(drawing.getElementsByTagName("g").getLength())
                .as("a box for each lot")
                .isEqualTo(3);
        assertThat(svg.text()).contains("(01)10614141073464(10)P0").contains("100 cases");

        Answer graph = client.get(path, "text/vnd.graphviz");
        assertThat(graph.status()).isEqualTo(200);
        assertThat(graph.text()).startsWith("digraph lineage {").contains(" -> ");

        assertThat(client.get(path, "image/png").status()).isEqualTo(406);
    }

    @Test
    void lineageGoesToFoodChainLab() throws Exception {
        client.capture(LotClient.chain(0), "");
        String path = "/lots/" + client.lotId("P0") + "/lineage";

        Answer answer = client.get(path, "application/vnd.lotledger.foodchain-lab+json");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode network = answer.body();
        assertThat(network.get("version").asString()).isEqualTo("1.1.1");
        List<String> stations = column(network.at("/data/stations/data"), "ID");
        assertThat(stations).doesNotHaveDuplicates().contains("0614141000029", WAREHOUSE, STORE);
        JsonNode deliveries = network.at("/data/deliveries/data");
        List<String> ids = column(deliveries, "ID");
        List<String> from = column(deliveries, "from");
        List<String> to = column(deliveries, "to");
        assertThat(ids).hasSize(2).doesNotHaveDuplicates();
        assertThat(stations).containsAll(from).containsAll(to);
        assertThat(from).containsExactly("0614141000029", WAREHOUSE);
        assertThat(to).containsExactly(WAREHOUSE, STORE);
        assertThat(column(deliveries, "Lot ID"))
                .as("what was made of it is delivered on")
                .containsExactly("(01)10614141073464(10)P0", "(01)10614141073464(10)X0");
        JsonNode relations = network.at("/data/deliveryRelations/data");
        assertThat(column(relations, "from")).containsExactly(ids.get(0));
        assertThat(column(relations, "to")).containsExactly(ids.get(1));
    }

    private static List<String> column(JsonNode rows, String name) {
        return rows.valueStream()
                .flatMap(JsonNode::valueStream)
                .filter(cell -> cell.get("id").asString().equals(name))
                .map(cell -> cell.get("value").asString())
                .toList();
    }

    @Test
    void eventThatFitsNoCteIsListedWithItsReason() throws Exception {
        List<String> events = new ArrayList<>(LotClient.chain(0));
        events.add(object(9, "OBSERVE", "urn:acme:step:polishing", 3, "", quantity("quantityList", MADE, 5)));
        client.capture(events, "");

        JsonNode found = client.get("/findings?kind=unclassified_event").body().get("findings");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("message").asString()).contains("polishing matches no CTE");
        assertThat(found.get(0).get("lots").get(0).asString()).isEqualTo(client.lotId("X0"));
    }

    @Test
    void everyEventThatIsNoCteIsListedAlsoWhereNoLotIsKnown() throws Exception {
        List<String> events = new ArrayList<>(LotClient.chain(0));
        events.add(object(9, "OBSERVE", "shipping", 3, "urn:epc:id:sscc:0614141.1999999999", null));
        events.add(object(8, "OBSERVE", "storing", 3, "urn:epc:id:sscc:0614141.1999999999", null)
                .replace("2026-03-02T", "1969-03-02T"));
        client.capture(events, "");

        List<JsonNode> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = client.get("/unclassified-events?perPage=2" + token).body();
            page.get("events").forEach(seen::add);
            token = page.get("next_page_token").isNull()
                    ? ""
                    : "&next_page_token=" + page.get("next_page_token").asString();
        } while (!token.isEmpty());
        assertThat(seen.stream().map(e -> e.get("biz_step").asString()))
                .containsExactly("storing", "packing", "unpacking", "shipping");
        assertThat(seen.get(1).at("/reasons/0/reason").asString()).contains("packing into a logistic unit");
        assertThat(seen.get(1).at("/reasons/0/lots/0").asString()).isEqualTo(client.lotId("P0"));
        assertThat(seen.get(3).at("/reasons/0/reason").asString()).contains("no unit or serial with a known lot");
        assertThat(seen.get(3).at("/reasons/0/lots")).isEmpty();
        for (String none :
                List.of("none", "-5000-01-01T00:00:00Z urn:event:1")) { // of no page, and of no time PostgreSQL knows
            String coded = Base64.getUrlEncoder().withoutPadding().encodeToString(none.getBytes(UTF_8));
            assertThat(client.get("/unclassified-events?next_page_token=" + coded)
                            .status())
                    .as(none)
                    .isEqualTo(422);
        }
        assertThat(new LotClient(LotledgerServer.shared())
                        .get("/unclassified-events")
                        .body()
                        .get("events"))
                .isEmpty();
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
