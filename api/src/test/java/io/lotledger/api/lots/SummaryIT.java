package io.lotledger.api.lots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.eventlog.EventLog;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class SummaryIT {
    private final LotledgerServer server = LotledgerServer.shared();
    private final LotClient client = new LotClient(server);

    @Test
    void summaryCountsWhatTheListsShow() throws Exception {
        List<String> events = new ArrayList<>(chain(0));
        events.addAll(chain(1).subList(0, 5)); // shipped, and never received
        client.capture(events, "");

        JsonNode summary = counted();
        assertThat(summary.at("/lots/total").asInt()).isEqualTo(5);
        assertThat(summary.at("/lots/new_today").asInt()).isEqualTo(5);
        assertThat(summary.path("events").asInt()).isEqualTo(15);
        assertThat(summary.at("/last_capture/events").asInt()).isEqualTo(15);
        assertThat(summary.at("/last_capture/sent_by").asString()).isEqualTo("test");
        assertThat(summary.at("/captures_today/captures").asInt()).isEqualTo(1);
        assertThat(summary.at("/as_of/age_seconds").asInt()).isLessThan(60);
        assertThat(byKind(summary)).isEqualTo(listed()).containsEntry("unmatched_ship", 1);
        JsonNode scores = client.get("/readiness").body().path("lots");
        long missing = 0;
        for (JsonNode lot : scores) missing += lot.path("missing").asLong();
        assertThat(summary.at("/readiness/lots").asInt()).isEqualTo(scores.size());
        assertThat(summary.at("/readiness/missing").asLong()).isEqualTo(missing).isPositive();
        assertThat(summary.at("/readiness/score").asDouble()).isBetween(0.1, 0.9);
    }

    @Test
    void laterEventsAndDescriptionsTakeFindingsAway() throws Exception {
        client.capture(chain(0).subList(0, 5), "");
        Map<String, Integer> before = byKind(counted());
        assertThat(before).containsKeys("unmatched_ship", "unknown_location", "unknown_product");

        client.capture(chain(0).subList(5, 6), """
                {"id": "urn:epcglobal:epcis:vtype:EPCClass", "vocabularyElementList": [{"id": "urn:epc:idpat:sgtin:0614141.107346.*",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#productName", "attribute": "Romaine hearts"}]},
                  {"id": "urn:epc:idpat:sgtin:0614141.007346.*",
                  "attributes": [{"id": "urn:epcglobal:cbv:mda#productName", "attribute": "Romaine"}]}]}""");
        JsonNode after = counted();
        assertThat(byKind(after)).isEqualTo(listed()).doesNotContainKeys("unmatched_ship", "unknown_product");
        assertThat(after.at("/readiness/foods")
                        .valueStream()
                        .map(food -> food.path("name").asString()))
                .containsExactlyInAnyOrder("Romaine hearts", "Romaine");
    }

    @Test
    void eachKeySeesThePartsOfItsRolesAndItsOwnOrganisation() throws Exception {
        client.capture(chain(0), "");
        counted();

        JsonNode query = client.get("/summary").body();
        assertThat(query.path("exports").isNull()).isTrue();
        JsonNode export = summary(Role.EXPORT).body();
        assertThat(export.at("/lots/total").asInt()).isEqualTo(3);
        assertThat(export.path("last_capture").isNull()).isTrue();
        assertThat(export.at("/exports/open").asInt()).isZero();
        assertThat(summary(Role.AUDIT).status()).isEqualTo(403);
        assertThat(summary(Role.CAPTURE).status()).isEqualTo(403);

        JsonNode other = new LotClient(server).get("/summary").body();
        assertThat(other.at("/lots/total").asInt()).isZero();
        assertThat(other.path("events").asInt()).isZero();
        assertThat(other.path("findings")).isEmpty();
        assertThat(other.path("last_capture").isNull()).isTrue();
        assertThat(other.at("/readiness/score").asDouble()).isEqualTo(1);
    }

    @Test
    void openExportHasItsDeadline() throws Exception {
        client.capture(chain(0), "");
        ApiKeys keys = server.bean(ApiKeys.class);
        ApiClient admin =
                new ApiClient(server.baseUrl(), keys.create(client.organisation, "admin", Set.of(Role.ADMIN)));
        admin.get("/lots/" + client.lotId("P0") + "/fda-export");

        await().until(() ->
                admin.get("/summary").body().at("/exports/delivered").asInt() == 1);
        JsonNode exports = admin.get("/summary").body().path("exports");
        assertThat(exports.path("late").asInt()).isZero();
        assertThat(exports.path("oldest_open").isNull()).isTrue();
        assertThat(exports.path("longest_seconds").asInt()).isLessThan(300);
    }

    private Answer summary(Role role) {
        ApiKeys keys = server.bean(ApiKeys.class);
        return new ApiClient(server.baseUrl(), keys.create(client.organisation, role.word(), Set.of(role)))
                .get("/summary");
    }

    /** A chain of yesterday, so that it is among the last 30 days. */
    private static List<String> chain(int i) {
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        return LotClient.chain(i).stream()
                .map(event -> event.replace("2026-03-02", yesterday))
                .toList();
    }

    private JsonNode counted() {
        long head = server.bean(EventLog.class).head();
        return await().until(
                        () -> client.get("/summary").body(),
                        summary -> summary.at("/as_of/log_position").asLong() >= head);
    }

    private static Map<String, Integer> byKind(JsonNode summary) {
        Map<String, Integer> lots = new TreeMap<>();
        for (JsonNode of : summary.path("findings"))
            lots.put(of.path("kind").asString(), of.path("lots").asInt());
        return lots;
    }

    /** Lots by kind, as the list of findings has them. */
    private Map<String, Integer> listed() {
        Map<String, Set<String>> lots = new TreeMap<>();
        @Nullable String token = "";
        do {
            JsonNode page = client.get("/findings?per_page=1000" + (token.isEmpty() ? "" : "&next_page_token=" + token))
                    .body();
            for (JsonNode finding : page.path("findings"))
                lots.computeIfAbsent(finding.path("kind").asString(), k -> new TreeSet<>())
                        .add(finding.at("/lots/0").toString());
            token = page.path("next_page_token").isNull()
                    ? null
                    : page.path("next_page_token").asString();
        } while (token != null);
        Map<String, Integer> counts = new TreeMap<>();
        lots.forEach((kind, some) -> counts.put(kind, some.size()));
        return counts;
    }
}
