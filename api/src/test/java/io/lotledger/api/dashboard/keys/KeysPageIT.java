package io.lotledger.api.dashboard.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.FirstKey;
import io.lotledger.api.security.Role;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An admin makes, changes, rotates and revokes keys; an operator makes organisations. */
class KeysPageIT {
    private static final String HOSTILE = "<script>alert(1)</script> \"><svg onload=alert(2)> [[${7*7}]]";

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Keyholders " + UUID.randomUUID());
    private final String admin = keys.create(organisation, "recall desk", Set.of(Role.ADMIN));
    private final ApiClient client = new ApiClient(server.baseUrl(), admin);
    private final Browser browser = Browser.shared();

    @Test
    void adminMakesAKeyAndItsSecretIsShownOnce() {
        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/keys/new");
            visit.find("main button[type=submit]").click();
            assertThat(visit.expecting("422").find(".fault").allTextContents())
                    .containsExactly("Say who uses the key, in at most 200 letters.", "Choose at least one role.");
            visit.look("key-new-faults");

            visit.find("#name").fill("packing line 1");
            visit.find("input[value=capture]").check();
            visit.find("#per-minute").fill("301");
            visit.find("main button[type=submit]").click();
            assertThat(visit.find(".fault").textContent()).isEqualTo("Write a number from 1 to 300.");
            visit.find("#per-minute").fill("120");
            visit.find("main button[type=submit]").click();
            String secret = visit.find("#secret").textContent();
            visit.look("key-secret");

            assertThat(new ApiClient(server.baseUrl(), secret).query("/capture").status())
                    .isEqualTo(200);
            visit.find("text=I have kept it").click();
            assertThat(visit.page().url()).endsWith("/compliance/keys");
            assertThat(visit.html()).contains("packing line 1").doesNotContain(secret.substring(18));
            visit.open("/compliance/keys/" + secret.split("_")[1]);
            assertThat(visit.html()).doesNotContain(secret.substring(18));
        }
    }

    @Test
    void listShowsWhatEachKeyIsAndWhenItWasUsed() {
        client.create(
                "/keys",
                "{\"name\": \"auditor\", \"roles\": [\"audit\"], \"expires_at\": \"2099-01-31T12:00:00Z\","
                        + " \"limits\": {\"per_minute\": 30, \"per_day\": 500}}");
        String hostile = client.create("/keys", JSON_NAME.formatted(HOSTILE.replace("\"", "\\\"")))
                .text("key_id");
        String gone = client.create("/keys", "{\"name\": \"left in May\", \"roles\": [\"query\"]}")
                .text("key_id");
        client.delete("/keys/" + gone);

        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/keys");
            assertThat(visit.find("tr:has-text('auditor')").innerText())
                    .contains("30 a minute, 500 a day")
                    .contains("31 Jan 2099")
                    .contains("never");
            assertThat(visit.find("tr:has-text('recall desk')").innerText())
                    .contains("just now")
                    .contains("no limit")
                    .contains("you are signed in with it");
            assertThat(visit.find("tbody").first().textContent())
                    .contains(HOSTILE)
                    .doesNotContain("left in May");
            visit.look("keys");
            visit.open("/compliance/keys/" + hostile);
            assertThat(visit.find("h1").textContent()).isEqualTo(HOSTILE);
            visit.open("/compliance/keys/" + gone);
            assertThat(visit.find("main form").count()).isZero();
            visit.open("/compliance/keys/changes");
            assertThat(visit.find("tbody tr").first().innerText())
                    .contains("Key revoked")
                    .contains("127.0.0.1");
            visit.look("key-changes");
        }
    }

    @Test
    void adminChangesRotatesAndRevokesAKeyByItsTypedName() {
        ApiClient.Answer made = client.create("/keys", "{\"name\": \"reader\", \"roles\": [\"query\"]}");
        String id = made.text("key_id");
        ApiClient before = new ApiClient(server.baseUrl(), made.text("api_key"));

        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/keys/" + id);
            visit.find("#name").fill("reader 2");
            visit.find("#last-day").fill("2099-12-31");
            visit.find("text=Save").click();
            assertThat(visit.find("[role=status].note").textContent()).contains("The changes are in force");
            JsonNode changed = client.query("/keys/" + id).body();
            assertThat(changed.path("name").asString()).isEqualTo("reader 2");
            assertThat(changed.path("expires_at").asString()).isEqualTo("2100-01-01T08:00:00Z");
            visit.look("key");

            visit.find("#overlap").selectOption("none");
            visit.find("text=Rotate the secret").click();
            String secret = visit.find("#secret").textContent();
            ApiClient after = new ApiClient(server.baseUrl(), secret);
            assertThat(before.get("/lots?q=a").status()).isEqualTo(401);
            assertThat(after.get("/lots?q=a").status()).isEqualTo(200);

            visit.open("/compliance/keys/" + id);
            visit.find("#typed").fill("reader");
            visit.expecting("422").find("text=Revoke the key").click();
            assertThat(visit.find("#typed-e").textContent()).contains("Nothing was revoked");
            assertThat(after.get("/lots?q=a").status()).isEqualTo(200);
            visit.find("#typed").fill("reader 2");
            visit.find("text=Revoke the key").click();
            visit.page().waitForURL(url -> url.endsWith("/compliance/keys/" + id));
            assertThat(after.get("/lots?q=a").status()).isEqualTo(401);
        }
    }

    @Test
    void formSentTwiceMakesOneKeyAndRotatesItOnce() {
        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/keys/new");
            visit.find("#name").fill("sent twice");
            visit.find("input[value=capture]").check();
            visit.find("main button[type=submit]").dblclick();
            String secret = visit.find("#secret").textContent();
            String id = secret.split("_")[1];
            visit.page().reload();
            assertThat(visit.page().url()).contains("/compliance/keys/" + id);
            assertThat(visit.find("[role=status].note").textContent()).contains("The second time changed nothing");
            assertThat(visit.html()).doesNotContain(secret.substring(18));

            visit.find("text=Rotate the secret").click();
            String rotated = visit.find("#secret").textContent();
            visit.page().reload();
            assertThat(visit.find("[role=status].note").textContent()).contains("rotate the key");
            for (String kept : List.of(secret, rotated))
                assertThat(new ApiClient(server.baseUrl(), kept)
                                .query("/capture")
                                .status())
                        .as("the old secret for 24 hours, and the new one")
                        .isEqualTo(200);
            visit.open("/compliance/keys");
            assertThat(visit.find("tr:has-text('sent twice')").count()).isOne();
        }
    }

    @Test
    void keyShowsItsOldSecretsAndUntilWhenTheyWork() {
        String id = client.create("/keys", "{\"name\": \"often rotated\", \"roles\": [\"query\"]}")
                .text("key_id");
        String until = "{\"previous_secret_until\": \"%d-01-31T12:00:00Z\"}";
        for (int year = 2090; year < 2094; year++) client.create("/keys/" + id + "/rotate", until.formatted(year));

        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/keys/" + id);
            assertThat(visit.find("#old-secrets div").allTextContents())
                    .hasSize(4)
                    .first()
                    .asString()
                    .startsWith("until 31 Jan 2093");
            visit.look("key-old-secrets");
            visit.find("text=Rotate the secret").click();
            assertThat(visit.find("main").innerText()).contains("In all, 5 old secrets still work");
            visit.open("/compliance/keys/" + id);
            assertThat(visit.find("#overlap option").allTextContents()).containsExactly("no more, and no older one");
            visit.open("/compliance/keys");
            assertThat(visit.find("tr:has-text('often rotated')").innerText())
                    .contains("5 old secrets work until 31 Jan 2093");
        }
    }

    @Test
    void expiredKeyOffersNoRotation() {
        String id = client.create(
                        "/keys",
                        "{\"name\": \"over\", \"roles\": [\"query\"], \"expires_at\": \"2099-01-31T12:00:00Z\"}")
                .text("key_id");
        server.bean(JdbcClient.class)
                .sql("update api_key set expires_at = now() - interval '1 hour' where key_id = :id")
                .param("id", id)
                .update();

        try (Visit visit = browser.signedIn(admin)) {
            visit.open("/compliance/keys/" + id);
            assertThat(visit.find("text=Rotate the secret").count()).isZero();
            assertThat(visit.find("main").innerText()).contains("Give it a later last day first");
        }
    }

    @Test
    void revokedKeyEndsItsSessionAtTheNextClick() {
        ApiClient.Answer made = client.create("/keys", "{\"name\": \"leaver\", \"roles\": [\"admin\"]}");

        try (Visit visit = browser.signedIn(made.text("api_key"))) {
            visit.open("/compliance/keys");
            client.delete("/keys/" + made.text("key_id"));
            visit.find("text=New key").click();
            assertThat(visit.page().url()).contains("/compliance/sign-in");
        }
    }

    @Test
    void secretThatIsRotatedAwayEndsItsSession() {
        ApiClient.Answer made = client.create("/keys", "{\"name\": \"leaked\", \"roles\": [\"admin\"]}");

        try (Visit visit = browser.signedIn(made.text("api_key"))) {
            visit.open("/compliance/keys");
            client.create("/keys/" + made.text("key_id") + "/rotate", "{\"previous_secret_until\": null}");
            visit.find("text=New key").click();
            assertThat(visit.page().url()).contains("/compliance/sign-in");
        }
    }

    @Test
    void anotherOrganisationsKeyIsAPageThatNeverWas() {
        String other = keys.create(keys.organisation("Others " + UUID.randomUUID()), "theirs", Set.of(Role.ADMIN))
                .split("_")[1];

        try (Visit visit = browser.signedIn(admin)) {
            assertThat(visit.openRefused("/compliance/keys/" + other).status()).isEqualTo(404);
            String theirs = visit.find("main").innerText().replace(other, "…");
            assertThat(visit.openRefused("/compliance/keys/knothing").status()).isEqualTo(404);
            assertThat(visit.find("main").innerText().replace("knothing", "…")).isEqualTo(theirs);
        }
    }

    private static final String JSON_NAME = "{\"name\": \"%s\", \"roles\": [\"query\"]}";

    @Test
    void operatorMakesAnOrganisationItsFirstKeyAndSuspendsIt() {
        String name = "Gabilan Ridge Farms " + UUID.randomUUID();
        String operator = server.bean(FirstKey.class).generated().orElseThrow();

        try (Visit visit = browser.signedIn(operator)) {
            visit.open("/compliance/organisations");
            visit.find("#name").fill(name);
            visit.find("text=Make the organisation").click();
            assertThat(visit.find("h1").textContent()).isEqualTo(name);
            visit.find("#key-name").fill("first admin");
            visit.find("text=Make the key").click();
            String secret = visit.find("#secret").textContent();
            ApiClient first = new ApiClient(server.baseUrl(), secret);
            assertThat(first.query("/keys").status()).isEqualTo(200);

            visit.open("/compliance/organisations");
            visit.look("organisations");
            visit.find("main >> text=" + name).click();
            visit.look("organisation");
            visit.find("#typed").fill(name);
            visit.find("text=Suspend the organisation").click();
            assertThat(first.query("/keys").status()).isEqualTo(403);
            visit.find("text=Resume the organisation").click();
            assertThat(first.query("/keys").status()).isEqualTo(200);
        }
        try (Visit visit = browser.signedIn(admin)) {
            assertThat(visit.openRefused("/compliance/organisations").status()).isEqualTo(403);
        }
    }
}
