package io.lotledger.api.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every path answers alike: OPTIONS, versions of the standards, and types that it cannot answer with. */
class EveryPathIT {
    private static final String API = "/epcis/api/2.0";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("discoverer " + UUID.randomUUID());
    private final String key = keys.create(organisation, "test", Set.of(Role.ADMIN));
    private final List<Routes.Route> routes = server.bean(Routes.class).all();

    @Test
    void everyPathAnswersOptions() throws Exception {
        List<String> faults = new ArrayList<>();
        Map<String, Set<String>> methods = new LinkedHashMap<>();
        routes.forEach(route -> methods.computeIfAbsent(route.path(), path -> new TreeSet<>(Set.of("OPTIONS")))
                .add(route.method()));
        for (Map.Entry<String, Set<String>> path : methods.entrySet()) {
            if (path.getValue().contains("GET")) path.getValue().add("HEAD");
            HttpResponse<String> answer = send("OPTIONS", path.getKey() + "?EQ_bizStep=shipping&q=x");
            if (answer.statusCode() == 403 && isOfOperators(path.getKey())) continue;
            if (answer.statusCode() != 204 || !answer.body().isEmpty())
                faults.add(path.getKey() + " " + answer.statusCode());
            if (!Set.of(header(answer, "Allow").split(",")).containsAll(path.getValue()))
                faults.add(path.getKey() + " allows " + header(answer, "Allow") + ", not " + path.getValue());
            if (!path.getKey().startsWith(API)) continue;
            for (String announced : List.of(
                    "GS1-EPCIS-Version",
                    "GS1-EPCIS-Min",
                    "GS1-EPCIS-Max",
                    "GS1-CBV-Version",
                    "GS1-CBV-Min",
                    "GS1-CBV-Max",
                    "GS1-EPC-Format",
                    "GS1-CBV-XML-Format",
                    "GS1-Extensions",
                    "GS1-Vendor-Version")) {
                if (header(answer, announced).isEmpty()) faults.add(path.getKey() + " does not announce " + announced);
            }
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void methodThatNobodyKnowsIsAnsweredWithThoseOfThePath() throws Exception {
        List<String> faults = new ArrayList<>();
        for (String path : routes.stream().map(Routes.Route::path).distinct().toList()) {
            String allowed = header(send("OPTIONS", path + "?EQ_bizStep=shipping&q=x"), "Allow");
            for (String method : List.of("TRACE", "PROPFIND", "get")) {
                HttpResponse<String> answer = send(method, path);
                boolean isSame = header(answer, "Allow").equals(allowed) || isOfOperators(path);
                if (answer.statusCode() != 405
                        || !isSame
                        || header(answer, "Allow").isEmpty())
                    faults.add(method + " " + path + " " + answer.statusCode() + " allows " + header(answer, "Allow"));
            }
        }
        assertThat(faults).isEmpty();
        assertThat(header(send("TRACE", "/compliance/keys/1/rotate"), "Allow")).isEqualTo("OPTIONS,POST");
        assertThat(header(send("TRACE", "/compliance/assets/lotledger.css"), "Allow"))
                .isEqualTo("GET,HEAD");
        assertThat(header(send("TRACE", "/actuator/health"), "Allow")).isEqualTo("GET,HEAD");
        for (String nowhere : List.of(API + "/nothing", "/nothing", "/compliance/nothing", "/swagger-uis"))
            assertThat(send("PROPFIND", nowhere).statusCode()).as(nowhere).isEqualTo(404);
        assertThat(send("TRACE", API + "/events", "X-Secret", "s3cret").body()).doesNotContain("s3cret");
    }

    /** An admin who is no operator is refused before anything is announced. */
    private static boolean isOfOperators(String path) {
        return path.startsWith(API + "/projections") || path.startsWith(API + "/organisations");
    }

    private static boolean isOfOperators(Routes.Route route) {
        return isOfOperators(route.path())
                || (route.method().equals("POST") && route.path().equals(API + "/audit/checks"));
    }

    @Test
    void browserRunsNothingOfAnAnswer() throws Exception {
        for (String path : List.of(API, API + "/events", API + "/nothing", "/actuator/health", "/")) {
            String policy = header(send("GET", path), "Content-Security-Policy");
            assertThat(policy)
                    .as(path)
                    .contains("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'")
                    .doesNotContain("script");
        }
    }

    @Test
    void pathThatIsNotThereHasNoOptions() throws Exception {
        assertThat(send("OPTIONS", API + "/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void versionThatNobodyServesIs406OnEveryPath() throws Exception {
        List<String> faults = new ArrayList<>();
        for (Routes.Route route : routes) {
            if (!route.path().startsWith(API) || isOfOperators(route)) continue;
            for (List<String> header : List.of(
                    List.of("GS1-EPCIS-Min", "2.1"),
                    List.of("GS1-EPCIS-Max", "1.2"),
                    List.of("GS1-CBV-Min", "3"),
                    List.of("GS1-CBV-Max", "1.2.2"),
                    List.of("GS1-EPCIS-Version", "3.0"))) {
                HttpResponse<String> answer = send(route.method(), route.path(), header.get(0), header.get(1));
                if (answer.statusCode() != 406
                        || !answer.body().contains("epcisException:NotAcceptableException")
                        || !header(answer, "GS1-EPCIS-Version").equals("2.0.0"))
                    faults.add(route + " " + header + " " + answer.statusCode() + " " + answer.body());
            }
            HttpResponse<String> bad = send(route.method(), route.path(), "GS1-EPCIS-Min", "two");
            if (bad.statusCode() != 400) faults.add(route + " takes a version 'two': " + bad.statusCode());
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void versionsWithinOursAreServed() throws Exception {
        for (String path : List.of(API, API + "/events", API + "/traceability/lots?q=x")) {
            assertThat(send("GET", path, "GS1-EPCIS-Min", "1.2", "GS1-EPCIS-Max", "2.0", "GS1-CBV-Max", "2")
                            .statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    @Test
    void versionIsServedHoweverManyOfItsPartsAreWritten() throws Exception {
        for (String version : List.of("2", "2.0", "2.0.1", "1.2", "1.2.0", "1.1.0")) {
            assertThat(send("GET", API, "GS1-EPCIS-Version", version, "GS1-CBV-Version", version)
                            .statusCode())
                    .as(version)
                    .isEqualTo(200);
        }
        assertThat(send("GET", API, "GS1-EPCIS-Version", "1.0.1").statusCode()).isEqualTo(406);
    }

    /** Also for a call that changes something: nothing is done. */
    @Test
    void typeThatIsNotServedIs406() throws Exception {
        List<String> faults = new ArrayList<>();
        List<String> withoutBody = List.of("DELETE", "/download", "/manifest", "POST " + API + "/queries");
        for (Routes.Route route : routes) {
            if (!route.path().startsWith(API) || isOfOperators(route)) continue;
            if (withoutBody.stream()
                    .anyMatch(part -> (route.method() + " " + route.path() + "$").contains(part + "$")
                            || route.method().equals(part))) continue;
            for (String type : List.of("application/pdf", "application/cbor", "image/png;q=0.3, text/html")) {
                HttpResponse<String> answer = send(route.method(), route.path(), "Accept", type);
                // a stored query is looked up before its answer is negotiated
                boolean isUnknownQuery =
                        answer.statusCode() == 404 && route.path().contains("/queries/");
                if (answer.statusCode() != 406 && !isUnknownQuery)
                    faults.add(route + " " + type + " " + answer.statusCode());
            }
        }
        assertThat(faults).isEmpty();
        assertThat(JSON.readTree(send("GET", API + "/keys").body()).path("keys"))
                .hasSize(1);
    }

    @Test
    void jsonIsCalledSoWhicheverJsonTypeIsNamedFirst() throws Exception {
        for (String path : List.of(API, API + "/queries", API + "/traceability/lots?q=x")) {
            for (String accept : List.of("application/problem+json, application/json", "application/vnd.api+json"))
                assertThat(header(send("GET", path, "Accept", accept), "Content-Type"))
                        .as(path + " " + accept)
                        .isEqualTo("application/json");
        }
    }

    /** A check is ours, and in JSON alone. */
    @Test
    void clientThatReadsJsonTooIsAnsweredAndOneOfXmlAloneIsNot() throws Exception {
        String check = API + "/validate";
        assertThat(send("POST", check, "Accept", "application/xml, application/json;q=0.5")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", check, "Accept", "application/xml").statusCode())
                .isEqualTo(406);
    }

    @Test
    void jsonCallsDoNotAnswerInYaml() throws Exception {
        for (String path : List.of(API, API + "/traceability/lots?q=x", API + "/keys")) {
            assertThat(send("GET", path, "Accept", "application/yaml").statusCode())
                    .as(path)
                    .isEqualTo(406);
            assertThat(header(send("GET", path, "Accept", "application/yaml, application/json;q=0.1"), "Content-Type"))
                    .isEqualTo("application/json");
        }
    }

    @Test
    void startPageSaysWhereEverythingIs() throws Exception {
        HttpResponse<String> page = get("/");
        JsonNode start = JSON.readTree(page.body());

        assertThat(page.statusCode()).isEqualTo(200);
        for (String link : List.of("openapi", "openapi_yaml", "swagger_ui", "api_catalog", "health")) {
            assertThat(get(URI.create(start.path(link).asString()).getPath()).statusCode())
                    .as(link)
                    .isEqualTo(200);
        }
        assertThat(start.path("api").asString()).isEqualTo(server.baseUrl() + API);
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(server.baseUrl().resolve("/"))
                                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    /** RFC 9727: a linkset (RFC 9264) without a key, with the profile; HEAD has the link. */
    @Test
    void apiCatalogIsALinkset() throws Exception {
        HttpResponse<String> catalog = get("/.well-known/api-catalog");
        JsonNode linkset = JSON.readTree(catalog.body()).path("linkset");

        assertThat(header(catalog, "Content-Type"))
                .isEqualTo("application/linkset+json;profile=\"https://www.rfc-editor.org/info/rfc9727\"");
        assertThat(linkset.get(0).at("/item/0/href").asString()).isEqualTo(server.baseUrl() + API);
        assertThat(linkset.get(1).path("anchor").asString()).isEqualTo(server.baseUrl() + API);
        for (String relation : List.of("service-desc", "service-doc", "status")) {
            JsonNode link = linkset.get(1).path(relation).get(0);
            assertThat(get(URI.create(link.path("href").asString()).getPath()).statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> head = HTTP.send(
                HttpRequest.newBuilder(server.baseUrl().resolve("/.well-known/api-catalog"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(header(head, "Link")).contains("rel=\"api-catalog\"");
    }

    @Test
    void topLevelResourcesAreThoseThatAreMapped() throws Exception {
        List<String> members = new ArrayList<>();
        JSON.readTree(send("GET", API).body()).path("member").forEach(member -> members.add(member.asString()));
        Set<String> mapped = new TreeSet<>();
        for (Routes.Route route : routes) {
            if (!route.path().startsWith(API + "/") || route.path().contains("/openapi.")) continue;
            String first = route.path().substring(API.length() + 1).split("/", 2)[0];
            if (!first.isEmpty() && !first.equals("nextPageToken")) mapped.add(first);
        }

        assertThat(members).containsExactlyInAnyOrderElementsOf(mapped);
        assertThat(send("GET", API + "/").body()).isEqualTo(send("GET", API).body());
    }

    /** Without the key. */
    private HttpResponse<String> get(String path) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(server.baseUrl().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.baseUrl() + path.replaceAll("\\{[^}]*}", "1")))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("X-API-Key", key);
        if (method.equals("POST") || method.startsWith("P")) request.header("Content-Type", "application/json");
        if (headers.length > 0) request.headers(headers);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
