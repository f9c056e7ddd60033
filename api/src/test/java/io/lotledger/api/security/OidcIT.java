package io.lotledger.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** People of an OpenID provider use the API with its tokens, and the dashboard with its sign-in page. */
class OidcIT {
    private static final String ADMIN = "ll_operator_0123456789abcdef0123456789abcdef";
    private static final String API = "/epcis/api/2.0";
    private static final Map<String, Object> RITA = Map.of(
            "name",
            "Rita Recall",
            "organisation",
            "Green Farm",
            "realm_access",
            Map.of("roles", List.of("recall-team", "staff")));
    private static final Map<String, Object> GUEST = Map.of(
            "name", "Gus Guest", "organisation", "Green Farm", "realm_access", Map.of("roles", List.of("staff")));

    private static final String HARVEST = """
            {"@context":"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld","type":"EPCISDocument",
             "schemaVersion":"2.0","creationDate":"2026-04-17T09:00:00Z","epcisBody":{"eventList":[
              {"type":"ObjectEvent","action":"ADD","bizStep":"commissioning","eventTime":"2026-04-17T08:00:00Z",
               "eventTimeZoneOffset":"+00:00","bizLocation":{"id":"urn:epc:id:sgln:0614141.00002.0"},
               "quantityList":[{"epcClass":"urn:epc:class:lgtin:0614141.107346.OIDC-1","quantity":10}]}]}}""";

    private static Path data;
    private static LotledgerServer server;
    private static OpenIdProvider provider;

    private final HttpClient http = HttpClient.newHttpClient();

    private record Answer(int status, JsonNode body, HttpResponse<String> response) {}

    @BeforeAll
    static void start() throws IOException {
        data = LotledgerServer.newDataDirectory();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        provider = OpenIdProvider.start(
                "http://127.0.0.1:" + port,
                new OpenIdProvider.Person("rita", RITA),
                new OpenIdProvider.Person("gus", GUEST));
        server = LotledgerServer.start(
                data,
                List.of(
                        "server.port=" + port,
                        "lotledger.bootstrap.api-key=" + ADMIN,
                        "lotledger.organisations[0].name=Green Farm",
                        "lotledger.oidc.issuer=" + provider.issuer(),
                        "lotledger.oidc.client-id=" + OpenIdProvider.CLIENT,
                        "lotledger.oidc.client-secret=" + OpenIdProvider.SECRET,
                        "lotledger.oidc.roles-claim=realm_access.roles",
                        "lotledger.oidc.role-mapping[0].from=recall-team",
                        "lotledger.oidc.role-mapping[0].to=capture,query,export"));
    }

    @AfterAll
    static void stop() {
        server.close();
        provider.close();
        LotledgerServer.delete(data);
    }

    @Test
    void tokenOpensWhatItsRolesOpenInItsOrganisation() throws Exception {
        String token = token("rita-1", RITA);
        Answer captured = send(token, "POST", "/capture", HARVEST);
        assertThat(captured.status()).as(captured.response().body()).isEqualTo(202);
        String job = "/capture/" + captured.body().path("captureID").asString();

        Answer own = send(token, "GET", job, null);
        assertThat(own.body().at("/sender/key_id").asString()).isEqualTo("oidc:rita-1");
        assertThat(own.body().at("/sender/name").asString()).isEqualTo("Rita Recall");
        assertThat(server.bean(JdbcClient.class)
                        .sql(
                                "select o.name from capture_job j join organisation o using (organisation) where j.key_id = 'oidc:rita-1'")
                        .query(String.class)
                        .list())
                .containsOnly("Green Farm");
        assertThat(send(token, "GET", "/traceability/lots?q=a", null).status()).isEqualTo(200);
        Answer keys = send(token, "GET", "/keys", null);
        assertThat(keys.status()).isEqualTo(403);
        assertThat(keys.body().path("your_roles").toString()).isEqualTo("[\"capture\",\"export\",\"query\"]");
    }

