package io.lotledger.api.organisations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.audit.KeyAudit;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.FirstKey;
import io.lotledger.api.start.CannotStartException;
import io.lotledger.api.wiring.LotledgerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.JsonNode;

/** Organisations made by an operator and by configuration, and the keys of their admins. */
class OrganisationsIT {
    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final ApiClient operator =
            client(server.bean(FirstKey.class).generated().orElseThrow());
    private final String name = "Gabilan Ridge Farms " + UUID.randomUUID();

    @Test
    void operatorMakesAnOrganisationAndItsFirstAdminKeyMakesTheOthers() {
        ApiClient.Answer made = operator.create("/organisations", "{\"name\": \"" + name + "\"}");
        assertThat(made.status()).isEqualTo(201);
        String id = made.text("organisation_id");
        assertThat(made.header("Location")).isEqualTo(server.baseUrl() + "/epcis/api/2.0/organisations/" + id);
        assertThat(made.text("status")).isEqualTo("active");
        assertThat(made.body().path("operates_server").asBoolean()).isFalse();

        ApiClient.Answer first = operator.create("/organisations/" + id + "/keys", "{\"name\": \"first admin\"}");
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.body().path("roles").get(0).asString()).isEqualTo("admin");
        ApiClient admin = client(first.text("api_key"));
        ApiClient.Answer packer =
                admin.create("/keys", "{\"name\": \"packing line 1\", \"roles\": [\"capture\", \"query\"]}");

