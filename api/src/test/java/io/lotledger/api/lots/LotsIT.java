package io.lotledger.api.lots;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

class LotsIT {
    private final LotledgerServer server = server();
    private final LotClient client = new LotClient(server);

    LotledgerServer server() {
        return LotledgerServer.shared();
    }

    @Test
    void lotIsFoundByItsPrintedCodeAndTellsItsSource() throws Exception {
        client.capture(LotClient.chain(0), """
                {"id": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [{"id": "urn:epc:id:sgln:0614141.00002.0",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#name", "attribute": "Valley Packing"},
                                 {"id": "urn:epcglobal:cbv:mda#telephone", "attribute": "+1 831 555 0100"}]}]},
                {"id": "urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [{"id": "urn:epc:idpat:sgtin:0614141.107346.*",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#productName", "attribute": "Romaine hearts"}]}]}""");

        Answer found = client.get("/lots?tlc=" + LotClient.encoded("(01)10614141073464(10)P0"));
        assertThat(found.status()).isEqualTo(200);
        JsonNode lot = found.body().get("lots").get(0);
        assertThat(lot.get("class").asString()).isEqualTo("https://id.gs1.org/01/10614141073464/10/P0");
        assertThat(lot.get("product_name").asString()).isEqualTo("Romaine hearts");
        assertThat(lot.get("tlc_source").get("gln").asString()).isEqualTo("0614141000029");
        assertThat(lot.get("tlc_source").get("name").asString()).isEqualTo("Valley Packing");
        assertThat(lot.get("tlc_source").get("phone").asString()).isEqualTo("+1 831 555 0100");
        assertThat(lot.get("first_event_time").asString()).isEqualTo("2026-03-02T02:00:00Z");
        assertThat(lot.get("last_event_time").asString()).isEqualTo("2026-03-02T07:00:00Z");
        assertThat(found.body().get("next_page_token").isNull()).isTrue();

        String id = lot.get("lot_id").asString();
        JsonNode one = client.get("/lots/" + id).body();
        lot.propertyNames().forEach(name -> assertThat(one.get(name)).as(name).isEqualTo(lot.get(name)));
    }

    /** 21 CFR 1.1320: a code is assigned at packing, and not at the harvest. */
    @Test
    void sourceOfALotThatKeepsItsCodeFromTheFieldIsWhereItWasPacked() throws Exception {
        String lot = LotClient.quantity("quantityList", "urn:epc:class:lgtin:0614141.007346.F", 10);
        client.capture(
                List.of(
                        LotClient.object(0, "ADD", "creating_class_instance", 1, "", lot),
                        LotClient.object(2, "ADD", "packing", 2, "", lot)),
                "");

        assertThat(source("F").path("gln").asString()).isEqualTo("0614141000029");
    }

    @Test
    void documentThatNamesALotFirstIsNotWhereItsCodeWasAssigned() throws Exception {
        String document =
                "\"action\":\"ADD\",\"bizTransactionList\":[{\"type\":\"bol\",\"bizTransaction\":\"urn:x:1\"}],"
                        + LotClient.quantity("quantityList", "urn:epc:class:lgtin:0614141.107346.D", 10);
        client.capture(List.of(LotClient.event("TransactionEvent", 4, "shipping", 2, document)), "");

        assertThat(source("D").isNull()).isTrue();
    }

    private JsonNode source(String tlc) {
        return client.get("/lots?tlc=" + tlc).body().at("/lots/0/tlc_source");
    }

    @Test
    void lotOfWhichAnEventNamesThePalletAloneIsScoredInThePeriodOfThatEvent() throws Exception {
        client.capture(LotClient.chain(7), "");

        JsonNode scored = client.get("/readiness?from=2026-03-02T05:00:00Z&to=2026-03-02T05:30:00Z")
                .body()
                .path("lots");

        assertThat(scored.valueStream().map(lot -> lot.path("class").asString()))
                .containsExactly("https://id.gs1.org/01/10614141073464/10/P7");
    }

