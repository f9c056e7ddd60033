package io.lotledger.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
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
    void typoInAKeyIsSaidWithoutALookUp() throws Exception {
        String reader = made("typist", "query");

        for (String wrong : List.of(reader.substring(0, reader.length() - 1), reader + "0", swapped(reader))) {
            Answer answer = get(wrong, "/traceability/lots?q=a");
            assertThat(answer.status()).as(wrong).isEqualTo(401);
            assertThat(answer.body().get("detail").asString()).startsWith("The X-API-Key has a typo or is cut short");
        }
        assertThat(get(reader, "/traceability/lots?q=a").status()).isEqualTo(200);
    }

    /** The last two characters of the secret's random part change places, or one becomes another if they are equal. */
    private static String swapped(String key) {
        int at = key.length() - 8;
        char first = key.charAt(at);
        char second = key.charAt(at + 1);
        return key.substring(0, at)
                + (first == second ? (first == 'x' ? 'y' : 'x') : second)
                + (first == second ? second : first)
                + key.substring(at + 2);
    }

    @Test
    void rotatedKeyWorksWithBothSecretsUntilTheOverlapIsOver() throws Exception {
        String before = made("rotated", "query");
        String id = before.split("_")[1];

        Answer rotated = send(GIVEN, "POST", "/keys/" + id + "/rotate", "");
        assertThat(rotated.status()).isEqualTo(200);
        String after = rotated.body().path("api_key").asString();
        assertThat(after).startsWith("ll_" + id + "_").isNotEqualTo(before);
        assertThat(Instant.parse(rotated.body().path("previous_secret_until").asString()))
                .isAfter(Instant.now().plusSeconds(23 * 3600));
        for (String key : List.of(before, after))
            assertThat(get(key, "/traceability/lots?q=a").status()).isEqualTo(200);

        String last = send(GIVEN, "POST", "/keys/" + id + "/rotate", "{\"previous_secret_until\": null}")
                .body()
                .path("api_key")
                .asString();
        for (String key : List.of(before, after))
            assertThat(get(key, "/traceability/lots?q=a").status()).isEqualTo(401);
        assertThat(get(last, "/traceability/lots?q=a").status()).isEqualTo(200);
    }

    @Test
    void rotationThatIsNotJsonIsToldWhereAndWhatWouldBeRight() throws Exception {
        String id = made("not rotated", "query").split("_")[1];

        Answer unquoted = send(GIVEN, "POST", "/keys/" + id + "/rotate", "{previous_secret_until: null}");

        assertThat(unquoted.status()).isEqualTo(400);
        assertThat(unquoted.body().path("detail").asString())
                .isEqualTo("The body is not valid JSON: line 1, column 2: found 'p', expected a name in double quotes;"
                        + " send a JSON object with previous_secret_until");
    }

    @Test
    void keyAndOrganisationAreLocatedAsCapturesAre() throws Exception {
        for (String path : List.of("/keys", "/organisations")) {
            String body = "{\"name\":\"Located\"" + (path.equals("/keys") ? ",\"roles\":[\"query\"]}" : "}");
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                    .header("X-API-Key", GIVEN)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            String location = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(location).startsWith(server.baseUrl() + "/epcis/api/2.0" + path + "/");
            assertThat(get(GIVEN, location.substring((server.baseUrl() + "/epcis/api/2.0").length()))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void eachReplacedSecretWorksUntilTheTimeThatItsRotationPromised() throws Exception {
        String first = made("twice rotated", "query");
        String id = first.split("_")[1];
        Answer once = send(GIVEN, "POST", "/keys/" + id + "/rotate", "");
        String soon = Instant.now().plusSeconds(2).toString();
        Answer twice = send(GIVEN, "POST", "/keys/" + id + "/rotate", "{\"previous_secret_until\": \"" + soon + "\"}");

        String second = once.body().path("api_key").asString();
        String third = twice.body().path("api_key").asString();
        for (String key : List.of(first, second, third))
            assertThat(get(key, "/traceability/lots?q=a").status()).isEqualTo(200);
        JsonNode replaced = get(GIVEN, "/keys/" + id).body().path("replaced_secrets");
        assertThat(replaced).isEqualTo(twice.body().path("replaced_secrets")).hasSize(2);
        assertThat(replaced.at("/0/works_until").asString().substring(0, 19)).isEqualTo(soon.substring(0, 19));
        assertThat(replaced.at("/1/works_until")).isEqualTo(once.body().path("previous_secret_until"));

        await().until(() -> get(second, "/traceability/lots?q=a").status() == 401);
        for (String key : List.of(first, third))
            assertThat(get(key, "/traceability/lots?q=a").status()).isEqualTo(200);
        JsonNode left = get(GIVEN, "/keys/" + id).body();
        assertThat(left.path("replaced_secrets")).hasSize(1);
        assertThat(left.path("previous_secret_until").isNull()).isTrue();

        String fourth = send(GIVEN, "POST", "/keys/" + id + "/rotate", "{\"previous_secret_until\": null}")
                .body()
                .path("api_key")
                .asString();
        for (String key : List.of(first, second, third))
            assertThat(get(key, "/traceability/lots?q=a").status()).isEqualTo(401);
        assertThat(get(fourth, "/traceability/lots?q=a").status()).isEqualTo(200);
    }

    @Test
    void keyWithFiveOldSecretsTakesNoSixth() throws Exception {
        String first = made("often rotated", "query");
        String path = "/keys/" + first.split("_")[1];
        for (int i = 0; i < 5; i++)
            assertThat(send(GIVEN, "POST", path + "/rotate", "").status()).isEqualTo(200);

        Answer sixth = send(GIVEN, "POST", path + "/rotate", "");

        assertThat(sixth.status()).isEqualTo(409);
        assertThat(sixth.body().path("detail").asString())
                .contains("has 5 secrets of before that still work")
                .contains(
                        "Rotate it after " + sixth.body().path("first_ends_at").asString());
        assertThat(get(first, "/traceability/lots?q=a").status()).isEqualTo(200);
        assertThat(send(GIVEN, "POST", path + "/rotate", "{\"previous_secret_until\": null}")
                        .status())
                .isEqualTo(200);
        assertThat(get(GIVEN, path).body().path("replaced_secrets")).isEmpty();
    }

    @Test
    void keyThatHasEndedIsNotRotated() throws Exception {
        String key = made("ended", "query");
        String path = "/keys/" + key.split("_")[1];
        String end = Instant.now().plusMillis(500).toString();
        send(GIVEN, "PATCH", path, "{\"expires_at\": \"" + end + "\"}");
        await().until(() -> get(GIVEN, path).body().path("status").asString().equals("expired"));

        Answer rotated = send(GIVEN, "POST", path + "/rotate", "");

        assertThat(rotated.status()).isEqualTo(409);
        assertThat(rotated.body().path("detail").asString())
                .contains("expired at")
                .contains("First give it a later expires_at, or null, with PATCH /epcis/api/2.0" + path);
        send(GIVEN, "PATCH", path, "{\"expires_at\": null}");
        assertThat(send(GIVEN, "POST", path + "/rotate", "").status()).isEqualTo(200);
        send(GIVEN, "DELETE", path, "");
        assertThat(get(key, "/traceability/lots?q=a").status()).isEqualTo(401);
        assertThat(get(GIVEN, path).body().path("replaced_secrets")).isEmpty();
        assertThat(send(GIVEN, "POST", path + "/rotate", "").status()).isEqualTo(409);
    }

    @Test
    void oldSecretIsNotPromisedBeyondTheEndOfItsKey() throws Exception {
        String path = "/keys/" + made("short", "query").split("_")[1];
        String end = Instant.now().plusSeconds(3600).toString();
        send(GIVEN, "PATCH", path, "{\"expires_at\": \"" + end + "\"}");

        JsonNode rotated = send(GIVEN, "POST", path + "/rotate", "").body();

        assertThat(rotated.path("previous_secret_until")).isEqualTo(rotated.path("expires_at"));
    }

    @Test
    void previousSecretAndKeyEndAtTheirTimes() throws Exception {
        String before = made("ending", "query");
        String id = before.split("_")[1];
        String soon = Instant.now().plusMillis(1500).toString();
        String after = send(GIVEN, "POST", "/keys/" + id + "/rotate", "{\"previous_secret_until\": \"" + soon + "\"}")
                .body()
                .path("api_key")
                .asString();
        assertThat(get(before, "/traceability/lots?q=a").status()).isEqualTo(200);
        await().until(() -> get(before, "/traceability/lots?q=a").status() == 401);
        assertThat(get(after, "/traceability/lots?q=a").status()).isEqualTo(200);

        String end = Instant.now().plusMillis(1500).toString();
        assertThat(send(GIVEN, "PATCH", "/keys/" + id, "{\"expires_at\": \"" + end + "\"}")
                        .status())
                .isEqualTo(200);
        await().until(() -> get(after, "/traceability/lots?q=a").status() == 401);
        assertThat(get(after, "/traceability/lots?q=a").body().path("detail").asString())
                .startsWith("The X-API-Key has expired");
        assertThat(get(after + "x", "/traceability/lots?q=a")
                        .body()
                        .path("detail")
                        .asString())
                .doesNotContain("expired");
        assertThat(get(GIVEN, "/keys/" + id).body().path("status").asString()).isEqualTo("expired");
        send(GIVEN, "PATCH", "/keys/" + id, "{\"expires_at\": null}");
        assertThat(get(after, "/traceability/lots?q=a").status()).isEqualTo(200);
    }

    @Test
    void changedRolesAndNameTakeEffectAtOnce() throws Exception {
        String reader = made("changed", "query");
        String id = reader.split("_")[1];
        assertThat(get(reader, "/keys").status()).isEqualTo(403);

        Answer changed = send(GIVEN, "PATCH", "/keys/" + id, "{\"name\": \"boss\", \"roles\": [\"admin\"]}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.body().path("name").asString()).isEqualTo("boss");
        assertThat(get(reader, "/keys").status()).isEqualTo(200);
        for (String wrong : List.of(
                "{\"expires_at\": \"2020-01-01T00:00:00Z\"}",
                "{\"expires_at\": \"tomorrow\"}",
                "{\"limits\": 5}",
                "{\"limits\": {\"per_minute\": \"many\"}}",
                "{\"role\": [\"query\"]}")) {
            assertThat(send(GIVEN, "PATCH", "/keys/" + id, wrong).status())
                    .as(wrong)
                    .isEqualTo(422);
        }
    }

    @Test
    void lastUseIsShownAndWrittenOnceAMinute() throws Exception {
        String reader = made("used", "query");
        String id = reader.split("_")[1];
        assertThat(get(GIVEN, "/keys/" + id).body().path("last_used_at").isNull())
                .isTrue();

        get(reader, "/traceability/lots?q=a");
        Instant shown = Instant.parse(
                get(GIVEN, "/keys/" + id).body().path("last_used_at").asString());
        assertThat(shown).isAfter(Instant.now().minusSeconds(60)).isEqualTo(shown.truncatedTo(ChronoUnit.MILLIS));

        JdbcClient jdbc = server.bean(JdbcClient.class);
        server.bean(KeyUse.class).write();
        Instant written = written(jdbc, id);
        assertThat(written)
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        get(reader, "/traceability/lots?q=a");
        server.bean(KeyUse.class).write();
        assertThat(written(jdbc, id)).isEqualTo(written);
    }

    private static Instant written(JdbcClient jdbc, String keyId) {
        return jdbc.sql("select last_used_at from api_key where key_id = :id")
                .param("id", keyId)
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant();
    }

    @Test
    void organisationKeepsAnAdminKey() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String only = keys.create(keys.organisation("Lonely"), "admin", Set.of(Role.ADMIN));
        String id = only.split("_")[1];

        assertThat(send(only, "DELETE", "/keys/" + id, "").status()).isEqualTo(409);
        assertThat(send(only, "PATCH", "/keys/" + id, "{\"roles\": [\"query\"]}")
                        .status())
                .isEqualTo(409);
        assertThat(get(only, "/keys").status()).isEqualTo(200);
        send(only, "POST", "/keys", "{\"name\": \"second\", \"roles\": [\"admin\"]}");
        assertThat(send(only, "DELETE", "/keys/" + id, "").status()).isEqualTo(204);
    }

    @Test
    void organisationDoesNotLoseItsLastAdminKeyByExpiry() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String only = keys.create(keys.organisation("Passing"), "admin", Set.of(Role.ADMIN));
        String path = "/keys/" + only.split("_")[1];
        String expiry = "{\"expires_at\": \"" + Instant.now().plusSeconds(3600) + "\"}";

        Answer expiring = send(only, "PATCH", path, expiry);
        assertThat(expiring.status()).isEqualTo(409);
        assertThat(expiring.body().path("detail").asString())
                .startsWith("This is the last admin key of your organisation that does not expire");

        String passing = send(only, "POST", "/keys", "{\"name\": \"passing\", \"roles\": [\"admin\"]}")
                .body()
                .path("key_id")
                .asString();
        assertThat(send(only, "PATCH", "/keys/" + passing, expiry).status()).isEqualTo(200);
        assertThat(send(only, "DELETE", path, "").status()).isEqualTo(409);
        assertThat(send(only, "PATCH", path, "{\"roles\": [\"query\"]}").status())
                .isEqualTo(409);
        assertThat(send(only, "POST", path + "/rotate", "").status()).isEqualTo(200);
        send(only, "PATCH", "/keys/" + passing, "{\"expires_at\": null}");
        assertThat(send(only, "PATCH", path, expiry).status()).isEqualTo(200);
    }

    @Test
    void anotherOrganisationsKeyIsNotThere() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String other = keys.create(keys.organisation("Second"), "admin", Set.of(Role.ADMIN));
        String id = made("hidden", "query").split("_")[1];

        for (String path : List.of("/keys/" + id, "/keys/" + id + "/rotate")) {
            for (String method : List.of("GET", "PATCH", "POST", "DELETE")) {
                Answer answer = send(other, method, path, method.equals("PATCH") ? "{\"name\": \"mine\"}" : "");
                assertThat(answer.status()).as(method + path).isIn(404, 405);
            }
        }
        assertThat(get(GIVEN, "/keys/" + id).body().path("name").asString()).isEqualTo("hidden");
    }

    @Test
    void sessionsCallerIsReadAgainByTheIdOfItsKey() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String id = made("session", "query").split("_")[1];

        assertThat(keys.byId(id, Instant.now(), null).orElseThrow().roles()).containsExactly(Role.QUERY);
        send(GIVEN, "DELETE", "/keys/" + id, "");
        assertThat(keys.byId(id, Instant.now(), null)).isEmpty();
        assertThat(keys.byId("nobody", Instant.now(), null)).isEmpty();
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

    /** Its cache of keys is of the moment before the change. */
    @Test
    void otherNodeTakesASecretAtOnceThatIsNewSinceItLooked() throws Exception {
        String before = made("rotated elsewhere", "query");
        ApiKeys otherNode = otherNode();
        assertThat(otherNode.authenticate(before)).isPresent();

        String after = send(GIVEN, "POST", "/keys/" + before.split("_")[1] + "/rotate", "")
                .body()
                .path("api_key")
                .asString();

        assertThat(otherNode.authenticate(after)).isPresent();
    }

    @Test
    void otherNodeTakesTheKeysOfAnOrganisationAtOnceThatIsActiveAgain() throws Exception {
        String organisation = "/organisations/"
                + send(GIVEN, "POST", "/organisations", "{\"name\":\"Suspended for a while\"}")
                        .body()
                        .path("organisation_id")
                        .asString();
        String key = send(GIVEN, "POST", organisation + "/keys", "{\"name\":\"partner\"}")
                .body()
                .path("api_key")
                .asString();
        merge(organisation, "{\"status\":\"suspended\"}");
        ApiKeys otherNode = otherNode();
        assertThat(otherNode.authenticate(key)).isEmpty();

        merge(organisation, "{\"status\":\"active\"}");

        assertThat(otherNode.authenticate(key)).isPresent();
    }

    private static ApiKeys otherNode() {
        return new ApiKeys(server.bean(JdbcClient.class), server.bean(Clock.class), server.bean(KeyUse.class));
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

    private static void merge(String path, String body) throws Exception {
        assertThat(send(GIVEN, "PATCH", path, body, "application/merge-patch+json")
                        .status())
                .isEqualTo(200);
    }

    private static Answer send(@Nullable String key, String method, String path, String body) throws Exception {
        return send(key, method, path, body, "application/json");
    }

    private static Answer send(@Nullable String key, String method, String path, String body, String type)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                .header("Content-Type", type)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (key != null) request.header("X-API-Key", key);
        HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Answer(
                answer.statusCode(), answer.body().isEmpty() ? JSON.missingNode() : JSON.readTree(answer.body()));
    }
}
