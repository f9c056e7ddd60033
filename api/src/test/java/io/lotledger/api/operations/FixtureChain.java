package io.lotledger.api.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a {@link LedgerFixture} holds: the sample chain, an export of it, then every kind of event, a declaration with its correction,
 * XML, master data, keys, a named query, a subscription, another organisation, an export of all of that, and a parked event.
 *
 * <p>A version that does not have one of these yet answers 404, 405 or 415. It is noted as lacking.
 */
final class FixtureChain {
    static final String LOT = "(01)19521101004004(10)HFK308-2";
    static final String LD = "application/ld+json";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> SAMPLES =
            List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores");

    private final String name;
    private final Map<String, byte[]> sent = new LinkedHashMap<>();
    private final ArrayNode requests = JSON.createArrayNode();
    private final ObjectNode answers = JSON.createObjectNode();
    private final List<String> lacking = new ArrayList<>();

    /** @param name of the fixture; it becomes part of keys and of organisations */
    FixtureChain(String name) {
        this.name = name;
    }

    static String organisation(String name) {
        return "Ledger of " + name;
    }

    static String adminKey(String name) {
        return "ll_" + name + "_0123456789abcdef0123456789";
    }

    List<String> settings() {
        return List.of(
                "lotledger.bootstrap.organisation=" + organisation(name),
                "lotledger.bootstrap.api-key=" + adminKey(name));
    }

    void send(URI server, Path data) throws IOException, SQLException {
        ApiClient admin = new ApiClient(server, adminKey(name));
        makeKeys(admin);
        for (String sample : SAMPLES) capture(admin, sample + ".jsonld", LD, resource("/samples/" + sample));
        export(admin, "");
        capture(admin, "5-kitchen.jsonld", LD, document("5-kitchen.jsonld"));
        capture(admin, "6-correction.jsonld", LD, document("6-correction.jsonld"));
        capture(admin, "7-receipt.xml", "application/xml", document("7-receipt.xml"));
        describe(admin, "/masterdata/locations/9521101000306", "Harbour Market");
        describe(admin, "/masterdata/locations/9521101000306", "Harbour Market, dock 2");
        nameQuery(admin);
        captureOfAnother(admin, server);
        export(admin, "&fda_only=true");
        answers.set(
                "lineage",
                admin.get("/lots/" + lot(admin) + "/lineage?direction=both").body());
        park(admin, data); // last: no export is delivered past a parked event
    }

    /** Files of the fixture. */
    Map<String, byte[]> sent() {
        sent.put("requests.json", JSON.writeValueAsBytes(requests));
        return sent;
    }

    JsonNode answers() {
        return answers;
    }

    List<String> lacking() {
        return List.copyOf(lacking);
    }

    private void makeKeys(ApiClient admin) {
        ObjectNode keys = answers.putObject("keys");
        for (String role : List.of("capture", "query", "export", "audit")) {
            Answer made = admin.create("/keys", "{\"name\":\"" + role + "\",\"roles\":[\"" + role + "\"]}");
            keys.put(role, expect(made, 201).text("api_key"));
        }
    }

    private void capture(ApiClient client, String file, String type, String document) {
        if (isLacking(file, send(client, "POST", "/capture", type, file, document))) return;
        JsonNode request = requests.get(requests.size() - 1);
        awaitProjected(client, request.path("captureID").asString());
    }

    private static void awaitProjected(ApiClient client, String captureID) {
        await().atMost(PATIENCE)
                .until(() ->
                        client.captureJob(captureID).body().path("projected").asBoolean());
    }

    /** Keeps what was sent and accepted. */
    private Answer send(ApiClient client, String method, String path, String type, String file, String body) {
        Answer answer = method.equals("PUT") ? client.put(path, body) : client.create(path, body, "Content-Type", type);
        if (answer.status() < 300) {
            requests.addObject()
                    .put("method", method)
                    .put("path", path)
                    .put("contentType", type)
                    .put("file", "documents/" + file)
                    .put("captureID", answer.body().path("captureID").asString(""));
            sent.put("documents/" + file, body.getBytes(UTF_8));
        }
        return answer;
    }

    private void describe(ApiClient admin, String path, String place) {
        String body =
                "{\"attributes\":{\"name\":\"%s\",\"city\":\"Monterey\",\"countryCode\":\"US\"}}".formatted(place);
        isLacking(
                "PUT " + path,
                send(admin, "PUT", path, "application/json", place.replaceAll("\\W+", "-") + ".json", body));
    }