    @Test
    void lineageNamesNodesEdgesAndTheirEvidence() throws Exception {
        client.capture(LotClient.chain(0), "");
        String id = client.get("/lots?tlc=P0")
                .body()
                .get("lots")
                .get(0)
                .get("lot_id")
                .asString();

        JsonNode lineage = client.get("/lots/" + id + "/lineage?direction=both").body();
        assertThat(lineage.get("nodes").valueStream().map(n -> n.get("role").asString()))
                .containsExactly("seed", "upstream", "downstream");
        assertThat(lineage.get("edges")).hasSize(2);
        JsonNode edge = lineage.get("edges")
                .valueStream()
                .filter(e -> e.get("from").asString().equals(id))
                .findFirst()
                .orElseThrow();
        assertThat(edge.get("event_ids").get(0).asString()).startsWith("urn:uuid:");
        assertThat(edge.get("inputs").get(0).get("quantity").asInt()).isEqualTo(90);
        assertThat(client.get("/lots/" + id + "/lineage?as_of=0").body().get("edges"))
                .isEmpty();
        assertThat(client.get("/lots/" + id + "/lineage?as_of=" + LotClient.encoded("2020-01-01T00:00:00Z"))
                        .body()
                        .get("edges"))
                .isEmpty();
        assertThat(client.get("/lots/" + id + "/lineage?as_of=yesterday").status())
                .isEqualTo(422);
    }

    @Test
    void compactIrisAreTheLotsAndPlacesOfTheirOwnContext() throws Exception {
        client.capture(
                List.of(
                        under("https://farm-a.example/", into("lot:1", "urn:a:salad")),
                        under("https://farm-b.example/", into("lot:1", "urn:b:juice")),
                        into("https://farm-a.example/1", "urn:a:soup"),
                        under(
                                "https://id.gs1.org/01/10614141073464/10/",
                                LotClient.object(
                                        1,
                                        "ADD",
                                        "commissioning",
                                        1,
                                        "",
                                        LotClient.quantity("quantityList", "lot:C7", 5)))),
                "");

        assertThat(classes("https://farm-a.example/1")).containsExactlyInAnyOrder("urn:a:salad", "urn:a:soup");
        assertThat(classes("https://farm-b.example/1")).containsExactly("urn:b:juice");
        assertThat(client.get("/lots?class=lot:1").body().get("lots")).isEmpty();
        assertThat(client.get("/lots?gtin=10614141073464").body().get("lots").findValuesAsString("class"))
                .containsExactly("https://id.gs1.org/01/10614141073464/10/C7");
    }

    private static String under(String namespace, String event) {
        return "{\"@context\":{\"lot\":\"" + namespace + "\"}," + event.substring(1);
    }

    private static String into(String input, String output) {
        return LotClient.event(
                "TransformationEvent",
                2,
                "commissioning",
                2,
                LotClient.quantity("inputQuantityList", input, 5) + ","
                        + LotClient.quantity("outputQuantityList", output, 5));
    }

    /** The classes made of a lot. */
    private List<String> classes(String lotClass) {
        JsonNode lots =
                client.get("/lots?class=" + LotClient.encoded(lotClass)).body().get("lots");
        assertThat(lots).hasSize(1);
        return client.get("/lots/" + lots.get(0).get("lot_id").asString() + "/lineage?direction=forward")
                .body()
                .get("nodes")
                .valueStream()
                .filter(node -> node.get("role").asString().equals("downstream"))
                .map(node -> node.get("class").asString())
                .toList();
    }

    @Test
    void everyEdgeOfALineageIsBetweenItsNodes() throws Exception {
        String used = "urn:epc:class:lgtin:0614141.107346.A";
        String other = "urn:epc:class:lgtin:0614141.107346.B";
        String made = "urn:epc:class:lgtin:0614141.107346.C";
        client.capture(
                List.of(LotClient.event("TransformationEvent", 7, "commissioning", 3, """
                        "inputQuantityList":[{"epcClass":"%s","quantity":1,"uom":"CS"},{"epcClass":"%s","quantity":2,"uom":"CS"}],%s""".formatted(
                                used, other, LotClient.quantity("outputQuantityList", made, 3)))),
                "");
        String id = client.get("/lots?class=" + used)
                .body()
                .get("lots")
                .get(0)
                .get("lot_id")
                .asString();

        for (String direction : List.of("forward", "both")) {
            JsonNode lineage = client.get("/lots/" + id + "/lineage?direction=" + direction)
                    .body();
            assertThat(lineage.get("nodes")).hasSize(2);
            assertThat(lineage.get("edges"))
                    .singleElement()
                    .satisfies(edge -> assertThat(edge.get("from").asString()).isEqualTo(id));
        }
    }

