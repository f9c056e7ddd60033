package io.lotledger.api.operations;

import static io.lotledger.api.operations.FixtureChain.adminKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.archive.OrganisationTables;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.api.wiring.OwnStorage;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ledgers that earlier versions filled, as they stand in {@code src/test/resources/ledgers}: today's server starts on each, and serves
 * what was captured, exported and set up before. The usual build takes the oldest.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class EarlierSchemasIT {
    private static Path directory;
    private static OwnStorage storage;

    @BeforeAll
    static void start() {
        directory = LotledgerServer.newDataDirectory();
        storage = OwnStorage.startMigrated(directory.resolve("storage"));
    }

    @AfterAll
    static void stop() throws IOException {
        storage.close();
        LotledgerServer.delete(directory);
    }

    static List<String> fixtures() {
        List<String> names = LedgerFixture.names();
        return names.subList(0, Effort.of(1, names.size()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void ledgerOfAnEarlierSchemaStartsAndServesWhatItHolds(String name) throws Exception {
        LedgerFixture fixture = LedgerFixture.read(name);
        fixture.restore(storage, name);
        List<String> settings = new ArrayList<>(storage.databaseSettings(name));
        settings.addAll(storage.objectStoreSettings(storage.objectStore()));
        settings.add("lotledger.manifest.key-file=" + fixture.manifestKey(directory.resolve(name + ".pem")));
        try (LotledgerServer server = LotledgerServer.start(directory.resolve(name), settings)) {
            OrganisationTables.await(server);
            Upgraded upgraded = new Upgraded(name, fixture, server);
            assertAll(
                    upgraded::keysHaveTheirRoles,
                    upgraded::parkedEventsArePutIn,
                    upgraded::answersAreThoseOfALedgerThatCapturedTheSameToday,
                    upgraded::captureJobsAreAnswered,
                    upgraded::exportsAreDownloadedAndVerified,
                    upgraded::historiesOfExportsAreTheSame,
                    upgraded::documentsSentAgainAreKnown,
                    upgraded::logIsCoveredByTheHashChain,
                    upgraded::queriesAndSubscriptionsStand,
                    upgraded::anotherOrganisationIsApart,
                    upgraded::newEventsContinueOldLots);
        }
    }

    private record Upgraded(String name, LedgerFixture fixture, LotledgerServer server) {

        private ApiClient admin() {
            return client(adminKey(name));
        }

        private ApiClient client(String key) {
            return new ApiClient(server.baseUrl(), key);
        }

        private JsonNode then(String pointer) {
            return fixture.answers().at(pointer);
        }

        void keysHaveTheirRoles() {
            Map<String, String> paths = Map.of(
                    "capture", "/capture",
                    "query", "/events",
                    "export", "/traceability/exports",
                    "audit", "/audit/checkpoints");
            then("/keys").propertyStream().forEach(key -> {
                ApiClient client = client(key.getValue().asString());
                paths.forEach((role, path) -> {
                    if (role.equals(key.getKey()))
                        assertThat(client.query(path).status()).as(role).isEqualTo(200);
                });
                assertThat(client.query("/keys").status()).as(key.getKey()).isEqualTo(403);
            });
            assertThat(admin().query("/keys").body().path("keys"))
                    .hasSize(then("/keys").size() + 1);
        }

        /** A rebuild or a retry does it: what made them fail is gone. */
        void parkedEventsArePutIn() {
            assertThat(then("/parked/parked_events").isMissingNode()
                            || !then("/parked/parked_events").isEmpty())
                    .isTrue();
            assertThat(admin().create("/parked-events/retry", "")
                            .body()
                            .path("still_parked")
                            .asInt())
                    .isZero();
            assertThat(admin().query("/parked-events").body().path("parked_events"))
                    .isEmpty();
        }

        /**
         * Master data of an earlier version does not tell the date of its document: its capture's stands for it. Nor does it tell
         * which was a PUT.
         */
        private static List<String> withoutWhatWasNotRecorded(List<String> rows) {
            return rows.stream()
                    .map(row -> row.replaceAll(
                            "(said=)\\d+|(dates=)\\{[^}]*}|(whole=)(?:true|false)|(replaced=)(?:null|\\d+)",
                            "$1$2$3$4"))
                    .toList();
        }

        void answersAreThoseOfALedgerThatCapturedTheSameToday() {
            LotledgerServer today = LotledgerServer.shared();
            ApiKeys keys = today.bean(ApiKeys.class);
            UUID organisation = keys.organisation(FixtureChain.organisation(name));
            ApiClient fresh = new ApiClient(today.baseUrl(), keys.create(organisation, "test", Set.of(Role.ADMIN)));
            for (JsonNode request : fixture.requests())
                assertThat(send(fresh, request).status()).as(request.toString()).isBetween(200, 202);
            OrganisationTables.await(today);

            Map<String, List<String>> expected = OrganisationTables.of(today, organisation);
            Map<String, List<String>> found = OrganisationTables.of(server, organisation);
            assertThat(expected.get("lot_edge")).isNotEmpty();
            assertThat(found.keySet()).isEqualTo(expected.keySet());
            expected.forEach((table, rows) -> assertThat(withoutWhatWasNotRecorded(found.get(table)))
                    .as(table)
                    .containsExactlyInAnyOrderElementsOf(withoutWhatWasNotRecorded(rows)));
            assertThat(events(admin())).isEqualTo(events(fresh)).isNotEmpty();
            assertThat(lineage(admin())).isEqualTo(lineage(fresh));
            assertThat(edges(lineage(admin()))).containsAll(edges(then("/lineage")));
        }

        private Answer send(ApiClient client, JsonNode request) {
            String body = fixture.text(request.path("file").asString());
            String path = request.path("path").asString();
            return request.path("method").asString().equals("PUT")
                    ? client.put(path, body)
                    : client.create(
                            path,
                            body,
                            "Content-Type",
                            request.path("contentType").asString());
        }

        private static JsonNode events(ApiClient client) {
            JsonNode found = client.query("/events?perPage=1000&orderBy=eventTime&orderDirection=ASC")
                    .body()
                    .at("/epcisBody/queryResults/resultsBody/eventList");
            found.forEach(event -> ((ObjectNode) event).remove("recordTime"));
            return found;
        }

        /** Without the position, which counts the entries of the whole log. */
        private static JsonNode lineage(ApiClient client) {
            return ((ObjectNode) client.get("/lots/" + lot(client, FixtureChain.LOT) + "/lineage?direction=both")
                            .body())
                    .without("as_of");
        }

        private static Set<String> edges(JsonNode lineage) {
            Set<String> edges = new TreeSet<>();
            lineage.path("edges")
                    .forEach(edge ->
                            edges.add(edge.path("from") + " " + edge.path("to") + " " + edge.path("event_ids")));
            assertThat(edges).isNotEmpty();
            return edges;
        }

        private static String lot(ApiClient client, String tlc) {
            return client.get("/lots?tlc=" + URLEncoder.encode(tlc, UTF_8))
                    .body()
                    .at("/lots/0/lot_id")
                    .asString();
        }

        void captureJobsAreAnswered() {
            for (JsonNode request : fixture.requests()) {
                String id = request.path("captureID").asString();
                if (id.isEmpty()) continue;
                JsonNode job = admin().captureJob(id).body();
                assertThat(job.path("success").asBoolean()).as(job.toString()).isTrue();
                assertThat(job.path("acceptedCount").asInt()).as(job.toString()).isPositive();
            }
        }

        void exportsAreDownloadedAndVerified() throws Exception {
            assertThat(then("/exports")).isNotEmpty();
            for (JsonNode export : then("/exports")) {
                String job = export.at("/job/job_short_id").asString();
                JsonNode now = admin().get("/exports/" + job).body();
                assertThat(now.path("status").asString()).isEqualTo("delivered");
                assertThat(now.path("sha256")).isEqualTo(export.at("/job/sha256"));
                assertThat(now.path("other_rules").asString()).isEqualTo("build");
                byte[] workbook = ApiClient.fetch(
                                now.path("signed_download_url").asString())
                        .response()
                        .body();
                assertThat(HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(workbook)))
                        .isEqualTo(export.at("/job/sha256").asString());
                JsonNode verified = admin().get("/exports/" + job + "/verify").body();
                assertThat(verified.path("stored_file").asString()).isEqualTo("as_recorded");
                assertThat(verified.path("manifest").asString())
                        .isEqualTo(export.at("/verification/manifest").asString("never_made"));
                assertThat(verified.path("verdict").asString()).isNotIn("events_differ", "not_made");
                assertThat(verified.path("events").path("removed"))
                        .as(verified.toString())
                        .isEmpty();
                assertThat(verified.path("events").path("added"))
                        .as(verified.toString())
                        .isEmpty();
            }
        }

        void historiesOfExportsAreTheSame() {
            for (JsonNode export : then("/exports")) {
                JsonNode now = admin().get(
                                "/exports/" + export.at("/job/job_short_id").asString() + "/history")
                        .body();
                List<String> types = new ArrayList<>();
                assertThat(export.at("/history/events")).isNotEmpty();
                for (JsonNode event : export.at("/history/events")) {
                    assertHolds(now.path("events").path(types.size()), event);
                    types.add(event.path("type").asString());
                }
                assertThat(types).startsWith("ExportRequested").contains("WorkbookDelivered");
            }
        }

        /** Later versions may add members. */
        private static void assertHolds(JsonNode now, JsonNode then) {
            if (!then.isObject()) assertThat(now).isEqualTo(then);
            else then.propertyStream().forEach(member -> assertHolds(now.path(member.getKey()), member.getValue()));
        }

        void documentsSentAgainAreKnown() {
            for (JsonNode request : fixture.requests()) {
                JsonNode again = send(admin(), request).body();
                assertThat(again.path("acceptedCount").asInt())
                        .as(again.toString())
                        .isZero();
            }
        }

        void logIsCoveredByTheHashChain() {
            int events = events(admin()).size();
            assertThat(events).isGreaterThan(40);
            await().until(() -> admin().query("/audit/checkpoints/latest")
                            .body()
                            .path("tree_size")
                            .asInt()
                    >= events);
            String event = URLEncoder.encode("urn:uuid:5a1ad000-0000-4000-8000-000000000025", UTF_8);
            assertThat(admin().query("/audit/proof?event=" + event).status()).isEqualTo(200);
        }

        void queriesAndSubscriptionsStand() {
            if (then("/receipts").isMissingNode()) return;
            JsonNode now =
                    admin().query("/queries/receipts/events?perPage=1000").body();
            assertThat(now.at("/epcisBody/queryResults/resultsBody"))
                    .isEqualTo(then("/receipts").at("/epcisBody/queryResults/resultsBody"));
            assertThat(admin().query("/queries/receipts/subscriptions").body()).hasSameSizeAs(then("/subscriptions"));
        }

        void anotherOrganisationIsApart() {
            if (then("/other").isMissingNode()) return;
            ApiClient other = client(then("/other/key").asString());
            assertThat(events(other)).hasSize(10);
            assertThat(other.captureJob(then("/other/captureID").asString()).status())
                    .isEqualTo(200);
            assertThat(admin().captureJob(then("/other/captureID").asString()).status())
                    .isEqualTo(404);
        }

        void newEventsContinueOldLots() {
            Answer job = admin().capture("""
                    {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                     "schemaVersion":"2.0","creationDate":"2026-11-20T20:00:00Z","epcisBody":{"eventList":[
                     {"type":"TransformationEvent","eventID":"urn:test:after-the-upgrade","eventTime":"2026-11-12T20:00:00.000-08:00",
                      "eventTimeZoneOffset":"-08:00","bizStep":"creating_class_instance",
                      "inputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521101005004/10/SAL-1","quantity":5,"uom":"XPC"}],
                      "outputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521101005004/10/NEXT-1","quantity":5,"uom":"XPC"}]}]}}""");
            assertThat(job.status()).as(job.toString()).isEqualTo(202);
            await().until(() -> admin().captureJob(job.text("captureID"))
                    .body()
                    .path("projected")
                    .asBoolean());

            JsonNode lineage = admin().get(
                            "/lots/" + lot(admin(), "(01)09521101005004(10)NEXT-1") + "/lineage?direction=backward")
                    .body();
            assertThat(lineage.toString()).contains("GR-1102-07", "PB-1102-03", "YB-26-1101", "SAL-1");
        }
    }
}