    private void export(ApiClient admin, String more) {
        String path = "/lots/" + lot(admin) + "/fda-export?direction=both&format=xlsx" + more;
        Answer first = admin.get(path);
        if (first.status() == 422 && isLacking(path, first)) return;
        Answer delivered = await().atMost(PATIENCE)
                .until(() -> admin.get(path), answer -> answer.status() == 200 || answer.status() >= 400);
        String job = expect(delivered, 200).text("job_short_id");
        expect(ApiClient.fetch(delivered.text("signed_download_url")), 200);
        ObjectNode kept = answers.withArray("exports").addObject();
        kept.set("job", admin.get("/exports/" + job).body());
        kept.set("history", admin.get("/exports/" + job + "/history").body());
        Answer verified = admin.get("/exports/" + job + "/verify");
        if (!isLacking("verify", verified)) kept.set("verification", verified.body());
    }

    private static String lot(ApiClient admin) {
        return expect(admin.get("/lots?tlc=" + URLEncoder.encode(LOT, UTF_8)), 200)
                .body()
                .path("lots")
                .path(0)
                .path("lot_id")
                .asString();
    }

    /** A constraint that only this test sets makes the lineage of one event fail. */
    private void park(ApiClient admin, Path data) throws IOException, SQLException {
        if (isLacking("parked events", admin.query("/parked-events"))) return;
        try (Connection connection = database(data);
                Statement statement = connection.createStatement()) {
            statement.execute("alter table lot add constraint not_park_1 check (uri not like '%PARK-1%')");
            String parked = "8-parked.jsonld";
            expect(send(admin, "POST", "/capture", LD, parked, document(parked)), 202);
            await().atMost(PATIENCE)
                    .until(() -> !admin.query("/parked-events")
                            .body()
                            .path("parked_events")
                            .isEmpty());
            statement.execute("alter table lot drop constraint not_park_1");
        }
        answers.set("parked", admin.query("/parked-events").body());
    }

    private static Connection database(Path data) throws IOException, SQLException {
        String port = Files.readAllLines(data.resolve("postgresql/postmaster.pid"))
                .get(3)
                .strip();
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                "lotledger",
                Files.readString(data.resolve("postgresql.password")).strip());
    }

    private void nameQuery(ApiClient admin) {
        Answer made = admin.create(
                "/queries",
                "{\"name\":\"receipts\",\"query\":{\"EQ_bizStep\":[\"receiving\"],\"orderBy\":\"eventTime\"}}");
        if (isLacking("named queries", made)) return;
        answers.set(
                "receipts", admin.query("/queries/receipts/events?perPage=1000").body());
        Answer subscribed = admin.create("/queries/receipts/subscriptions", """
                {"dest":"https://receiver.example/epcis","signatureToken":"a long random secret of a test",
                 "schedule":{"month":"1","dayOfMonth":"1","hour":"1","minute":"5"}}""");
        if (!isLacking("subscriptions", subscribed))
            answers.set(
                    "subscriptions",
                    admin.query("/queries/receipts/subscriptions").body());
    }

    private void captureOfAnother(ApiClient admin, URI server) throws IOException {
        Answer made = admin.create("/organisations", "{\"name\":\"Other of " + name + "\"}");
        if (isLacking("organisations", made)) return;
        String keys = "/organisations/" + expect(made, 201).text("organisation_id") + "/keys";
        String key =
                expect(admin.create(keys, "{\"name\":\"first admin\"}"), 201).text("api_key");
        ApiClient other = new ApiClient(server, key);
        Answer job = expect(other.capture(resource("/samples/" + SAMPLES.get(0))), 202);
        awaitProjected(other, job.text("captureID"));
        answers.putObject("other").put("captureID", job.text("captureID")).put("key", key);
    }

    private boolean isLacking(String what, Answer answer) {
        boolean lacks = List.of(404, 405, 415, 422).contains(answer.status());
        if (lacks) lacking.add(what);
        else if (answer.status() >= 400) throw new AssertionError(what + ": " + answer);
        return lacks;
    }

    private static Answer expect(Answer answer, int status) {
        if (answer.status() != status) throw new AssertionError(answer.toString());
        return answer;
    }

    private static String document(String file) throws IOException {
        return text("/ledgers/documents/" + file);
    }

    private static String resource(String sample) throws IOException {
        return text(sample + ".jsonld");
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = requireNonNull(LotledgerServer.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
