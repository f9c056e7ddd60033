package io.lotledger.api.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.discovery.Routes;
import io.lotledger.api.security.Access;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.query.EventQuery;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document describes every route, as it is mapped and as GS1 describes it. */
class OpenApiDocumentIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String API = "/epcis/api/2.0";
    private static final Path GS1 = Path.of("../../shared/epcis/standard/rest/openapi.json");

    /** Paths of GS1 that no controller serves yet. */
    private static final Set<String> PENDING = Set.of();

    private final ApiTable table = new ApiTable();
    private final LotledgerServer server = LotledgerServer.shared();
    private final String json = fetch("/epcis/api/2.0/openapi.json").text();
    private final JsonNode document = JSON.readTree(json);

    @Test
    void documentIsValidOpenApi31() {
        ParseOptions options = new ParseOptions();
        options.setResolve(false);
        SwaggerParseResult parsed = new OpenAPIV3Parser().readContents(json, List.of(), options);

        assertThat(parsed.getMessages()).isEmpty();
        assertThat(parsed.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(referencesWithoutTarget()).isEmpty();
        Schema metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(metaSchema.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    private List<String> referencesWithoutTarget() {
        List<String> missing = new ArrayList<>();
        document.findValues("$ref").forEach(ref -> {
            if (document.at(ref.asString().substring(1)).isMissingNode()) missing.add(ref.asString());
        });
        return missing;
    }

    @Test
    void yamlIsTheSameDocument() {
        Answer yaml = fetch("/epcis/api/2.0/openapi.yaml");

        Object read = new Yaml(new SafeConstructor(limits())).load(yaml.text());

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        Map<?, ?> paths = (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) read).get("paths"));
        assertThat(paths.keySet().stream().map(Object::toString))
                .containsExactlyElementsOf(document.get("paths").propertyNames());
    }

    private static LoaderOptions limits() {
        LoaderOptions limits = new LoaderOptions();
        limits.setCodePointLimit(20_000_000);
        return limits;
    }

    @Test
    void everyRouteIsDescribedWhole() {
        List<String> faults = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (Routes.Route route : server.bean(Routes.class).all()) {
            if (route.path().equals(API + "/")) continue;
            String call = route.method() + " " + route.path();
            JsonNode operation = operation(route.method(), route.path());
            if (operation.isMissingNode()) faults.add(call + " is not in the document");
            else if (table.of(route.method(), route.path()).isEmpty()) faults.add(call + " has no row");
            else {
                if (!ids.add(operation.path("operationId").asString())) faults.add(call + " has another's id");
                int status =
                        table.of(route.method(), route.path()).orElseThrow().status();
                describe(call, operation, Integer.toString(status), faults);
            }
        }
        assertThat(faults).isEmpty();
    }

    /** Rows without a route would document what is not there. */
    @Test
    void everyRowHasARouteOrIsPending() {
        Set<String> routes = server.bean(Routes.class).all().stream()
                .map(route -> ApiOperation.key(route.method(), route.path()))
                .collect(Collectors.toSet());

        assertThat(table.operations.keySet().stream().filter(row -> !routes.contains(row)))
                .allMatch(row -> isPending(row.substring(row.indexOf(API) + API.length())));
    }

    private static void describe(String call, JsonNode operation, String status, List<String> faults) {
        if (operation.path("summary").asString().isBlank()) faults.add(call + " has no summary");
        if (operation.path("tags").isEmpty()) faults.add(call + " has no tag");
        operation.path("parameters").forEach(parameter -> {
            if (!parameter.has("$ref")
                    && parameter.path("description").asString().isBlank())
                faults.add(call + " does not describe " + parameter.path("name").asString());
        });
        JsonNode body = operation.path("requestBody").path("content");
        if (!body.isMissingNode() && body.findValues("example").isEmpty())
            faults.add(call + " has no example of its body");
        JsonNode success = operation.path("responses").path(status).path("content");
        boolean isBinary = success.has("application/gzip");
        if (!success.isMissingNode()
                && success.findValues("example").isEmpty()
                && !isBinary
                && !call.contains("/openapi.")) faults.add(call + " has no example of its answer");
    }

    @Test
    void rolesAreThoseOfThePathRules() {
        List<String> faults = new ArrayList<>();
        for (Routes.Route route : server.bean(Routes.class).all()) {
            if (route.path().equals(API + "/")) continue;
            Access access = Access.to(route.method(), route.path());
            JsonNode operation = operation(route.method(), route.path());
            String who = access.kind() + " " + access.roles();
            boolean isPublic = operation.path("security").isEmpty();
            if (isPublic != (access.kind() == Access.Kind.PUBLIC)) faults.add(route + " needs " + who);
            List<String> roles = new ArrayList<>();
            operation.path("x-roles").forEach(role -> roles.add(role.asString()));
            if (!roles.equals(access.roles().stream().map(role -> role.word()).toList())
                    && access.kind() != Access.Kind.OPERATOR) faults.add(route + " needs " + who + ", not " + roles);
            int status = ApiClient.fetch(server.baseUrl() + route.path().replaceAll("\\{[^}]*}", "1"))
                    .status();
            if (route.method().equals("GET") && (status == 401) == isPublic)
                faults.add(route + " answers " + status + " without a key");
        }
        assertThat(faults).isEmpty();
    }

    /** Clients that are made from the document do not give up at an answer that it describes. */
    @Test
    void unavailabilityIsDescribedWithWhenToSendAgain() {
        List<String> paths = new ArrayList<>(
                Stream.of("eventTypes", "epcs", "bizSteps", "bizLocations", "readPoints", "dispositions")
                        .flatMap(resource -> Stream.of("/" + resource + "/{value}", "/" + resource + "/{value}/events"))
                        .toList());
        List<JsonNode> operations = new ArrayList<>(
                paths.stream().map(path -> operation("get", API + path)).toList());
        for (String path : List.of("/capture", "/events", "/projections/{projection}/pause"))
            operations.add(operation("post", API + path));

        assertThat(operations)
                .allSatisfy(operation -> assertThat(
                                operation.at("/responses/503/headers").has("Retry-After"))
                        .as(operation.path("operationId").asString())
                        .isTrue());
    }

    @Test
    void everyPathAndMethodOfGs1IsOurs() throws Exception {
        assumeTrue(Files.exists(GS1), "skipped: no corpus");
        List<String> missing = new ArrayList<>();
        JSON.readTree(Files.readString(GS1)).get("paths").properties().forEach(path -> {
            for (String method : List.of("get", "post", "delete", "options")) {
                if (!path.getValue().has(method) || isPending(path.getKey())) continue;
                String ours = path.getKey().equals("/") ? API : API + path.getKey();
                if (operation(method, ours).isMissingNode()) missing.add(method + " " + path.getKey());
            }
        });

        assertThat(missing).isEmpty();
    }

    @Test
    void pendingIsOnlyWhatIsNotMapped() {
        Set<String> mapped =
                server.bean(Routes.class).all().stream().map(Routes.Route::path).collect(Collectors.toSet());

        assertThat(PENDING).noneMatch(first -> mapped.stream().anyMatch(path -> path.startsWith(API + first)));
    }

    private static boolean isPending(String path) {
        String plain = path.replaceAll("\\{[^}]*}", "{}");
        return PENDING.stream().anyMatch(first -> plain.equals(first) || plain.startsWith(first + "/"));
    }

    @Test
    void parametersOfTheEventQueryAreThoseItReads() {
        List<String> described = new ArrayList<>();
        operation("GET", API + "/events").path("parameters").forEach(parameter -> {
            if (parameter.path("in").asString().equals("query"))
                described.add(parameter.path("name").asString());
        });

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(EventQuery.parameterNames().stream(), Stream.of("perPage", "nextPageToken"))
                                .toList());
    }

    /** What a call refuses is in its list of answers: a body that is no JSON, a parameter that is unknown, a name that nobody has. */
    @Test
    void refusalsAreDocumented() {
        ApiKeys keys = server.bean(ApiKeys.class);
        String key = keys.create(keys.organisation("reader " + UUID.randomUUID()), "test", Set.of(Role.ADMIN));
        List<String> faults = new ArrayList<>();
        for (Routes.Route route : server.bean(Routes.class).all()) {
            if (route.path().equals(API + "/")) continue;
            JsonNode answers = operation(route.method(), route.path()).path("responses");
            for (String query : List.of("", "?nope=1")) {
                for (String type : List.of("application/json", "image/png")) {
                    HttpResponse<byte[]> answer = send(key, route, query, type);
                    if (!answers.has(Integer.toString(answer.statusCode())))
                        faults.add(route + query + " answers " + answer.statusCode() + " "
                                + new String(answer.body(), UTF_8));
                    SentHeaders.undocumented(document, answers, answer)
                            .forEach(name -> faults.add(route + query + " answers " + answer.statusCode()
                                    + " with the header " + name + ", which is not documented"));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    private HttpResponse<byte[]> send(String key, Routes.Route route, String query, String type) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(server.baseUrl() + route.path().replaceAll("\\{[^}]*}", "1") + query))
                .header("X-API-Key", key)
                .header("Content-Type", type)
                .method(
                        route.method(),
                        route.method().startsWith("P")
                                ? HttpRequest.BodyPublishers.ofString("{")
                                : HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The server names them when it refuses another. */
    @Test
    void wordsOfParametersAreThoseThatTheServerAllows() {
        ApiKeys keys = server.bean(ApiKeys.class);
        ApiClient client = new ApiClient(
                server.baseUrl(),
                keys.create(keys.organisation("reader " + UUID.randomUUID()), "test", Set.of(Role.ADMIN)));
        for (String call : List.of(
                "/findings kind",
                "/findings severity",
                "/exports status",
                "/lots/{lot}/timeline direction",
                "/find only")) {
            String path = call.substring(0, call.indexOf(' '));
            String name = call.substring(call.indexOf(' ') + 1);
            List<String> documented = new ArrayList<>();
            operation("GET", API + "/traceability" + path).path("parameters").forEach(parameter -> {
                if (parameter.path("name").asString().equals(name))
                    parameter.at("/schema/enum").forEach(word -> documented.add(word.asString()));
            });
            List<String> allowed = new ArrayList<>();
            client.get(path.replace("{lot}", "1") + "?" + name + "=nothing")
                    .body()
                    .path("allowed")
                    .forEach(word -> allowed.add(word.asString()));
            assertThat(documented).as(call).isNotEmpty().containsExactlyInAnyOrderElementsOf(allowed);
        }
    }

    /** Swagger UI reads the page, its scripts and the document from this server, without a key. */
    @Test
    void swaggerUiIsServedByThisServer() {
        Answer page = fetch("/swagger-ui/index.html");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy")).startsWith("default-src 'self'");
        assertThat(page.text()).doesNotContain("http://", "https://", "<style", "onload=");
        for (String file :
                List.of("swagger-ui.css", "index.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js")) {
            assertThat(page.text()).contains(file);
            assertThat(fetch("/swagger-ui/" + file).status()).isEqualTo(200);
        }
        assertThat(fetch("/swagger-ui/swagger-initializer.js").text()).contains("/swagger-ui/api/swagger-config");
        Answer config = fetch("/swagger-ui/api/swagger-config");
        assertThat(config.text("url")).isEqualTo("/epcis/api/2.0/openapi.json");
        assertThat(config.text()).doesNotContain("validator.swagger.io");
        assertThat(fetch("/swagger-ui").header("Location")).isEqualTo("/swagger-ui/index.html");
    }

    private JsonNode operation(String method, String path) {
        String sought = ApiOperation.key(method.toLowerCase(Locale.ROOT), path);
        return document.get("paths").properties().stream()
                .flatMap(item -> item.getValue().properties().stream()
                        .filter(operation -> ApiOperation.key(operation.getKey(), item.getKey())
                                .equals(sought))
                        .map(Map.Entry::getValue))
                .findFirst()
                .orElseGet(JSON::missingNode);
    }

    private Answer fetch(String path) {
        return ApiClient.fetch(server.baseUrl() + path);
    }
}
