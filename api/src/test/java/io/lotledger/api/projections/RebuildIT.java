package io.lotledger.api.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.replay.ProjectionProgress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An admin has projections filled anew while they serve. */
@SuppressWarnings("NullAway.Init") // set before all tests
class RebuildIT {
    private static final List<String> PROJECTIONS =
            List.of("event-index", "lineage", "master-data", "company-prefix", "cte");
    private static final List<String> DOCUMENTS =
            List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores");
    private static final List<String> TABLES = List.of(
            "event",
            "error_declaration",
            "lineage_event",
            "lot",
            "event_lot",
            "event_unit",
            "serial_lot",
            "shipping_document",
            "containment",
            "lot_edge",
            "critical_tracking_event",
            "master_data",
            "company_prefix");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Path data;
    private static LotledgerServer server;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(data);
        ApiKeys keys = server.bean(ApiKeys.class);
        admin = keys.create(keys.organisation("Rebuilders"), "test", Set.of(Role.ADMIN));
        for (String document : DOCUMENTS) capture(document);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    private record Answer(int status, HttpResponse<String> response) {
        JsonNode body() {
            return JSON.readTree(response.body());
        }
    }

    @Test
    void eachProjectionRebuiltHoldsTheSameRowsAndGoesOnFromThere() throws Exception {
        Map<String, List<String>> before = rows();
        for (String projection : PROJECTIONS) {
            Answer asked = send("POST", "/projections/" + projection + "/rebuild");
            assertThat(asked.status()).as(asked.response().body()).isEqualTo(202);
            String location = asked.response().headers().firstValue("Location").orElseThrow();

            JsonNode done = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> send("GET", location.substring("/epcis/api/2.0".length()))
                                    .body()
                                    .get("rebuild"),
                            rebuild -> rebuild.get("status").asString().equals("done"));
            assertThat(done.get("percent").asInt()).isEqualTo(100);
            assertThat(done.get("finished_at").isNull()).isFalse();
        }
        assertThat(rows()).isEqualTo(before);

        JsonNode captured =
                capture("2-packer"); // known already, with master data: the log goes on, and so do the tables
        assertThat(captured.get("duplicateCount").asInt()).isPositive();
        assertThat(rows()).isEqualTo(before);
    }

    /** Up to version 0.1 an element with attributes was not read: such events are in logs, and their lots are in no table. */
    @Test
    void lotsOfElementsWithAttributesComeIntoTheTablesWithARebuild() throws Exception {
        captureXml("""
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:cbvmda="urn:epcglobal:cbv:mda" schemaVersion="2.0"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
                    creationDate="2026-04-17T09:26:42Z"><EPCISBody><EventList><ObjectEvent>
                <eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
                <epcList><epc>urn:epc:id:sgtin:0614141.107346.90017</epc></epcList><action>ADD</action>
                <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
                <bizLocation><id>urn:epc:id:sgln:0614141.00002.0</id></bizLocation>
                <ilmd><cbvmda:lotNumber xsi:type="xsd:string">TYPED-1</cbvmda:lotNumber></ilmd>
                </ObjectEvent></EventList></EPCISBody></e:EPCISDocument>""");
        Map<String, List<String>> rows = rows();
        assertThat(lotsCalled("TYPED-1")).isEqualTo(1);

        JdbcClient jdbc = server.bean(JdbcClient.class); // as the reader of version 0.1 had left them
        String typed = "(select lot_id from lot where uri like '%/10/TYPED-1')";
        for (String table : List.of("serial_lot", "event_lot", "critical_tracking_event", "lot")) {
            assertThat(jdbc.sql("delete from " + table + " where lot_id in " + typed)
                            .update())
                    .as(table)
                    .isPositive();
        }
        assertThat(lotsCalled("TYPED-1")).isZero();

        for (String projection : List.of("lineage", "cte")) rebuild(projection);

        assertThat(lotsCalled("TYPED-1")).isEqualTo(1);
        assertThat(rows()).isEqualTo(rows);
    }

    private static int lotsCalled(String lot) {
        return send("GET", "/traceability/lots?tlc=" + lot).body().get("lots").size();
    }

    private static void rebuild(String projection) {
        assertThat(send("POST", "/projections/" + projection + "/rebuild").status())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> send("GET", "/projections/" + projection)
                        .body()
                        .at("/rebuild/status")
                        .asString()
                        .equals("done"));
    }

    private static void captureXml(String document) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                        .header("X-API-Key", admin)
                        .header("Content-Type", "application/xml")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(document))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(JSON.readTree(answer.body()).path("acceptedCount").asInt())
                .as(answer.body())
                .isEqualTo(1);
    }

    @Test
    void rebuildUnderWayIsNotBegunTwiceAndCanBeEnded() throws Exception {
        Map<String, List<String>> before = rows();
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            // who holds the serving tables' position keeps the new ones from taking their place
            server.bean(JdbcClient.class)
                    .sql("select position from projection_position where projection = 'lineage' for update")
                    .query(Long.class)
                    .single();
            assertThat(send("POST", "/projections/lineage/rebuild").status()).isEqualTo(202);

            Answer again = send("POST", "/projections/lineage/rebuild");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.body().get("detail").asString()).contains("DELETE");
            assertThat(send("DELETE", "/projections/lineage/rebuild").status()).isEqualTo(204);
        });
        assertThat(send("GET", "/projections/lineage")
                        .body()
                        .at("/rebuild/status")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(send("DELETE", "/projections/lineage/rebuild").status()).isEqualTo(404);
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(*) from pg_namespace where nspname = 'rebuild_lineage'")
                        .query(Integer.class)
                        .single())
                .as("nothing is left of it")
                .isZero();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void unknownProjectionIsToldWhichThereAre() {
        Answer answer = send("POST", "/projections/lots/rebuild");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("detail").asString()).contains("lineage").contains("event-index");
    }

    @Test
    void howFarEachIsStandsInOneList() {
        JsonNode page = send("GET", "/projections").body();

        assertThat(page.get("projections")
                        .valueStream()
                        .map(p -> p.get("projection").asString()))
                .containsExactlyInAnyOrderElementsOf(PROJECTIONS);
        assertThat(page.get("log_position").asLong()).isPositive();
    }

    private static Map<String, List<String>> rows() {
        awaitProjected();
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : TABLES) {
            rows.put(
                    table,
                    server.bean(JdbcClient.class)
                            .sql("select cast(t as text) from " + table + " t order by 1")
                            .query(String.class)
                            .list());
        }
        assertThat(rows.get("lot_edge")).isNotEmpty();
        return rows;
    }

    private static void awaitProjected() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        long head = jdbc.sql("select max(global_index) from domain_event")
                .query(Long.class)
                .single();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> server.bean(ProjectionProgress.class).covers(head));
    }

    private static JsonNode capture(String document) throws Exception {
        return JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                                .header("X-API-Key", admin)
                                .header("Content-Type", "application/ld+json")
                                .POST(HttpRequest.BodyPublishers.ofFile(
                                        Path.of("src/main/resources/samples/" + document + ".jsonld")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static Answer send(String method, String path) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                            .header("X-API-Key", admin)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
