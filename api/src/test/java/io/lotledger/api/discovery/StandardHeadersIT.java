package io.lotledger.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.Corpus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The headers and media types of each success that GS1's OpenAPI has, on each of its paths. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StandardHeadersIT {
    private static final String API = "/epcis/api/2.0";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EPC = "https://id.gs1.org/01/09521101000016/21/";
    private static final String LINK = "Link";
    private static final String EXPIRES = "GS1-Next-Page-Token-Expires";

    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final String key =
            keys.create(keys.organisation("reader of headers " + UUID.randomUUID()), "test", Set.of(Role.ADMIN));
    private final ApiClient client = new ApiClient(server.baseUrl(), key);
    private final String query = "q" + UUID.randomUUID();
    private Map<String, String> values = Map.of();

    /** Two of everything, so that each list has a second page. */
    @BeforeAll
    void twoOfEverything() {
        List.of(1, 2).forEach(this::capture);
        create("/queries", named(query));
        create("/queries", named(query + "2"));
        values = Map.of(
                "captureID", client.capture(document(3)).text("captureID"),
                "eventID", "urn:uuid:headers-1",
                "eventType", "ObjectEvent",
                "epc", EPC + 1,
                "bizStep", "shipping",
                "bizLocation", "https://id.gs1.org/414/9521101000016",
                "readPoint", "https://id.gs1.org/414/9521101000016",
                "disposition", "in_transit",
                "queryName", query,
                "subscriptionID", subscribe().text("subscriptionID"));
        subscribe();
    }

    private void capture(int number) {
        assertThat(client.capture(document(number)).status()).isEqualTo(202);
    }

    private ApiClient.Answer create(String path, String body) {
        ApiClient.Answer created = client.create(path, body);
        assertThat(created.status()).as(created.toString()).isEqualTo(201);
        return created;
    }

    private ApiClient.Answer subscribe() {
        return create(
                "/queries/" + query + "/subscriptions", "{\"dest\":\"https://example.com/hook\",\"stream\":true}");
    }

    private static String named(String name) {
        return "{\"name\":\"" + name + "\",\"query\":{\"eventType\":[\"ObjectEvent\"]}}";
    }

    private static String event(int number) {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"%s","eventID":"urn:uuid:headers-%d",
                 "eventTime":"2026-04-17T09:26:42Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":["%s%d"],
                 "bizStep":"%s","disposition":"%s","readPoint":{"id":"https://id.gs1.org/414/952110100001%d"},
                 "bizLocation":{"id":"https://id.gs1.org/414/952110100001%d"}%s}""".formatted(
                number == 2 ? "TransactionEvent" : "ObjectEvent",
                number,
                EPC,
                number,
                number == 2 ? "packing" : "shipping",
                number == 2 ? "in_progress" : "in_transit",
                number == 2 ? 3 : 6,
                number == 2 ? 3 : 6,
                number == 2 ? ",\"bizTransactionList\":[{\"type\":\"po\",\"bizTransaction\":\"urn:x:1\"}]" : "");
    }

    private static String document(int number) {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",
                 "creationDate":"2026-04-17T09:26:42Z","epcisBody":{"eventList":[%s]}}""".formatted(event(number));
    }

    @Test
    void everySuccessHasTheHeadersAndTypesOfGs1() throws Exception {
        JsonNode gs1 = JSON.readTree(Files.readString(Corpus.require("epcis/standard/rest/openapi.json")));
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : gs1.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                String method = operation.getKey().toUpperCase(java.util.Locale.ROOT);
                if (!Set.of("GET", "OPTIONS").contains(method)) continue;
                for (Map.Entry<String, JsonNode> success :
                        operation.getValue().get("responses").properties()) {
                    if (success.getKey().startsWith("2"))
                        check(method, path.getKey(), resolved(gs1, success.getValue()), success.getKey(), faults);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private static JsonNode resolved(JsonNode gs1, JsonNode response) {
        return response.has("$ref") ? gs1.at(response.get("$ref").asString().substring(1)) : response;
    }

    private void check(String method, String path, JsonNode response, String status, List<String> faults)
            throws Exception {
        Set<String> types = response.path("content").isEmpty()
                ? Set.of("application/json")
                : Set.copyOf(response.get("content").propertyNames());
        for (String type : types) {
            boolean isPaged = response.path("headers").has(LINK);
            HttpResponse<String> answer = send(method, filled(path) + (isPaged ? "?perPage=1" : ""), "Accept", type);
            String what = method + " " + path + " as " + type + ": ";
            if (answer.statusCode() != Integer.parseInt(status))
                faults.add(what + answer.statusCode() + " " + answer.body());
            if (method.equals("GET") && !header(answer, "Content-Type").startsWith(type))
                faults.add(what + "Content-Type " + header(answer, "Content-Type"));
            boolean isOnePage = isPaged && header(answer, LINK).isEmpty();
            if (isOnePage && !path.endsWith("/{epc}/events")) faults.add(what + "one page");
            for (String name : response.path("headers").propertyNames()) {
                if (isOnePage && Set.of(LINK, EXPIRES).contains(name)) continue;
                if (header(answer, name).isEmpty()) faults.add(what + "no " + name);
            }
        }
    }

    private String filled(String path) {
        String filled = path;
        for (Map.Entry<String, String> value : values.entrySet())
            filled = filled.replace(
                    "{" + value.getKey() + "}",
                    java.net.URLEncoder.encode(value.getValue(), java.nio.charset.StandardCharsets.UTF_8));
        return filled.equals("/") ? "" : filled;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "GET, /capture",
        "GET, /capture/{captureID}",
        "GET, /events",
        "GET, /events/{eventID}",
        "GET, /epcs",
        "GET, /epcs/{epc}",
        "GET, /queries",
        "GET, /queries/{queryName}",
        "GET, /queries/{queryName}/events",
        "GET, /queries/{queryName}/subscriptions",
        "GET, /queries/{queryName}/subscriptions/{subscriptionID}",
        "POST, /capture",
        "POST, /events"
    })
    void everyAnswerNamesVersionsAndExtensions(String method, String path) throws Exception {
        HttpResponse<String> answer = send(method, filled(path));

        assertThat(header(answer, "GS1-EPCIS-Version")).isEqualTo("2.0.0");
        assertThat(header(answer, "GS1-CBV-Version")).isEqualTo("2.0.0");
        assertThat(header(answer, "GS1-Extensions")).isEqualTo("lotledger=urn:lotledger:fsma204#");
    }

    @Test
    void optionsOfASubscriptionSaysFromWhichRecordTimeItDelivers() throws Exception {
        String path = filled("/queries/{queryName}/subscriptions/{subscriptionID}");
        JsonNode subscription = JSON.readTree(send("GET", path).body());

        assertThat(header(send("OPTIONS", path), "GS1-Query-Min-Record-Time"))
                .isEqualTo(subscription
                        .path("minRecordTime")
                        .asString(subscription.path("createdAt").asString()));
        assertThat(header(send("OPTIONS", path + "0"), "GS1-Query-Min-Record-Time"))
                .isEmpty();
    }

    @Test
    void topLevelResourcesAreXmlForAClientOfXml() throws Exception {
        HttpResponse<String> xml = send("GET", "", "Accept", "application/xml");

        assertThat(header(xml, "Content-Type")).startsWith("application/xml");
        assertThat(xml.body())
                .contains(
                        "<Collection xmlns=\"https://ref.gs1.org/epcis/\"><member>capture</member><member>events</member>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/epcis/api/2.0", "/epcis/api/2.0/"})
    void browserGetsJson(String path) throws Exception {
        HttpResponse<String> page = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                        .header("X-API-Key", key)
                        .header("Accept", BROWSER)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(header(page, "Content-Type")).startsWith("application/json");
    }

    private HttpResponse<String> send(String method, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + API + path))
                .header("X-API-Key", key)
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