    @Test
    void tokenForAnotherServiceOneThatIsOldAndOneOfAnotherProviderAreRefused() throws Exception {
        String forOthers = provider.token("another-service", Duration.ofHours(1), claims("rita", RITA));
        String old = provider.token(OpenIdProvider.CLIENT, Duration.ofMinutes(-5), claims("rita", RITA));
        String right = token("rita", RITA);
        String changed =
                right.substring(0, right.lastIndexOf('.') + 1) + forOthers.substring(forOthers.lastIndexOf('.') + 1);
        String foreign;
        try (OpenIdProvider another = OpenIdProvider.start("http://127.0.0.1:1")) {
            foreign = another.token(OpenIdProvider.CLIENT, Duration.ofHours(1), claims("rita", RITA));
        }

        for (String wrong : List.of(forOthers, old, changed, foreign, "no token")) {
            Answer answer = send(wrong, "GET", "/traceability/lots?q=a", null);
            assertThat(answer.status()).as(wrong).isEqualTo(401);
            assertThat(answer.body().path("detail").asString()).startsWith("The bearer token is not valid here");
            assertThat(answer.response().headers().firstValue("WWW-Authenticate"))
                    .contains("Bearer error=\"invalid_token\"");
        }
    }

    @Test
    void accountThatMeansNothingHereIsToldWhatIsMissing() throws Exception {
        Answer noRole = send(token("gus", GUEST), "GET", "/traceability/lots?q=a", null);
        Answer noOrganisation = send(
                token("ann", Map.of("realm_access", Map.of("roles", List.of("recall-team")))), "GET", "/events", null);
        Answer elsewhere = send(
                token(
                        "ben",
                        Map.of("organisation", "Nowhere", "realm_access", Map.of("roles", List.of("recall-team")))),
                "GET",
                "/events",
                null);

        assertThat(List.of(noRole.status(), noOrganisation.status(), elsewhere.status()))
                .containsOnly(403);
        assertThat(noRole.body().path("detail").asString())
                .contains("None of the account's roles [staff]", "'realm_access.roles'", "[recall-team]");
        assertThat(noOrganisation.body().path("detail").asString()).contains("no organisation (claim 'organisation')");
        assertThat(elsewhere.body().path("detail").asString()).contains("no organisation 'Nowhere'");
    }

    @Test
    @FullEffort
    void keysWorkWhileTheProviderIsAway() throws Exception {
        Path other = LotledgerServer.newDataDirectory();
        String gone;
        String token;
        try (OpenIdProvider brief = OpenIdProvider.start("http://127.0.0.1:1")) {
            gone = brief.issuer();
            token = brief.token("lots", Duration.ofHours(1), claims("rita", RITA));
        }
        try (LotledgerServer alone = LotledgerServer.start(
                other,
                List.of(
                        "lotledger.bootstrap.api-key=" + ADMIN,
                        "lotledger.oidc.issuer=" + gone,
                        "lotledger.oidc.audience=lots"))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(alone.baseUrl() + API + "/keys"));
            HttpResponse<String> byToken = http.send(
                    request.copy().header("Authorization", "Bearer " + token).build(),
                    HttpResponse.BodyHandlers.ofString());
            HttpResponse<String> byKey =
                    http.send(request.copy().header("X-API-Key", ADMIN).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(byToken.statusCode()).isEqualTo(503);
            assertThat(byToken.body()).contains(gone, "does not answer");
            assertThat(byToken.headers().firstValue("Retry-After")).isPresent();
            assertThat(byKey.statusCode()).isEqualTo(200);
        } finally {
            LotledgerServer.delete(other);
        }
    }

    @Test
    void personSignsInToThePageThatWasAskedForAndOutAgain() {
        try (Visit visit = visit()) {
            Page page = visit.page();
            page.navigate(server.baseUrl() + "/compliance/lots?q=P0");
            page.getByText("Sign in with your organisation’s account").click();
            page.waitForURL(provider.issuer() + "/**");
            signIn(page, "rita");

            page.waitForURL(server.baseUrl() + "/compliance/lots?q=P0");
            page.locator("details.me").waitFor(); // a browser that comes from another site gets an empty page first
            assertThat(page.content()).contains("Rita Recall", "Green Farm");
            page.navigate(server.baseUrl() + "/compliance/keys");
            assertThat(page.content()).contains("This page is not open to your key");
            assertThat(page.context().cookies().stream()
                            .filter(cookie -> cookie.name.equals("ll_session"))
                            .map(cookie -> cookie.sameSite.name()))
                    .containsOnly("STRICT");

            page.navigate(server.baseUrl() + "/compliance/lots");
            page.locator("details.me summary").click();
            page.locator("form[action$='/sign-out'] button").click();
            page.waitForURL(server.baseUrl() + "/compliance/sign-in");
            page.getByText("Sign in with your organisation’s account").waitFor();
            page.navigate(server.baseUrl() + "/compliance/lots");
            assertThat(page.url()).startsWith(server.baseUrl() + "/compliance/sign-in");

            page.getByText("Sign in with your organisation’s account").click();
            page.waitForURL(provider.issuer() + "/login**"); // the provider, too, has forgotten the reader
            assertThat(page.locator("#password").count()).isEqualTo(1);
        }
    }

