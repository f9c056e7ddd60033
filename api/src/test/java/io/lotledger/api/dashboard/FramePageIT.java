package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Signing in and out, who may open what, and the headers of every page. */
class FramePageIT {
    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Central Valley Distribution " + UUID.randomUUID());
    private final Browser browser = Browser.shared();

    @Test
    void strangerIsLedToSignInAndBack() {
        try (Visit visit = browser.stranger()) {
            visit.open("/compliance/help/keys?from=chat");
            visit.look("sign-in");
            visit.find("#key").fill("ll_wrong_0123456789abcdef");
            visit.expecting("401").find("button[type=submit]").click();
            assertThat(visit.find("[role=alert]:visible").textContent()).contains("This key opens nothing here");

            visit.find("#key").fill(key(Role.ADMIN));
            visit.find("button[type=submit]").click();
            visit.page().waitForURL(url -> url.endsWith("/compliance/help/keys?from=chat"));
        }
    }

    @Test
    void pageThatIsNotThereIsAPageThatSaysSo() {
        try (Visit visit = browser.signedIn(key(Role.ADMIN))) {
            assertThat(visit.openRefused("/compliance/nothing").status()).isEqualTo(404);
            assertThat(visit.find("main").textContent()).contains("There is no page at /compliance/nothing");
            visit.look("not-found");
        }
    }

    @Test
    void pageOfAnotherRoleIsRefusedAndNamesTheRole() {
        try (Visit visit = browser.signedIn(key(Role.AUDIT))) {
            assertThat(visit.openRefused("/compliance/captures").status()).isEqualTo(403);
            assertThat(visit.find("main").textContent()).contains("It needs the role capture or admin");
            assertThat(visit.find("nav.side").textContent())
                    .doesNotContain("Captures")
                    .doesNotContain("Keys");
        }
    }

    @Test
    void revokedKeyIsSignedOutAtItsNextClick() {
        String key = key(Role.ADMIN);
        key(Role.ADMIN); // an organisation keeps its last admin key
        try (Visit visit = browser.signedIn(key)) {
            visit.open("/compliance/help/keys");
            assertThat(visit.page().url()).doesNotContain("sign-in");
            String revoked = key.split("_", 3)[1];
            APIResponse answer = visit.page()
                    .context()
                    .request()
                    .delete(
                            server.baseUrl() + "/epcis/api/2.0/keys/" + revoked,
                            RequestOptions.create().setHeader("X-API-Key", key));
            assertThat(answer.status()).isEqualTo(204);
            visit.open("/compliance/help/keys");
            assertThat(visit.page().url()).contains("/compliance/sign-in?next=");
        }
    }

    @Test
    void sessionThatEndedElsewhereSaysSoAndLeadsBack() {
        try (Visit visit = browser.signedIn(key(Role.ADMIN))) {
            visit.open("/compliance/captures/new");
            visit.find("textarea").fill("{\"a\": 1}");
            visit.page().context().clearCookies();
            visit.expecting("401")
                    .find("button:has-text('Check') >> visible=true >> nth=0")
                    .click();
            visit.find("#verdict:has-text('You were signed out')").waitFor();
        }
        try (Visit visit = browser.signedIn(key(Role.ADMIN))) {
            visit.open("/compliance/keys/new");
            visit.find("#name").fill("lost with the session");
            visit.page().context().clearCookies();
            visit.find("main button[type=submit]").click();
            visit.page().waitForURL(url -> url.contains("/compliance/sign-in"));
            assertThat(visit.find("[role=status].note").textContent())
                    .contains("You were signed out. Nothing was changed by what you sent. Sign in to go on");
            assertThat(visit.find("input[name=next]").getAttribute("value")).isEqualTo("/compliance/keys/new");
        }
        try (Visit visit = browser.stranger()) {
            visit.open("/compliance/sign-in?next=/compliance/lots&ended=nothing");
            assertThat(visit.find("[role=status].note").count()).isZero();
        }
    }

    @Test
    void boxThatFindsAnythingIsOfferedToWhoMayFind() {
        try (Visit visit = browser.signedIn(key(Role.CAPTURE))) {
            visit.open("/compliance/help/keys");
            assertThat(visit.find("#q").count()).isZero();
        }
    }

