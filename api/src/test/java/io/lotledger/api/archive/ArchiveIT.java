package io.lotledger.api.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The archive of an organisation, and a ledger that captures it again. */
class ArchiveIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ARCHIVE = "/audit/archive";
    private static final String GATE = "/masterdata/locations/4012345000054";

    private final LotledgerServer server = LotledgerServer.shared();
    private final String name = "Archived " + UUID.randomUUID();
    private final UUID organisation = server.bean(ApiKeys.class).organisation(name);
    private final ApiClient admin = client(Role.ADMIN);

    @Test
    void partsCapturedIntoAnEmptyLedgerGiveEqualTablesAndAnswers() throws Exception {
        List<String> documents = everything();
        documents.forEach(
                document -> assertThat(admin.capture(document).status()).isEqualTo(202));
        describeAgainAndAgain();
        OrganisationTables.await(server);
        Map<String, byte[]> archive = files(admin.query(ARCHIVE));

        String key = "ll_archive_" + UUID.randomUUID().toString().replace("-", "");
        var data = LotledgerServer.newDataDirectory();
        List<String> settings =
                List.of("lotledger.organisations[0].name=" + name, "lotledger.organisations[0].api-key=" + key);
        try (LotledgerServer empty = LotledgerServer.start(data, settings)) {
            ApiClient restored = new ApiClient(empty.baseUrl(), key);
            parts(archive).forEach(part -> {
                ApiClient.Answer job = restored.capture(new String(part, UTF_8));
                assertThat(job.status()).as(job.toString()).isEqualTo(202);
                assertThat(job.body().path("duplicateCount").asInt()).isZero();
            });
            OrganisationTables.await(empty);

            Map<String, List<String>> expected = OrganisationTables.of(server, organisation);
            assertThat(expected.get("lot")).isNotEmpty();
            assertThat(expected.get("lot_edge")).isNotEmpty();
            assertThat(expected.get("critical_tracking_event")).isNotEmpty();
            assertThat(expected.get("error_declaration")).hasSize(3);
            assertThat(expected.get("search_term")).isNotEmpty();
            assertThat(OrganisationTables.of(empty, organisation)).isEqualTo(expected);
            assertThat(restored.query(GATE).body().at("/attributes").toString())
                    .isEqualTo(admin.query(GATE).body().at("/attributes").toString())
                    .isEqualTo("{\"children\":\"urn:epc:id:sgln:4012345.00005.1\",\"name\":\"Gate 9\"}");
            for (String query : List.of(
                    "",
                    "?EQ_bizStep=shipping",
                    "?EXISTS_errorDeclaration=true",
                    "?EQ_https%3A%2F%2Fex.example%2Fline=4"))
                assertThat(events(restored, query)).as(query).isEqualTo(events(admin, query));

            assertThat(withoutTimes(parts(files(restored.query(ARCHIVE))))).isEqualTo(withoutTimes(parts(archive)));

            // what a partner sends once more is known there too
            documents.forEach(document -> {
                JsonNode again = restored.capture(document).body();
                assertThat(again.path("acceptedCount").asInt())
                        .as(again.toString())
                        .isZero();
            });
        } finally {
            LotledgerServer.delete(data);
        }
    }

    @Test
    void archiveHasTheSameBytesEachTimeAndItsManifestCountsThem() throws Exception {
        List<String> documents = everything();
        documents.forEach(admin::capture);
        ApiClient.Answer first = admin.query(ARCHIVE);

        assertThat(first.header("Content-Type")).isEqualTo("application/gzip");
        assertThat(first.header("Content-Disposition")).contains("lotledger-archive.tar.gz");
        assertThat(admin.query(ARCHIVE).response().body())
                .isEqualTo(first.response().body());
        Map<String, byte[]> files = files(first);
        assertThat(files.keySet()).first().isEqualTo("part-000000001.jsonld");
        assertThat(files.keySet()).last().isEqualTo("manifest.json");
        JsonNode manifest = JSON.readTree(requireNonNull(files.get("manifest.json")));
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int events = 0;
        for (byte[] part : parts(files)) {
            digest.update(part);
            events += JSON.readTree(part).at("/epcisBody/eventList").size();
        }
        assertThat(manifest.path("parts").asInt()).isEqualTo(files.size() - 1);
        assertThat(manifest.path("events").asInt()).isEqualTo(events).isGreaterThan(30);
        assertThat(manifest.path("master_data").asInt()).isPositive();
        assertThat(manifest.path("sha256_of_parts").asString())
                .isEqualTo(HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void organisationThatHasCapturedNothingGetsAManifestAlone() throws Exception {
        Map<String, byte[]> files = files(admin.query(ARCHIVE));

        assertThat(files.keySet()).containsExactly("manifest.json");
        assertThat(JSON.readTree(requireNonNull(files.get("manifest.json")))
                        .path("parts")
                        .asInt())
                .isZero();
    }

    @Test
    void archiveIsForAdminsOfTheOrganisation() {
        for (Role role : List.of(Role.AUDIT, Role.QUERY, Role.CAPTURE, Role.EXPORT))
            assertThat(client(role).query(ARCHIVE).status()).as(role.name()).isEqualTo(403);
    }

    private ApiClient client(Role role) {
        return new ApiClient(server.baseUrl(), server.bean(ApiKeys.class).create(organisation, "test", Set.of(role)));
    }

    /** The sample chain, and what is hard to keep: declarations, equal hashes, events without an id, prefixes of two meanings. */
    private static List<String> everything() throws IOException {
        List<String> documents = new ArrayList<>();
        for (String sample :
                List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores")) {
            try (InputStream in = LotledgerServer.class.getResourceAsStream("/samples/" + sample + ".jsonld")) {
                documents.add(new String(requireNonNull(in).readAllBytes(), UTF_8));
            }
        }
        String named = event("\"eventID\":\"urn:uuid:7ed8c8a6-0000-4000-8000-000000000001\",", "L1", "");
        documents.add(document("https://ex.example/", event("", "L2", ""), named));
        documents.add(document("https://ex.example/", declared(named, "2026-05-01T00:00:00Z")));
        documents.add(document("https://other.example/", event("", "L3", ",\"ex:line\":4")));
        documents.add(document("https://ex.example/", event("", "L3", ",\"ex:line\":4")));
        documents.add(document(
                "https://ex.example/",
                event("", "L4", ",\"ilmd\":{\"ex:lot\":\"260415.1\"}").replace("OBSERVE", "ADD"),
                event("", "L4", ",\"ilmd\":{\"ex:lot\":\"260415.10\"}").replace("OBSERVE", "ADD")));
        // before the event that it declares erroneous
        String later = event("\"eventID\":\"urn:uuid:7ed8c8a6-0000-4000-8000-000000000002\",", "L5", "");
        documents.add(document("https://ex.example/", declared(later, "2026-05-02T00:00:00Z")));
        documents.add(document("https://ex.example/", later));
        documents.add(place("Farm 1").replace("\"eventList\":[]", "\"eventList\":[" + event("", "L6", "") + "]"));
        documents.add(place("Farm 2"));
        documents.add(place("Farm 1")); // a version that was there before
        return documents;
    }

    private static String document(String prefix, String... events) {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"%s"}],
                 "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-10T00:00:00Z",
                 "epcisBody":{"eventList":[%s]}}""".formatted(prefix, String.join(",", events));
    }

    private static String event(String id, String lot, String more) {
        return """
                {"type":"ObjectEvent",%s"eventTime":"2026-04-17T09:26:42.000-04:00","eventTimeZoneOffset":"-04:00",
                 "action":"OBSERVE","bizStep":"urn:epcglobal:cbv:bizstep:shipping","disposition":"in_transit",
                 "readPoint":{"id":"https://id.gs1.org/414/4012345000054"},
                 "quantityList":[{"epcClass":"urn:epc:class:lgtin:4012345.012345.%s","quantity":12.50,"uom":"LBR"}],
                 "bizTransactionList":[{"type":"desadv","bizTransaction":"urn:epcglobal:cbv:bt:4012345000054:856-1"}]%s}""".formatted(id, lot, more);
    }

    private static String declared(String event, String time) {
        return event.strip().replaceFirst("}$", "") + ",\"errorDeclaration\":{\"declarationTime\":\"" + time
                + "\",\"reason\":\"did_not_occur\"}}";
    }

    private static String place(String name) {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"https://ex.example/"}],
                 "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-10T00:00:00Z",
                 "epcisHeader":{"epcisMasterData":{"vocabularyList":[
                   {"type":"urn:epcglobal:epcis:vtype:BusinessLocation","vocabularyElementList":[
                     {"id":"urn:epc:id:sgln:4012345.00005.0","attributes":[
                       {"id":"urn:epcglobal:cbv:mda#name","attribute":"%1$s"},
                       {"id":"ex:gate","attribute":"1"},{"id":"ex:gate","attribute":"2"}],
                      "children":["urn:epc:id:sgln:4012345.00005.1"]}]},
                   {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
                     {"id":"https://id.gs1.org/414/4012345000054","attributes":[{"id":"cbvmda:city","attribute":"%1$s"}]}]}]}},
                 "epcisBody":{"eventList":[]}}""".formatted(name);
    }

    private void describeAgainAndAgain() {
        for (String telephone : List.of("+1 831 555 0111", "+1 831 555 0112", "+1 831 555 0111")) {
            ApiClient.Answer answer =
                    admin.patch(GATE, "{\"attributes\":{\"name\":\"Gate\",\"telephone\":\"" + telephone + "\"}}");
            assertThat(answer.status()).as(answer.toString()).isBetween(200, 201);
        }
        ApiClient.Answer put = admin.put(GATE, "{\"attributes\":{\"name\":\"Gate 9\"}}");
        assertThat(put.body().at("/removed_attributes").toString())
                .as("what a document said")
                .contains("city");
    }

    static Map<String, byte[]> files(ApiClient.Answer answer) throws IOException {
        assertThat(answer.status()).isEqualTo(200);
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(
                new GZIPInputStream(new ByteArrayInputStream(answer.response().body())))) {
            for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; )
                files.put(entry.getName(), tar.readAllBytes());
        }
        return files;
    }

    private static List<byte[]> parts(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("part-"))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static List<JsonNode> withoutTimes(List<byte[]> parts) {
        return parts.stream()
                .map(JSON::readTree)
                .map(part -> ((ObjectNode) part).without("creationDate"))
                .peek(part ->
                        part.at("/epcisBody/eventList").forEach(event -> ((ObjectNode) event).remove("recordTime")))
                .<JsonNode>map(part -> part)
                .toList();
    }

    private static JsonNode events(ApiClient client, String query) {
        JsonNode found = client.query(
                        "/events" + query + (query.isEmpty() ? "?" : "&") + "perPage=1000&orderBy=eventTime")
                .body()
                .at("/epcisBody/queryResults/resultsBody/eventList");
        assertThat(found).as(query).isNotEmpty();
        found.forEach(event -> ((ObjectNode) event).remove("recordTime"));
        return found;
    }
}