    @Test
    void pagesAreKeptByTheClass() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) events.addAll(LotClient.chain(i));
        client.capture(events, "");

        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page =
                    client.get("/lots?gtin=10614141073464&perPage=2" + token).body();
            page.get("lots").forEach(lot -> seen.add(lot.get("lot").asString()));
            token = page.get("next_page_token").isNull()
                    ? null
                    : "&next_page_token=" + page.get("next_page_token").asString();
        } while (token != null);
        assertThat(seen).containsExactly("P0", "P1", "P2", "X0", "X1", "X2");
    }

    @Test
    void textIsSoughtInTheCodeAndTheGtinAndNotInTheRestOfTheUri() throws Exception {
        client.capture(LotClient.chain(0), "");

        assertThat(client.get("/lots?q=p0").body().get("lots")).hasSize(1);
        assertThat(client.get("/lots?q=0614141073").body().get("lots")).isNotEmpty();
        for (String rest : List.of("gs1", "https", "/10/"))
            assertThat(client.get("/lots?q=" + rest).body().get("lots"))
                    .as(rest)
                    .isEmpty();
    }

    @Test
    void lotComesWithItsQuantitiesAndFindings() throws Exception {
        client.capture(LotClient.chain(0), "");
        String id = client.lotId("P0");

        JsonNode lot = client.get("/lots/" + id).body();

        assertThat(lot.get("quantities"))
                .isEqualTo(client.get("/lots/" + id + "/mass-balance").body().get("balances"))
                .isNotEmpty();
        assertThat(lot.get("findings"))
                .isEqualTo(client.get("/findings?lot_id=" + id).body().get("findings"))
                .isNotEmpty();
    }

    @Test
    void questionWithoutOrWithABadFilterIsRefused() throws Exception {
        assertThat(client.get("/lots").status()).isEqualTo(422);
        assertThat(client.get("/lots?gtin=12x").status()).isEqualTo(422);
        assertThat(client.get("/lots?q=").status()).isEqualTo(422);
        assertThat(client.get("/lots?tlc=A&next_page_token=!").status()).isEqualTo(422);
        assertThat(client.get("/lots/short").status()).isEqualTo(422);
        assertThat(client.get("/lots/2222222222222222222222").status()).isEqualTo(404);
    }

    @Test
    void everySpellingOfALotAPalletAndAPlaceIsOne() throws Exception {
        String printed = "HTTPS://ID.GS1.ORG:443/01/10614141073464/10/%50a%2f1";
        String made = "urn:epc:class:lgtin:0614141.107346.X1";
        String pallet = "urn:epc:id:sscc:0614141.1000000001";
        client.capture(
                List.of(
                        LotClient.object(
                                0,
                                "ADD",
                                "commissioning",
                                1,
                                "",
                                LotClient.quantity("quantityList", "URN:EPC:CLASS:LGTIN:0614141.107346.Pa%2F1", 100)),
                        LotClient.event(
                                "AggregationEvent",
                                1,
                                "packing",
                                1,
                                "\"action\":\"ADD\",\"parentID\":\"" + pallet + "\",\"childEPCs\":[],"
                                        + LotClient.quantity("childQuantityList", printed, 90)),
                        LotClient.object(
                                2, "OBSERVE", "shipping", 1, "HTTPS://brand.example/00/106141410000000019", null),
                        LotClient.event(
                                "TransformationEvent",
                                3,
                                "commissioning",
                                2,
                                LotClient.quantity(
                                                "inputQuantityList",
                                                "http://brand.example:80/x/01/10614141073464/10/Pa%2f1/?17=261231",
                                                90)
                                        + "," + LotClient.quantity("outputQuantityList", made, 45)),
                        LotClient.object(
                                4,
                                "OBSERVE",
                                "storing",
                                2,
                                "",
                                LotClient.quantity("quantityList", "URN:ACME:lot:a%2d1", 1)),
                        LotClient.object(
                                5,
                                "OBSERVE",
                                "storing",
                                2,
                                "",
                                LotClient.quantity("quantityList", "urn:acme:lot:a-1", 1))),
                "");

        JsonNode found =
                client.get("/lots?class=" + LotClient.encoded(printed)).body().get("lots");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("class").asString()).isEqualTo("https://id.gs1.org/01/10614141073464/10/Pa%2F1");
        assertThat(client.get("/lots?gtin=10614141073464").body().get("lots")).hasSize(2);
        assertThat(client.get("/lots?q=lot:a").body().get("lots"))
                .extracting(lot -> lot.get("class").asString())
                .containsExactly("urn:acme:lot:a-1");
        String id = found.get(0).get("lot_id").asString();
        assertThat(client.get("/lots/" + id + "/lineage").body().get("edges")).hasSize(1);
        assertThat(client.get("/lots/" + id + "/readiness").body().get("ctes"))
                .as("the pallet's shipment is the lot's")
                .extracting(cte -> cte.get("cte").asString())
                .contains("Shipping");
    }

    @Test
    void whatIsNoDigitalLinkIsALotOfItsOwnAndIsNotTheKeyInIt() throws Exception {
        List<String> broken = List.of(
                "https://id.gs1.org/10/A/01/10614141073464",
                "https://brand.example/01/10614141073464/10/A/10/B",
                "https://brand.example/01/10614141073464?10=A");

        client.capture(
                broken.stream()
                        .map(link -> LotClient.object(
                                0, "ADD", "commissioning", 1, "", LotClient.quantity("quantityList", link, 1)))
                        .toList(),
                "");

        assertThat(client.get("/lots?gtin=10614141073464").body().get("lots")).isEmpty();
        assertThat(client.get("/lots?q=10614141073464").body().get("lots"))
                .extracting(lot -> lot.get("class").asString())
                .containsExactlyInAnyOrderElementsOf(broken);
    }

    @Test
    void lotThatIsNoGs1KeyHasTheLotNumberOfItsMakingAndTheProductOfItsClass() throws Exception {
        String cod = "urn:gdst:plant.example:product:lot:class:plant.cod.7";
        String catches = LotClient.object(
                0,
                "ADD",
                "commissioning",
                1,
                "",
                LotClient.quantity("quantityList", cod, 100) + ",\"ilmd\":{\"gs1:hasBatchLotNumber\":\"COD-7\"}");
        client.capture(List.of(catches), """
                {"id": "urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [
                  {"id": "urn:gdst:plant.example:product:class:plant.cod",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#descriptionShort", "attribute": "Cod fillet"}]}]}""");

        JsonNode lots = client.get("/lots?tlc=COD-7").body().get("lots");
        assertThat(lots).hasSize(1);
        assertThat(lots.get(0).get("class").asString()).isEqualTo(cod);
        assertThat(lots.get(0).get("tlc").asString()).isEqualTo("COD-7");
        assertThat(lots.get(0).get("product_name").asString()).isEqualTo("Cod fillet");
    }

    @Test
    @FullEffort
    void tenThousandEventsOfOneDocumentAreInEveryTable() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) events.addAll(LotClient.chain(i));

        client.capture(events, "");

        JdbcClient jdbc = server.bean(JdbcClient.class);
        assertThat(count(jdbc, "select count(*) from event where organisation = :organisation"))
                .isEqualTo(10_000);
        assertThat(
                        count(
                                jdbc,
                                "select count(distinct event_id) from critical_tracking_event where organisation = :organisation"))
                .isEqualTo(10_000);
        assertThat(count(jdbc, "select count(*) from lot_edge where organisation = :organisation"))
                .isEqualTo(2_000);
        assertThat(count(jdbc, "select count(*) from containment where organisation = :organisation"))
                .isEqualTo(2_000);
        assertThat(
                        count(
                                jdbc,
                                "select count(*) from container_interval where organisation = :organisation and to_time is not null"))
                .isEqualTo(1_000);
        assertThat(count(jdbc, "select count(distinct position) from event_lot where organisation = :organisation"))
                .isEqualTo(7_000);
        assertThat(
                        count(
                                jdbc,
                                "select count(*) from critical_tracking_event where organisation = :organisation and cte = 'shipping'"))
                .isEqualTo(2_000);
    }

    private long count(JdbcClient jdbc, String sql) {
        var statement = jdbc.sql(sql);
        return (sql.contains(":organisation") ? statement.param("organisation", client.organisation) : statement)
                .query(Long.class)
                .single();
    }
}
