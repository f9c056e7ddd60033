package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An auditor makes a delivered workbook again, with nothing but HTTP; who tampers has the database or the bucket. */
class VerificationIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Verified " + UUID.randomUUID());
    private final ApiClient client = new ApiClient(
            server.baseUrl(),
            keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.QUERY, Role.EXPORT, Role.AUDIT)));

    private String job(String lot) {
        return job(lot, "https://id.gs1.org/414/9506000134369");
    }

    private String job(String lot, String place) {
        capture(
                event(lot, "ADD", "commissioning", 8).replace("https://id.gs1.org/414/9506000134369", place),
                event(lot, "OBSERVE", "shipping", 10).replace("https://id.gs1.org/414/9506000134369", place));
        String id = await().until(
                        () -> client.get("/lots?tlc=" + lot)
                                .body()
                                .path("lots")
                                .path(0)
                                .path("lot_id")
                                .asString(""),
                        found -> !found.isEmpty());
        return await().until(() -> client.get("/lots/" + id + "/fda-export"), answer -> answer.status() == 200)
                .text("job_short_id");
    }

    private JsonNode verify(String job) {
        Answer answer = client.get("/exports/" + job + "/verify");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void logGivesTheDeliveredWorkbookAgainAfterLaterEventsToo() {
        String job = job("VER-1");
        capture(event("VER-1", "OBSERVE", "receiving", 12), event("VER-2", "ADD", "commissioning", 8));

        JsonNode found = verify(job);

        assertThat(found.get("same").asBoolean()).isTrue();
        assertThat(found.get("verdict").asString()).isEqualTo("identical");
        assertThat(found.get("now").get("sha256"))
                .isEqualTo(found.get("delivered").get("sha256"));
        assertThat(found.get("stored_file").asString()).isEqualTo("as_recorded");
        assertThat(found.get("manifest").asString()).isEqualTo("as_recorded");
        assertThat(found.get("events").get("added")).isEmpty();
        assertThat(found.get("cells").isNull()).isTrue();
    }

    @Test
    void aThousandLaterEventsLeaveTheWorkbookAsItWas() {
        String job = job("VER-8");
        List<String> later = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            later.add(event("VER-8", "later-" + i, "OBSERVE", i % 2 == 0 ? "shipping" : "receiving", i % 24));
            later.add(event("VER-9", "other-" + i, "OBSERVE", "shipping", i % 24));
        }
        later.set(0, declaredWrong(event("VER-8", "OBSERVE", "shipping", 10)));
        later.set(1, transformation("VER-8", "VER-10"));
        capture(later.toArray(String[]::new));
        describe("A name nobody knew when the workbook was made");

        JsonNode found = verify(job);

        assertThat(found.get("verdict").asString()).isEqualTo("identical");
        assertThat(found.get("now")).isEqualTo(found.get("delivered"));
        Answer anew = await().until(
                        () -> client.get("/lots/" + lotOf(job) + "/fda-export"), answer -> answer.status() == 200);
        assertThat(rowsOf(anew.text("job_short_id")).get("Shipping").asLong())
                .as("they would be in a workbook made now")
                .isGreaterThan(200);
        assertThat(rowsOf(job).get("Shipping").asLong()).isEqualTo(1);
    }

    @Test
    void readPointOnTheMapIsInTheColumnOfCoordinates() throws Exception {
        String job = job("VER-12", "geo:36.6777,-121.6555");
        byte[] file = ApiClient.fetch(client.get("/exports/" + job).text("signed_download_url"))
                .response()
                .body();
        try (var workbook = WorkbookFactory.create(new ByteArrayInputStream(file))) {
            Sheet shipping = workbook.getSheet("Shipping");
            List<String> headings = new ArrayList<>();
            List<String> cells = new ArrayList<>();
            shipping.getRow(0).forEach(cell -> headings.add(cell.toString()));
            for (int i = 0; i < headings.size(); i++)
                cells.add(String.valueOf(shipping.getRow(1).getCell(i)));

            int coordinates = cells.indexOf("36.6777, -121.6555");
            assertThat(cells).noneMatch(cell -> cell.startsWith("geo:"));
            assertThat(headings.get(coordinates)).contains("Geographic Coordinates");
        }
    }

    /** The workbook, its manifest and the job name the build; a workbook of another one is made again as that one printed it. */
    @Test
    void buildIsNamedAndAnotherBuildThatRendersTheSameIsTheSame() throws Exception {
        String job = job("VER-11");
        JsonNode details = client.get("/exports/" + job).body();
        String build = details.get("build").asString("");
        String version = details.get("product_version").asString();
        byte[] file = ApiClient.fetch(details.get("signed_download_url").asString())
                .response()
                .body();
        assertThat(madeBy(file)).isEqualTo("Lotledger " + version + (build.isEmpty() ? "" : ", build " + build));
        JsonNode envelope = ApiClient.fetch(
                        client.get("/exports/" + job + "/manifest").header("Location"))
                .body();
        JsonNode manifest =
                JSON.readTree(Base64.getDecoder().decode(envelope.get("payload").asString()));
        assertThat(manifest.path("build").asString("")).isEqualTo(build);

        JsonNode found = verify(job);
        assertThat(found.get("verdict").asString()).isEqualTo("identical");
        assertThat(found.get("delivered").get("build").asString("")).isEqualTo(build);
    }

    private static String madeBy(byte[] file) throws Exception {
        try (var workbook = WorkbookFactory.create(new ByteArrayInputStream(file))) {
            for (Row row : workbook.getSheet("Request")) {
                if (row.getCell(0) != null && row.getCell(0).toString().equals("Made by"))
                    return row.getCell(1).toString();
            }
        }
        return "";
    }

    private String lotOf(String job) {
        return client.get("/exports/" + job).text("lot_id");
    }

    private JsonNode rowsOf(String job) {
        return client.get("/exports/" + job).body().get("rows");
    }

    @Test
    void eventThatWasChangedBehindOurBackIsNamed() {
        String job = job("VER-3");
        int changed = server.bean(JdbcClient.class)
                .sql("""
                        update domain_event e
                           set payload = convert_to(replace(p.text, 'quantity\\":40', 'quantity\\":41'), 'UTF8')
                          from (select global_index, convert_from(payload, 'UTF8') as text
                                  from domain_event
                                 where aggregate_type = 'EpcisEvent') p
                         where e.global_index = p.global_index and p.text like :organisation
                           and p.text like '%shipping%' and p.text like '%VER-3%'
                        """)
                .param("organisation", "%" + organisation + "%")
                .update();
        assertThat(changed).isEqualTo(1);

        JsonNode found = verify(job);

        assertThat(found.get("same").asBoolean()).isFalse();
        assertThat(found.get("verdict").asString()).isEqualTo("events_differ");
        assertThat(found.get("events").get("changed")).hasSize(1);
        assertThat(found.get("events").get("changed").get(0).asString()).isEqualTo("urn:test:VER-3:10");
        assertThat(found.get("cells").get("first").valueStream())
                .as("and so is what it changed")
                .anySatisfy(cell -> {
                    assertThat(cell.get("sheet").asString()).isEqualTo("Shipping");
                    assertThat(cell.get("cell").asString()).isEqualTo("B2");
                    assertThat(cell.get("delivered").asString()).isEqualTo("40");
                    assertThat(cell.get("now").asString()).isEqualTo("41");
                });
        assertThat(found.get("stored_file").asString())
                .as("the delivered file is what it was")
                .isEqualTo("as_recorded");
    }

    /** Deleting a row of the tables stands for rules under which the lot has another event. */
    @Test
    void workbookOfOtherRulesIsToldFromOneWhoseEventsWereChanged() {
        String job = job("VER-13");
        int hidden = server.bean(JdbcClient.class)
                .sql("""
                        delete from event_lot
                         where organisation = :organisation
                           and position = (select max(position) from event_lot where organisation = :organisation)
                        """)
                .param("organisation", organisation)
                .update();
        assertThat(hidden).isEqualTo(1);
        assertThat(verify(job).get("verdict").asString())
                .as("the rules are the same")
                .isEqualTo("events_differ");

        change(
                "ExportJob",
                "WorkbookDelivered",
                "/" + job + "/",
                "\"productVersion\":\"",
                "\"productVersion\":\"earlier ");

        JsonNode found = verify(job);
        assertThat(found.get("same").asBoolean()).isFalse();
        assertThat(found.get("verdict").asString()).isEqualTo("read_otherwise");
        assertThat(found.get("events").get("removed").get(0).asString()).isEqualTo("urn:test:VER-13:10");
        assertThat(found.get("message").asString())
                .startsWith("The workbook is as it was stored, and the log holds unchanged every event")
                .contains("by version earlier ", "Ask for the export again.");

        change("EpcisEvent", "", "VER-13:10", "quantity\\\":40", "quantity\\\":41");
        assertThat(verify(job).get("verdict").asString())
                .as("no rules change an event")
                .isEqualTo("events_differ");
    }

    private void change(String stream, String type, String with, String from, String to) {
        int changed = server.bean(JdbcClient.class)
                .sql("""
                        update domain_event e
                           set payload = convert_to(replace(p.text, :from, :to), 'UTF8')
                          from (select global_index, convert_from(payload, 'UTF8') as text
                                  from domain_event
                                 where aggregate_type = :stream and payload_type like :type) p
                         where e.global_index = p.global_index and position(:with in p.text) > 0
                        """)
                .param("stream", stream)
                .param("type", "%" + type)
                .param("with", with)
                .param("from", from)
                .param("to", to)
                .update();
        assertThat(changed).isEqualTo(1);
    }

    @Test
    void fileAndManifestThatWereReplacedInTheBucketAreFound(@TempDir Path temp) throws Exception {
        String job = job("VER-4");
        String key = "exports/" + organisation + "/" + job + "/1.xlsx";
        WorkbookStore store = server.bean(WorkbookStore.class);
        Path other = Files.writeString(temp.resolve("other"), "{\"payload\": \"e30=\", \"signatures\": []}");
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(other)));
        store.put(new Workbook(key, "x.xlsx", sha256, "application/json"), other);
        store.put(new Workbook(key + ".manifest.json", "x.json", sha256, "application/json"), other);

        JsonNode found = verify(job);
        assertThat(found.get("verdict").asString()).isEqualTo("identical");
        assertThat(found.get("stored_file").asString()).isEqualTo("differs");
        assertThat(found.get("manifest").asString()).isEqualTo("differs");

        store.remove(key);
        store.remove(key + ".manifest.json");
        found = verify(job);
        assertThat(found.get("stored_file").asString()).isEqualTo("missing");
        assertThat(found.get("manifest").asString()).isEqualTo("missing");
    }

    @Test
    void anybodyWithTheKeyOfTheApiCanCheckTheManifest() throws Exception {
        String job = job("VER-5");
        Answer redirect = client.get("/exports/" + job + "/manifest");
        assertThat(redirect.status()).isEqualTo(302);
        JsonNode envelope = ApiClient.fetch(redirect.header("Location")).body();
        JsonNode key = client.get("/manifest-key").body();

        byte[] payload = Base64.getDecoder().decode(envelope.get("payload").asString());
        String type = envelope.get("payloadType").asString();
        Signature check = Signature.getInstance("Ed25519");
        check.initVerify(publicKey(key.get("public_key").asString()));
        check.update(("DSSEv1 " + type.length() + " " + type + " " + payload.length + " ").getBytes(UTF_8));
        check.update(payload);
        JsonNode signature = envelope.get("signatures").get(0);
        assertThat(signature.get("keyid")).isEqualTo(key.get("keyid"));
        assertThat(check.verify(Base64.getDecoder().decode(signature.get("sig").asString())))
                .isTrue();

        JsonNode manifest = JSON.readTree(payload);
        JsonNode details = client.get("/exports/" + job).body();
        assertThat(manifest.get("sha256")).isEqualTo(details.get("sha256"));
        assertThat(manifest.get("log_position")).isEqualTo(details.get("log_position"));
        assertThat(manifest.get("events")
                        .valueStream()
                        .map(e -> e.get("event_id").asString()))
                .containsExactly("urn:test:VER-5:8", "urn:test:VER-5:10");
    }

    @Test
    void historyComesAsATable() {
        String job = job("VER-6");

        Answer csv = client.get("/exports/" + job + "/history", "text/csv");

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition")).contains("history.csv");
        List<String> lines = new String(csv.response().body(), UTF_8).lines().toList();
        assertThat(lines.get(0)).isEqualTo("\uFEFF\"job_short_id\",\"sequence\",\"time\",\"type\",\"who\",\"payload\"");
        assertThat(lines.get(1)).startsWith("\"" + job + "\",\"0\",").contains("\"ExportRequested\"");
        assertThat(lines.get(lines.size() - 1)).contains("\"WorkbookDelivered\"");
        assertThat(client.get("/exports/" + job + "/history?until_sequence=0", "text/csv")
                        .toString()
                        .lines())
                .hasSize(2);
    }

    @Test
    void onlyAnAuditorOfTheOrganisationVerifies() {
        String job = job("VER-7");
        ApiClient exporter = new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.EXPORT)));
        ApiClient stranger = new ApiClient(
                server.baseUrl(),
                keys.create(keys.organisation("Stranger " + UUID.randomUUID()), "test", Set.of(Role.AUDIT)));

        assertThat(exporter.get("/exports/" + job + "/verify").status()).isEqualTo(403);
        assertThat(stranger.get("/exports/" + job + "/verify").status()).isEqualTo(404);
        assertThat(stranger.get("/exports/" + job + "/manifest").status()).isEqualTo(404);
    }

    private void capture(String... events) {
        Answer answer = client.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-11-20T20:00:00Z","epcisBody":{"eventList":[%s]}}""".formatted(String.join(",", events)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    /** Of the place, as a partner sends it with no event. */
    private void describe(String name) {
        Answer answer = client.capture("""
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-11-20T20:00:00Z","epcisHeader":{"epcisMasterData":{"vocabularyList":[
                 {"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
                 {"id":"https://id.gs1.org/414/9506000134369","attributes":[{"id":"cbvmda:name","attribute":"%s"}]}]}]}},
                 "epcisBody":{"eventList":[]}}""".formatted(name));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
    }

    private static String declaredWrong(String event) {
        return event.substring(0, event.length() - 1) + """
                ,"errorDeclaration":{"declarationTime":"2026-11-21T00:00:00Z","reason":"incorrect_data"}}""";
    }

    private static String transformation(String input, String output) {
        return """
                {"type":"TransformationEvent","eventID":"urn:test:%s:made","eventTime":"2026-11-20T20:00:00.000-08:00",\
                "eventTimeZoneOffset":"-08:00","bizStep":"creating_class_instance",\
                "inputQuantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/%s","quantity":5,"uom":"CS"}],\
                "outputQuantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/%s","quantity":5,"uom":"CS"}]}""".formatted(output, input, output);
    }

    private static String event(String lot, String action, String bizStep, int hour) {
        return event(lot, Integer.toString(hour), action, bizStep, hour);
    }

    private static String event(String lot, String name, String action, String bizStep, int hour) {
        return """
                {"type":"ObjectEvent","eventID":"urn:test:%s:%s","eventTime":"2026-11-20T%02d:00:00.000-08:00",\
                "eventTimeZoneOffset":"-08:00","epcList":[],"action":"%s","bizStep":"%s",\
                "readPoint":{"id":"https://id.gs1.org/414/9506000134369"},\
                "quantityList":[{"epcClass":"https://id.gs1.org/01/09506000134352/10/%s","quantity":40,"uom":"CS"}]}""".formatted(lot, name, hour, action, bizStep, lot);
    }

    private static PublicKey publicKey(String pem) throws Exception {
        String body = pem.replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(Base64.getMimeDecoder().decode(body)));
    }
}
