package io.lotledger.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Who gets in, on a ledger whose operator gave the first key. */
@SuppressWarnings("NullAway.Init") // set before all tests
class KeysIT {
    private static final String GIVEN = "ll_operator_" + "s3cret".repeat(6);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Path data;
    private static LotledgerServer server;

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(data, List.of("lotledger.bootstrap.api-key=" + GIVEN));
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    private record Answer(int status, JsonNode body) {}

    @Test
    void operatorsKeyIsTheOnlyOneAndNoOtherIsMade() throws Exception {
        assertThat(server.bean(FirstKey.class).generated()).isEmpty();
        JsonNode keys = get(GIVEN, "/keys").body().get("keys");
        assertThat(keys.valueStream().map(key -> key.get("key_id").asString())).contains("operator");
        assertThat(keys.toString()).doesNotContain("s3cret");
    }

    @Test
    void wrongSecretAnUnknownKeyAndNoKeyAreRefusedAlike() throws Exception {
        for (String wrong : List.of(GIVEN + "x", "ll_nobody_" + "s3cret".repeat(6), "nonsense")) {
            Answer answer = get(wrong, "/traceability/lots?q=a");
            assertThat(answer.status()).as(wrong).isEqualTo(401);
            assertThat(answer.body().get("detail").asString()).startsWith("The X-API-Key is unknown or revoked");
        }
        assertThat(get(null, "/traceability/lots?q=a").status()).isEqualTo(401);
    }

    @Test
    void keyWithoutTheRoleIsForbiddenAndToldHowToGetOne() throws Exception {
        String partner = made("partner", "capture");

        Answer answer = get(partner, "/traceability/lots?q=a");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body().get("detail").asString())
                .startsWith("This needs the role 'query', 'export' or 'admin'; your key has 'capture'")
                .contains("POST /epcis/api/2.0/keys");
        assertThat(get(partner, "/keys").status()).isEqualTo(403);
        assertThat(get(partner, "/parked-events").status()).isEqualTo(403);
        assertThat(get(made("reader", "query"), "/traceability/lots?q=a").status())
                .isEqualTo(200);
    }

    @Test
    void keySentAsABearerTokenIsToldWhereItBelongs() throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/traceability/lots?q=a"))
                        .header("Authorization", "Bearer " + GIVEN)
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("Send the key in the X-API-Key header, not as a Bearer token");
    }

    @Test
    void anotherOrganisationsAdminNeitherSeesNorRebuildsEverybodysTables() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String other = keys.create(keys.organisation("Second"), "admin", Set.of(Role.ADMIN));

        assertThat(get(GIVEN, "/projections").status()).isEqualTo(200);
        for (String path : List.of("/projections", "/projections/lineage")) {
            assertThat(get(other, path).status()).as(path).isEqualTo(403);
        }
        assertThat(send(other, "POST", "/projections/lineage/rebuild", "").status())
                .isEqualTo(403);
        assertThat(send(other, "DELETE", "/projections/lineage/rebuild", "").status())
                .isEqualTo(403);
        assertThat(actuator(other, "/metrics").statusCode()).isEqualTo(403);
        assertThat(get(other, "/keys").status()).isEqualTo(200);
    }

    @Test
    void healthTellsAnybodyItsStatusAndOnlyAnOperatorMore() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String other = keys.create(keys.organisation("Second"), "admin", Set.of(Role.ADMIN));

        for (String key : Arrays.asList(null, other, made("prober", "query"))) {
            JsonNode health = JSON.readTree(actuator(key, "/health").body());
            assertThat(health.path("status").asString()).isIn("UP", "DEGRADED");
            assertThat(health.has("components")).isFalse();
        }
        assertThat(actuator(GIVEN, "/health").body()).contains("log_position");
    }

    private static HttpResponse<String> actuator(@Nullable String key, String path) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/actuator" + path));
        if (key != null) request.header("X-API-Key", key);
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void revokedKeyOpensNothingAnyMore() throws Exception {
        String reader = made("leaver", "query");
        assertThat(get(reader, "/traceability/lots?q=a").status()).isEqualTo(200);

        assertThat(send(GIVEN, "DELETE", "/keys/" + reader.split("_")[1], "").status())
                .isEqualTo(204);

        assertThat(get(reader, "/traceability/lots?q=a").status()).isEqualTo(401);
    }

    @Test
    void rootListsTheTopLevelResources() throws Exception {
        Answer root = get(GIVEN, "");

        assertThat(root.status()).isEqualTo(200);
        assertThat(root.body().get("type").asString()).isEqualTo("Collection");
        assertThat(root.body().get("member").valueStream().map(JsonNode::asString))
                .contains("capture", "events");
    }

    @Test
    void unknownPathSaysWhereTheApiIs() throws Exception {
        Answer answer = get(GIVEN, "/lot");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("detail").asString())
                .contains("GET /epcis/api/2.0/lot")
                .contains("openapi.json");
    }

    private static String made(String name, String role) throws Exception {
        Answer answer = send(GIVEN, "POST", "/keys", "{\"name\":\"" + name + "\",\"roles\":[\"" + role + "\"]}");
        assertThat(answer.status()).isEqualTo(201);
        return answer.body().get("api_key").asString();
    }

    private static Answer get(@Nullable String key, String path) throws Exception {
        return send(key, "GET", path, "");
    }

    private static Answer send(@Nullable String key, String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (key != null) request.header("X-API-Key", key);
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body()));
    }
}