    @Test
    void signingOutEndsTheSession() throws Exception {
        try (Visit visit = browser.signedIn(key(Role.QUERY))) {
            visit.open("/compliance/help/keys");
            String session = session(visit);
            visit.find("details.me summary").click();
            visit.find("details.me button[type=submit]").click();
            visit.page().waitForURL(url -> url.endsWith("/compliance/sign-in"));
            visit.open("/compliance/help/keys");
            assertThat(visit.page().url()).contains("/sign-in");
            assertThat(get("/compliance/help/keys", "Cookie", "ll_session=" + session)
                            .statusCode())
                    .isEqualTo(302);
        }
    }

    @Test
    void signingInAgainEndsTheSessionOfBefore() throws Exception {
        try (Visit visit = browser.signedIn(key(Role.QUERY))) {
            String before = session(visit);
            visit.open("/compliance/sign-in");
            visit.find("#key").fill(key(Role.QUERY));
            visit.find("button[type=submit]").click();
            visit.page().waitForURL(url -> url.endsWith("/compliance/"));
            assertThat(session(visit)).isNotEqualTo(before);
            assertThat(get("/compliance/help/keys", "Cookie", "ll_session=" + before)
                            .statusCode())
                    .isEqualTo(302);
        }
    }

    @Test
    void cookieThatIsNoSessionIsIgnored() throws Exception {
        for (String cookie : new String[] {"AA==", "abc", "JTAw"}) {
            assertThat(get("/compliance/help/keys", "Cookie", "ll_session=" + cookie)
                            .statusCode())
                    .as(cookie)
                    .isEqualTo(302);
        }
    }

    @Test
    void formWithoutItsTokenChangesNothing() {
        try (Visit visit = browser.signedIn(key(Role.QUERY))) {
            APIResponse forged = visit.page()
                    .context()
                    .request()
                    .post(
                            server.baseUrl() + "/compliance/sign-out",
                            RequestOptions.create().setForm(FormData.create()));
            assertThat(forged.status()).isEqualTo(403);
            assertThat(forged.text()).contains("Nothing was changed");
            visit.open("/compliance/help/keys");
            assertThat(visit.page().url()).doesNotContain("sign-in");
        }
    }

    @Test
    void wayBackNeverLeadsToAnotherHost() throws Exception {
        for (String next :
                new String[] {"//evil.example", "https://evil.example/", "/compliance/..//evil", "/\\evil"}) {
            HttpResponse<String> page = get("/compliance/sign-in?next=" + java.net.URLEncoder.encode(next, "UTF-8"));
            assertThat(page.body()).contains("name=\"next\" value=\"/compliance/\"");
        }
    }

    @Test
    void everyPageForbidsFramesForeignContentAndCaching() throws Exception {
        HttpResponse<String> page = get("/compliance/sign-in");
        assertThat(header(page, "Content-Security-Policy"))
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'")
                .doesNotContain("unsafe");
        assertThat(header(page, "Cache-Control")).contains("no-store");
        assertThat(header(page, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(page, "Referrer-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(header(page, "X-Frame-Options")).isEqualTo("DENY");
    }

    @Test
    void linkFromAnotherSiteOpensThePageInASecondStep() throws Exception {
        HttpResponse<String> first =
                get("/compliance/lots", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate");
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.body()).contains("http-equiv=\"refresh\"");
        assertThat(get("/compliance/lots", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Mode", "navigate")
                        .statusCode())
                .isEqualTo(302);
    }

    @Test
    void apiNeitherSetsNorTakesTheCookie() throws Exception {
        HttpResponse<String> answer = get("/epcis/api/2.0/traceability/lots?q=x", "Cookie", "ll_session=abc");
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(header(answer, "Set-Cookie")).isEmpty();
    }

    private static String session(Visit visit) {
        return visit.page().context().cookies().stream()
                .filter(cookie -> cookie.name.equals("ll_session"))
                .findFirst()
                .orElseThrow()
                .value;
    }

    private String key(Role role) {
        return keys.create(organisation, "recall desk", Set.of(role));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path));
        if (headers.length > 0) request.headers(headers);
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
