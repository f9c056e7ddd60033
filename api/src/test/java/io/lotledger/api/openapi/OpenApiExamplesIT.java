package io.lotledger.api.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls every example of the OpenAPI document, in the order of its table, and compares the answer with the documented one. With
 * {@code -Dopenapi.record=true} it writes the answers into {@code src/main/resources/openapi/examples} instead.
 */
class OpenApiExamplesIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final boolean RECORDS = Boolean.getBoolean("openapi.record");
    private static final Path EXAMPLES = Path.of("src/main/resources/openapi/examples");
    private static final String SAMPLES = "/samples/";

    private static Path data;
    private static LotledgerServer server;
    private static String key;
    private static JsonNode document;

    private final ApiTable table = new ApiTable();
    /** Values of path variables that only a run knows, by operation or for all. */
    private final Map<String, String> known = new LinkedHashMap<>();

    private final Map<String, JsonNode> answers = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    /** A server of its own: the key is an operator's, and the ledger holds the sample chain and nothing else. */
    @BeforeAll
    static void start() throws IOException {
        data = LotledgerServer.newDataDirectory();
        key = "ll_openapi_" + UUID.randomUUID().toString().replace("-", "");
        server = LotledgerServer.start(data, List.of("lotledger.bootstrap.api-key=" + key));
        for (String sample :
                List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores")) {
            try (InputStream in = LotledgerServer.class.getResourceAsStream(SAMPLES + sample + ".jsonld")) {
                String sent = new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
                assertThat(new ApiClient(server.baseUrl(), key).capture(sent).status())
                        .isEqualTo(202);
            }
        }
        document = JSON.readTree(ApiClient.fetch(server.baseUrl() + "/epcis/api/2.0/openapi.json")
                .text());
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    @Test
    void everyExampleIsAnsweredAsDocumented() throws Exception {
        int called = 0;
        for (ApiOperation row : table.operations.values()) {
            Call call = find(row);
            if (call == null) continue; // pending, as OpenApiDocumentIT says
            prepare(row);
            call(row, call);
            options(call);
            called++;
        }

        assertThat(faults).isEmpty();
        assertThat(called).isGreaterThan(40);
    }

    private void options(Call call) throws Exception {
        JsonNode operation = document.get("paths").path(call.path()).path("options");
        if (operation.isMissingNode()) return;
        String path = call.path().replaceAll("\\{[^}]*}", "1");
        HttpResponse<String> answer = send("OPTIONS", path, null, null, Map.of());
        headers("OPTIONS " + path, operation, answer);
    }

    /** Each header that is sent is documented. */
    private void headers(String what, JsonNode operation, HttpResponse<String> answer) {
        SentHeaders.undocumented(document, operation.path("responses"), answer)
                .forEach(name -> faults.add(what + " sends the header " + name + ", which is not documented"));
    }

    private record Call(String path, JsonNode operation) {}

    private @Nullable Call find(ApiOperation row) {
        String sought = ApiOperation.key("", row.path());
        for (Map.Entry<String, JsonNode> item : document.get("paths").properties()) {
            JsonNode operation = item.getValue().path(row.method().toLowerCase(Locale.ROOT));
            if (ApiOperation.key("", item.getKey()).equals(sought) && !operation.isMissingNode())
                return new Call(item.getKey(), operation);
        }
        return null;
    }

    /** What a reader of the page takes from an earlier answer. */
    private void prepare(ApiOperation row) throws Exception {
        switch (row.id()) {
            case "getCaptureJob" ->
                known.put(
                        "captureID", answer("captureDocument").path("captureID").asString());
            case "getEvent" ->
                known.put("eventID", answer("captureEvent").path("eventID").asString());
            case "getLot", "requestLotExport" -> {
                String lot = answer("findLots").at("/lots/0/lot_id").asString();
                known.put("lot", lot);
                known.put("lotId", lot);
            }
            case "getExport" -> {
                String job = answer("requestLotExport").path("job_short_id").asString();
                known.put("jobId", job);
                await().until(() -> send("GET", "/epcis/api/2.0/traceability/exports/" + job, null, null, Map.of())
                        .body()
                        .contains("\"delivered\""));
            }
            case "getDrill" -> {
                String drill = answer("startDrill").path("drill_id").asString();
                known.put("drillId", drill);
                await().until(() -> send("GET", "/epcis/api/2.0/traceability/drills/" + drill, null, null, Map.of())
                        .body()
                        .contains("\"completed\""));
            }
            case "revokeExportLink" ->
                known.put("linkId", answer("makeExportLink").path("link_id").asString());
            case "listCheckpoints" ->
                await().until(() -> send("GET", "/epcis/api/2.0/audit/checkpoints/latest", null, null, Map.of())
                                .statusCode()
                        == 200);
            case "getKey" ->
                known.put("keyId", answer("createKey").path("key_id").asString());
            case "getOrganisation" ->
                known.put(
                        "organisationId",
                        answer("createOrganisation").path("organisation_id").asString());
            case "deletePageToken" -> {
                String next = send("GET", "/epcis/api/2.0/events?perPage=1", null, null, Map.of())
                        .headers()
                        .firstValue("Link")
                        .orElseThrow();
                known.put("token", next.replaceAll(".*nextPageToken=([^&>]*).*", "$1"));
            }
            case "getSubscription" ->
                known.put(
                        "subscriptionID",
                        answer("subscribe").path("subscriptionID").asString());
            default -> {}
        }
    }

    private JsonNode answer(String id) {
        return Objects.requireNonNull(answers.get(id), id);
    }

    private void call(ApiOperation row, Call call) throws Exception {
        StringBuilder query = new StringBuilder();
        Map<String, String> headers = new LinkedHashMap<>();
        String path = call.path();
        for (JsonNode parameter : call.operation().path("parameters")) {
            String name = parameter.path("name").asString();
            String example = parameter.path("example").asString();
            boolean isInPath = parameter.path("in").asString().equals("path");
            if (isInPath) {
                String value = parameter.has("example") ? example : known.get(name);
                if (value == null) faults.add(row.id() + " has no example of " + name);
                else path = path.replaceAll("\\{" + name + "[^}]*}", encoded(value));
            } else if (parameter.has("example")
                    && parameter.path("in").asString().equals("query")) {
                query.append(query.isEmpty() ? "?" : "&")
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(example));
            } else if (parameter.has("example")) headers.put(name, example);
        }
        JsonNode content = call.operation().at("/requestBody/content");
        @Nullable String type = null;
        @Nullable String body = null;
        for (Map.Entry<String, JsonNode> media : content.properties()) {
            if (!media.getValue().has("example")) continue;
            type = media.getKey();
            JsonNode example = media.getValue().get("example");
            check(row.id() + " request", media.getValue().get("schema"), example);
            body = example.isString() ? example.asString() : example.toString();
            break;
        }
        HttpResponse<String> answer = send(row.method(), path + query, type, body, headers);
        if (row.id().equals("cancelRebuild") && answer.statusCode() == 404) answer = cancelledInTime(path);
        compare(row, call.operation(), answer);
    }

    /** The rebuild of a small ledger may end before it is cancelled: begin it again until one is caught. */
    private static HttpResponse<String> cancelledInTime(String path) throws Exception {
        return await().until(
                        () -> {
                            send("POST", path, null, null, Map.of());
                            return send("DELETE", path, null, null, Map.of());
                        },
                        cancelled -> cancelled.statusCode() == 204);
    }

    private void compare(ApiOperation row, JsonNode operation, HttpResponse<String> answer) throws IOException {
        String status = Integer.toString(answer.statusCode());
        if (answer.statusCode() != row.status()) {
            faults.add(row.id() + " answered " + status + ", not " + row.status() + ": " + answer.body());
            return;
        }
        headers(row.id(), operation, answer);
        JsonNode content = operation.at("/responses/" + status + "/content");
        if (content.isMissingNode()) {
            if (!answer.body().isEmpty()) faults.add(row.id() + " has a body");
            return;
        }
        String documented = content.propertyNames().iterator().next();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith(documented)) faults.add(row.id() + " answered " + type + ", not " + documented);
        if (!documented.endsWith("json") || documented.endsWith("ndjson")) return;
        JsonNode read = JSON.readTree(answer.body());
        answers.put(row.id(), read);
        if (RECORDS) record(row, read);
        JsonNode media = content.get(documented);
        check(row.id(), media.get("schema"), read);
        JsonNode example = media.path("example");
        if (example.isMissingNode()) return;
        check(row.id() + " example", media.get("schema"), example);
        if (!names(example).equals(names(read)))
            faults.add(row.id() + " has the members " + names(read) + ", its example " + names(example));
    }

    private static Set<String> names(JsonNode node) {
        JsonNode first = node.isArray() && !node.isEmpty() ? node.get(0) : node;
        return new TreeSet<>(first.propertyNames());
    }

    private void check(String what, JsonNode schema, JsonNode value) {
        if (schema == null) {
            faults.add(what + " has no schema");
            return;
        }
        ObjectNode whole = JSON.createObjectNode();
        schema.properties().forEach(member -> whole.set(member.getKey(), member.getValue()));
        whole.set("components", document.get("components"));
        Schema validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
        validator.validate(value).forEach(error -> faults.add(what + ": " + error));
    }

    /** Lists are cut to two items: an example shows the form. */
    private static void record(ApiOperation row, JsonNode answer) throws IOException {
        if (row.id().startsWith("getOpenApi")) return;
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(cut(answer.deepCopy()));
        String shown = text.replace(server.baseUrl().toString(), "https://lotledger.example")
                .replaceAll("http://127\\.0\\.0\\.1:\\d+", "https://s3.example")
                .replaceAll("(/link/)[A-Za-z0-9_-]{43}", "$1theSecretOfThisLink")
                .replaceAll("(ll_[0-9A-Za-z]+_)[0-9A-Za-z]+", "$1theSecretOfThisKey");
        Files.writeString(EXAMPLES.resolve(row.id() + ".json"), shown + "\n");
    }

    private static JsonNode cut(JsonNode node) {
        if (node instanceof ArrayNode array) while (array.size() > 2) array.remove(array.size() - 1);
        node.forEach(OpenApiExamplesIT::cut);
        return node;
    }

    private static HttpResponse<String> send(
            String method, String path, @Nullable String type, @Nullable String body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .header("X-API-Key", key)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (type != null) request.header("Content-Type", type);
        headers.forEach(request::header);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8).replace("+", "%20");
    }
}