    @Test
    void sessionsOfPeopleEndWithTheProviderOfTheDashboard() {
        OidcPerson rita = new OidcPerson("rita-1", "Rita Recall", "Green Farm", Set.of(Role.QUERY));
        OidcSettings tokensOnly = new OidcSettings(
                provider.issuer(), "lots", "organisation", "roles", List.of(), null, null, List.of(), "");

        assertThat(server.bean(OidcPeople.class).caller(rita)).isPresent();
        assertThat(new OidcPeople(tokensOnly, server.bean(JdbcClient.class)).caller(rita))
                .isEmpty();
    }

    @Test
    void accountWithoutARoleIsShownWhatIsMissingOnTheSignInPage() {
        try (Visit visit = visit()) {
            Page page = visit.page();
            visit.open("/compliance/sign-in").look("sign-in-with-a-provider");
            page.getByText("Sign in with your organisation’s account").click();
            signIn(page, "gus");

            page.waitForURL(server.baseUrl() + "/compliance/sign-in");
            assertThat(page.locator("[role=alert]").innerText()).contains("None of the account's roles [staff]");
        }
    }

    @Test
    void suspensionOfTheOrganisationEndsTheTokenAndTheSession() throws Exception {
        UUID organisation = server.bean(ApiKeys.class).organisation("Blue Farm");
        Map<String, Object> bea = Map.of(
                "organisation", organisation.toString(), "realm_access", Map.of("roles", List.of("recall-team")));
        assertThat(send(token("bea", bea), "GET", "/traceability/lots?q=a", null)
                        .status())
                .isEqualTo(200);

        server.bean(JdbcClient.class)
                .sql("update organisation set suspended_at = now() where organisation = :id")
                .param("id", organisation)
                .update();

        await().untilAsserted(() -> {
            Answer answer = send(token("bea", bea), "GET", "/traceability/lots?q=a", null);
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body().path("detail").asString()).contains("suspended");
        });
    }

    @Test
    void webSocketOfATokenStaysOpenUntilTheOrganisationIsSuspended() throws Exception {
        UUID organisation = server.bean(ApiKeys.class).organisation("Red Farm");
        Map<String, Object> ann = Map.of(
                "organisation", organisation.toString(), "realm_access", Map.of("roles", List.of("recall-team")));
        String token = token("ann", ann);
        HttpRequest query = HttpRequest.newBuilder(URI.create(server.baseUrl() + API + "/queries"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"all\",\"query\":{}}"))
                .build();
        assertThat(http.send(query, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(201);
        CompletableFuture<String> closed = new CompletableFuture<>();
        http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(
                        URI.create(server.baseUrl().toString().replace("http:", "ws:")
                                + "/epcis/api/2.0/queries/all/events?stream=true"),
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
                                closed.complete(reason);
                                return null;
                            }
                        })
                .join();
        await().during(Duration.ofMillis(2_500)).until(() -> !closed.isDone());

        server.bean(JdbcClient.class)
                .sql("update organisation set suspended_at = now() where organisation = :id")
                .param("id", organisation)
                .update();

        assertThat(closed.get(8, TimeUnit.SECONDS)).contains("organisation", "opens nothing now");
    }

    /** By way of the provider, which is another host. */
    private static Visit visit() {
        return Browser.shared()
                .stranger(server.baseUrl())
                .expecting("request to another host: " + provider.issuer())
                .expecting("the server responded with a status of");
    }

    private static void signIn(Page page, String user) {
        page.locator("#username").fill(user);
        page.locator("#password").fill(OpenIdProvider.PASSWORD);
        page.locator("button[type=submit]").click();
    }

    private static Map<String, Object> claims(String subject, Map<String, Object> others) {
        Map<String, Object> claims = new HashMap<>(others);
        claims.put("sub", subject);
        return claims;
    }

    private static String token(String subject, Map<String, Object> others) {
        return provider.token(OpenIdProvider.CLIENT, Duration.ofHours(1), claims(subject, others));
    }

    private Answer send(String token, String method, String path, @Nullable String body) throws Exception {
        HttpResponse<String> response = http.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + API + path))
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", "application/ld+json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JsonMapper.shared().readTree(response.body()), response);
    }
}