        assertThat(packer.status()).isEqualTo(201);
        assertThat(packer.body().at("/limits/per_minute").asInt()).isEqualTo(300);
        assertThat(packer.body().at("/limits/per_day").asInt()).isEqualTo(10_000);
        assertThat(client(packer.text("api_key")).get("/lots?q=a").status()).isEqualTo(200);
        assertThat(admin.query("/organisations").status()).isEqualTo(403);
        assertThat(admin.query("/keys").body().path("keys")).hasSize(2);
    }

    @Test
    void operatorListsReadsAndRenamesOrganisations() {
        String id = organisation(name);
        String renamed = name + " & Sons";

        assertThat(listed()).contains(name);
        assertThat(operator.patch("/organisations/" + id, "{\"name\": \"" + renamed + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(operator.query("/organisations/" + id).text("name")).isEqualTo(renamed);
        assertThat(listed()).contains(renamed).doesNotContain(name);
        assertThat(operator.query("/organisations/" + UUID.randomUUID()).status())
                .isEqualTo(404);
        assertThat(operator.query("/organisations/none").status()).isEqualTo(404);
    }

    @Test
    void nameIsTakenOnceAndAnOldNameMakesAnotherOrganisation() {
        String id = organisation(name);
        assertThat(operator.create("/organisations", "{\"name\": \"" + name + "\"}")
                        .status())
                .isEqualTo(409);

        operator.patch("/organisations/" + id, "{\"name\": \"" + name + " II\"}");
        String other = organisation(name);

        assertThat(other).isNotEqualTo(id);
        assertThat(operator.patch("/organisations/" + id, "{\"name\": \"" + name + "\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void keysOfASuspendedOrganisationOpenNothingUntilItIsResumed() {
        String id = organisation(name);
        ApiClient admin = client(firstKey(id));
        assertThat(admin.query("/keys").status()).isEqualTo(200);

        operator.patch("/organisations/" + id, "{\"status\": \"suspended\"}");
        ApiClient.Answer refused = admin.query("/keys");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text("detail")).startsWith("The organisation of this X-API-Key is suspended");
        operator.patch("/organisations/" + id, "{\"status\": \"active\"}");

        assertThat(admin.query("/keys").status()).isEqualTo(200);
    }

    @Test
    void organisationThatOperatesTheServerIsNotSuspended() {
        String first = "";
        for (JsonNode organisation : operator.query("/organisations").body().path("organisations")) {
            if (organisation.path("operates_server").asBoolean())
                first = organisation.path("organisation_id").asString();
        }

        assertThat(operator.patch("/organisations/" + first, "{\"status\": \"suspended\"}")
                        .status())
                .isEqualTo(409);
        assertThat(operator.query("/organisations").status()).isEqualTo(200);
    }

    @Test
    void wordsThatAreAllowedAreThoseOfTheFaultyMember() {
        String path = "/organisations/" + organisation(name);

        assertThat(operator.patch(path, "{\"status\": \"x\"}")
                        .body()
                        .path("allowed")
                        .valueStream())
                .extracting(JsonNode::asString)
                .containsExactly("active", "suspended");
        assertThat(operator.patch(path, "{\"name\": \"\"}").body().has("allowed"))
                .isFalse();
        assertThat(operator.create("/keys", "{\"name\": \"a\", \"roles\": [\"boss\"]}")
                        .body()
                        .path("allowed")
                        .valueStream())
                .extracting(JsonNode::asString)
                .contains("capture", "query", "admin");
    }

    @Test
    void listIsPaged() {
        organisation(name);
        organisation(name + " II");
        ApiClient.Answer page = operator.query("/organisations?per_page=1");

        assertThat(page.body().path("organisations")).hasSize(1);
        String next = page.text("next_page_token");
        assertThat(operator.query("/organisations?per_page=1&next_page_token=" + next)
                        .body()
                        .path("organisations")
                        .get(0))
                .isNotEqualTo(page.body().path("organisations").get(0));
        assertThat(operator.query("/organisations?next_page_token=bm9uZQ").status())
                .isEqualTo(422);
    }

    @Test
    void limitsOfAnOrganisationBoundThoseOfItsKeys() {
        String id = organisation(name);
        ApiClient admin = client(firstKey(id));
        ApiClient.Answer above =
                admin.create("/keys", "{\"name\": \"a\", \"roles\": [\"query\"], \"limits\": {\"per_minute\": 301}}");
        assertThat(above.status()).isEqualTo(422);
        assertThat(above.body().at("/errors/0/message").asString()).startsWith("per_minute must be 1 to 300");
        assertThat(admin.create("/keys", "{\"name\": \"a\", \"roles\": [\"query\"], \"limits\": {\"per_day\": null}}")
                        .status())
                .isEqualTo(422);

        operator.patch("/organisations/" + id, "{\"key_limits\": {\"per_minute\": 1000}}");
        ApiClient.Answer raised =
                admin.create("/keys", "{\"name\": \"a\", \"roles\": [\"query\"], \"limits\": {\"per_minute\": 900}}");
        assertThat(raised.body().at("/limits/per_minute").asInt()).isEqualTo(900);

        operator.patch("/organisations/" + id, "{\"key_limits\": {\"per_minute\": 20}}");
        assertThat(admin.query("/keys/" + raised.text("key_id"))
                        .body()
                        .at("/limits/per_minute")
                        .asInt())
                .isEqualTo(20);
    }

    @Test
    void changesAreOnRecordForTheOrganisationAndItsOperators() {
        String id = organisation(name);
        ApiClient admin = client(firstKey(id));
        String packer = admin.create("/keys", "{\"name\": \"packer\", \"roles\": [\"capture\"]}")
                .text("key_id");
        admin.patch("/keys/" + packer, "{\"name\": \"packer 2\"}");
        admin.create("/keys/" + packer + "/rotate", "");
        admin.delete("/keys/" + packer);
        operator.patch("/organisations/" + id, "{\"status\": \"suspended\"}");
        operator.patch("/organisations/" + id, "{\"status\": \"active\"}");

        JsonNode entries = admin.query("/audit/keys").body().path("entries");
        assertThat(entries.valueStream().map(entry -> entry.path("action").asString()))
                .containsExactly(
                        "organisation_resumed",
                        "organisation_suspended",
                        "key_revoked",
                        "key_rotated",
                        "key_changed",
                        "key_created",
                        "key_created",
                        "organisation_created");
        JsonNode changed = entries.get(4);
        assertThat(changed.at("/details/name/from").asString()).isEqualTo("packer");
        assertThat(changed.at("/details/name/to").asString()).isEqualTo("packer 2");
        assertThat(changed.at("/by/kind").asString()).isEqualTo("key");
        assertThat(changed.at("/by/address").asString()).isEqualTo("127.0.0.1");
        assertThat(entries.get(0).at("/by/kind").asString()).isEqualTo("operator");
        assertThat(entries.get(0).at("/by/key_id").isNull()).isTrue();
        assertThat(entries.get(7).path("sequence").asLong()).isEqualTo(1);
        JsonNode seen =
                operator.query("/audit/keys?organisation_id=" + id).body().path("entries");
        assertThat(seen).hasSize(8);
        assertThat(seen.get(0).at("/by/key_id").asString()).isNotEmpty();
        assertThat(admin.query("/audit/keys?organisation_id=" + organisation(name + " III"))
                        .status())
                .isEqualTo(422);
        ApiClient.Answer page = admin.query("/audit/keys?per_page=3");
        assertThat(admin.query("/audit/keys?per_page=3&next_page_token=" + page.text("next_page_token"))
                        .body()
                        .path("entries")
                        .get(0))
                .isEqualTo(entries.get(3));
    }

    @Test
    void configuredOrganisationIsMadeOnceAndKeepsItsNewName() {
        String given = "ll_conf" + UUID.randomUUID().toString().substring(0, 8) + "_" + "s3cret".repeat(6);
        start(new LotledgerSettings.Organisation(name, given));
        start(new LotledgerSettings.Organisation(name, given));

        ApiClient admin = client(given);
        assertThat(admin.query("/keys").body().path("keys")).hasSize(1);
        JsonNode entries = admin.query("/audit/keys").body().path("entries");
        assertThat(entries.valueStream().map(entry -> entry.path("action").asString()))
                .containsExactly("key_created", "organisation_created");
        assertThat(entries.valueStream().map(entry -> entry.at("/by/kind").asString()))
                .containsOnly("configuration");
        assertThat(entries.valueStream()
                        .map(entry -> entry.at("/details/setting").asString()))
                .containsExactly("lotledger.organisations[0].api-key", "lotledger.organisations[0].name");

        String id = keys.organisation(name).toString();
        operator.patch("/organisations/" + id, "{\"name\": \"" + name + " renamed\"}");
        start(new LotledgerSettings.Organisation(name, given));
        assertThat(operator.query("/organisations/" + id).text("name")).isEqualTo(name + " renamed");
        assertThat(listed()).doesNotContain(name);
    }

    @Test
    void firstOrganisationAndItsAdminKeysAreInTheRecord() {
        Path directory = LotledgerServer.newDataDirectory();
        String given = "ll_boot_" + "s3cret".repeat(6);
        try {
            String generated;
            try (LotledgerServer first = LotledgerServer.start(directory)) {
                generated = first.bean(FirstKey.class).generated().orElseThrow();
                ApiClient admin = new ApiClient(first.baseUrl(), generated);
                JsonNode entries = admin.query("/audit/keys").body().path("entries");

                assertThat(entries.valueStream()
                                .map(entry -> entry.path("action").asString()))
                        .containsExactly("key_created", "organisation_created");
                assertThat(entries.valueStream()
                                .map(entry -> entry.at("/by/kind").asString()))
                        .containsOnly("configuration");
                assertThat(entries.get(0).path("key_id").asString())
                        .isEqualTo(ApiKeys.parse(generated).orElseThrow().id());
                assertThat(entries.get(0).at("/details/generated").asBoolean()).isTrue();
                assertThat(entries.get(1).at("/details/name").asString()).isEqualTo("Lotledger");
            }
            // a start that gives the operators another key, because theirs was lost
            for (int i = 0; i < 2; i++) {
                try (LotledgerServer again =
                        LotledgerServer.start(directory, List.of("lotledger.bootstrap.api-key=" + given))) {
                    JsonNode entries = new ApiClient(again.baseUrl(), given)
                            .query("/audit/keys")
                            .body()
                            .path("entries");
                    assertThat(entries).hasSize(3);
                    assertThat(entries.get(0).path("key_id").asString()).isEqualTo("boot");
                    assertThat(entries.get(0).at("/details/setting").asString())
                            .isEqualTo("lotledger.bootstrap.api-key");
                    assertThat(entries.toString()).doesNotContain("s3cret");
                }
            }
        } finally {
            LotledgerServer.delete(directory);
        }
    }

    @Test
    void faultyConfigurationStopsTheStartAndNamesEveryFault() {
        assertThatThrownBy(() -> start(
                        new LotledgerSettings.Organisation(" ", null),
                        new LotledgerSettings.Organisation(name, "ll_short")))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("lotledger.organisations[0].name: name must be a non-empty string")
                .hasMessageContaining("lotledger.organisations[1].api-key must look like ll_<id>_<secret>");
        String taken = "ll_taken" + UUID.randomUUID().toString().substring(0, 8) + "_" + "s3cret".repeat(6);
        start(new LotledgerSettings.Organisation(name, taken));
        assertThatThrownBy(() -> start(new LotledgerSettings.Organisation(name + " II", taken)))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining("which a key of another organisation has")
                .hasMessageNotContaining("s3cret");
        assertThat(listed()).doesNotContain(name + " II");
    }

    @Test
    void sentOrganisationIsCheckedWithAllFaults() {
        ApiClient.Answer refused =
                operator.create("/organisations", "{\"nam\": 1, \"key_limits\": {\"per_minute\": 0, \"per_hour\": 5}}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()
                        .path("errors")
                        .valueStream()
                        .map(error -> error.path("path").asString()))
                .containsExactlyInAnyOrder("$.nam", "$.name", "$.key_limits.per_minute", "$.key_limits.per_hour");
    }

    private void start(LotledgerSettings.Organisation... configured) {
        LotledgerSettings settings = server.bean(LotledgerSettings.class);
        new ConfiguredOrganisations(
                        new LotledgerSettings(
                                settings.dataDir(),
                                settings.binariesDir(),
                                settings.bootstrap(),
                                List.of(configured),
                                settings.keys(),
                                settings.capture(),
                                settings.s3(),
                                settings.vocabulary()),
                        keys,
                        server.bean(Organisations.class),
                        server.bean(OrganisationKeys.class),
                        server.bean(KeyAudit.class),
                        server.bean(PlatformTransactionManager.class))
                .run(new DefaultApplicationArguments());
    }

    private List<String> listed() {
        return operator.query("/organisations?per_page=1000")
                .body()
                .path("organisations")
                .valueStream()
                .map(organisation -> organisation.path("name").asString())
                .toList();
    }

    private String organisation(String of) {
        return operator.create("/organisations", "{\"name\": \"" + of + "\"}").text("organisation_id");
    }

    private String firstKey(String organisation) {
        return operator.create("/organisations/" + organisation + "/keys", "{\"name\": \"first admin\"}")
                .text("api_key");
    }

    private ApiClient client(@Nullable String key) {
        return new ApiClient(server.baseUrl(), key);
    }
}
