package io.lotledger.api.lots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.replay.ProjectionPositions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init") // set before each test
class LotsIT {
    private static final Logger LOG = LoggerFactory.getLogger(LotsIT.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final LotledgerServer server = LotledgerServer.shared();
    private UUID organisation;
    private String key;

    private record Answer(int status, JsonNode body) {}

    @BeforeEach
    void makeOrganisation() {
        ApiKeys keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("Lots " + UUID.randomUUID());
        key = keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY));
    }

    @Test
    void lotIsFoundByItsPrintedCodeAndTellsItsSource() throws Exception {
        capture(chain(0), """
                {"id": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [{"id": "urn:epc:id:sgln:0614141.00002.0",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#name", "attribute": "Valley Packing"},
                                 {"id": "urn:epcglobal:cbv:mda#telephone", "attribute": "+1 831 555 0100"}]}]},
                {"id": "urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [{"id": "urn:epc:idpat:sgtin:0614141.107346.*",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#productName", "attribute": "Romaine hearts"}]}]}""");

        Answer found = get("/lots?tlc=" + encoded("(01)10614141073464(10)P0"));
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
        assertThat(get("/lots/" + id).body()).isEqualTo(lot);
    }

    @Test
    void lineageNamesNodesEdgesAndTheirEvidence() throws Exception {
        capture(chain(0), "");
        String id = get("/lots?tlc=P0").body().get("lots").get(0).get("lot_id").asString();

        JsonNode lineage = get("/lots/" + id + "/lineage?direction=both").body();
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
        assertThat(get("/lots/" + id + "/lineage?as_of=0").body().get("edges")).isEmpty();
        assertThat(get("/lots/" + id + "/lineage?as_of=" + encoded("2020-01-01T00:00:00Z"))
                        .body()
                        .get("edges"))
                .isEmpty();
        assertThat(get("/lots/" + id + "/lineage?as_of=yesterday").status()).isEqualTo(400);
    }

    @Test
    void pagesAreKeptByTheClass() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3; i++) events.addAll(chain(i));
        capture(events, "");

        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = get("/lots?gtin=10614141073464&perPage=2" + token).body();
            page.get("lots").forEach(lot -> seen.add(lot.get("lot").asString()));
            token = page.get("next_page_token").isNull()
                    ? null
                    : "&next_page_token=" + page.get("next_page_token").asString();
        } while (token != null);
        assertThat(seen).containsExactly("P0", "P1", "P2", "X0", "X1", "X2");
    }

    @Test
    void questionWithoutOrWithABadFilterIsRefused() throws Exception {
        assertThat(get("/lots").status()).isEqualTo(400);
        assertThat(get("/lots?gtin=12x").status()).isEqualTo(400);
        assertThat(get("/lots?q=").status()).isEqualTo(400);
        assertThat(get("/lots?tlc=A&next_page_token=!").status()).isEqualTo(400);
        assertThat(get("/lots/short").status()).isEqualTo(422);
        assertThat(get("/lots/2222222222222222222222").status()).isEqualTo(404);
    }

    @Test
    void tenThousandEventsOfOneDocumentAreInEveryTable() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) events.addAll(chain(i));

        capture(events, "");

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

    /** Ten events: harvest, cooling, initial packing, palletised, shipped, received, unpacked, transformed, shipped, received. */
    private static List<String> chain(int i) {
        String harvest = "urn:epc:class:lgtin:0614141.007346.H" + i;
        String packed = "urn:epc:class:lgtin:0614141.107346.P" + i;
        String made = "urn:epc:class:lgtin:0614141.107346.X" + i;
        String pallet = "urn:epc:id:sscc:0614141.1%09d".formatted(i);
        return List.of(
                object(0, "ADD", "creating_class_instance", 1, "", quantity("quantityList", harvest, 100)),
                object(
                        1,
                        "OBSERVE",
                        "urn:epcglobal:cbv:bizstep:cooling",
                        1,
                        "",
                        quantity("quantityList", harvest, 100)),
                event(
                        "TransformationEvent",
                        2,
                        "creating_class_instance",
                        2,
                        quantity("inputQuantityList", harvest, 100) + "," + quantity("outputQuantityList", packed, 95)),
                event(
                        "AggregationEvent",
                        3,
                        "packing",
                        2,
                        "\"action\":\"ADD\",\"parentID\":\"" + pallet + "\",\"childEPCs\":[],"
                                + quantity("childQuantityList", packed, 95)),
                object(4, "OBSERVE", "shipping", 2, pallet, null),
                object(5, "OBSERVE", "receiving", 3, pallet, null),
                event(
                        "AggregationEvent",
                        6,
                        "unpacking",
                        3,
                        "\"action\":\"DELETE\",\"parentID\":\"" + pallet + "\",\"childEPCs\":[]"),
                event(
                        "TransformationEvent",
                        7,
                        "commissioning",
                        3,
                        quantity("inputQuantityList", packed, 90) + "," + quantity("outputQuantityList", made, 45)),
                object(8, "OBSERVE", "shipping", 3, "", quantity("quantityList", made, 45)),
                object(9, "OBSERVE", "receiving", 4, "", quantity("quantityList", made, 45)));
    }

    private static String object(
            int hour, String action, String step, int place, String epc, @Nullable String quantities) {
        String what = "\"action\":\"" + action + "\",\"epcList\":[" + (epc.isEmpty() ? "" : "\"" + epc + "\"") + "]"
                + (quantities == null ? "" : "," + quantities);
        return event("ObjectEvent", hour, step, place, what);
    }

    private static String event(String type, int hour, String step, int place, String what) {
        String location = "{\"id\":\"urn:epc:id:sgln:0614141.0000%d.0\"}".formatted(place);
        return """
                {"type":"%s","eventID":"urn:uuid:%s","eventTime":"2026-03-02T0%d:00:00Z","eventTimeZoneOffset":"+00:00","bizStep":"%s",\
                "readPoint":%s,"bizLocation":%s,%s}""".formatted(type, UUID.randomUUID(), hour, step, location, location, what);
    }

    private static String quantity(String list, String epcClass, int quantity) {
        return "\"%s\":[{\"epcClass\":\"%s\",\"quantity\":%d,\"uom\":\"CS\"}]".formatted(list, epcClass, quantity);
    }

    private void capture(List<String> events, String vocabularies) throws Exception {
        String document = """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-03-03T00:00:00Z",
                 "epcisHeader":{"epcisMasterData":{"vocabularyList":[%s]}},
                 "epcisBody":{"eventList":[%s]}}""".formatted(vocabularyList(vocabularies), String.join(",\n", events));
        long start = System.nanoTime();
        HttpResponse<String> answer = HTTP.send(
                request("/capture")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(document))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        String job = HTTP.send(
                        request("/capture/"
                                        + answer.headers()
                                                .firstValue("Location")
                                                .orElseThrow()
                                                .replaceFirst(".*/", ""))
                                .GET()
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(JSON.readTree(job).get("success").asBoolean()).as(job).isTrue();
        long captured = System.nanoTime(); // 202 means that it is in the log
        long head = server.bean(EventStore.class).createHeadToken().position().orElse(0);
        await().atMost(Duration.ofMinutes(5))
                .until(() -> server.bean(ProjectionPositions.class).covers(head));
        long projected = System.nanoTime();
        LOG.warn(
                "{} events: captured in {} ms, in every table {} ms later",
                events.size(),
                (captured - start) / 1_000_000,
                (projected - captured) / 1_000_000);
    }

    private static String vocabularyList(String vocabularies) {
        return vocabularies.replace("\"id\": \"urn:epcglobal:epcis:vtype", "\"type\": \"urn:epcglobal:epcis:vtype");
    }

    private long count(JdbcClient jdbc, String sql) {
        var statement = jdbc.sql(sql);
        return (sql.contains(":organisation") ? statement.param("organisation", organisation) : statement)
                .query(Long.class)
                .single();
    }

    private Answer get(String path) throws Exception {
        HttpResponse<String> answer =
                HTTP.send(request("/traceability" + path).GET().build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                .header("X-API-Key", key);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
