package io.lotledger.api.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.Effort;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.dashboard.Browser;
import io.lotledger.api.dashboard.Visit;
import io.lotledger.api.exports.MovableServerClock;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.FirstKey;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.drill.DrillCompleted;
import io.lotledger.export.drill.DrillHistory;
import io.lotledger.export.drill.DrillList;
import io.lotledger.export.drill.DrillRetention;
import io.lotledger.export.drill.DrillState;
import io.lotledger.export.retention.RetentionPolicy;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the ledger is ready for a recall: drills that practise one, and a gate for exports whose records have gaps. */
@SuppressWarnings("NullAway.Init") // set before all tests
class RecallReadinessIT {
    private static Path data;
    private static LotledgerServer server;
    private static MovableServerClock clock;
    private static UUID organisation;
    private static ApiClient client;

    @BeforeAll
    static void start() throws IOException {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(
                data,
                List.of("lotledger.export.upkeep=200ms", "lotledger.export.least-readiness=0.995"),
                MovableServerClock.class);
        clock = server.bean(MovableServerClock.class);
        organisation = server.bean(ApiKeys.class).organisation("Central Valley Distribution");
        client = client(Role.CAPTURE, Role.QUERY, Role.EXPORT);
        for (String sample : List.of("1-farms-and-cooler", "2-packer", "4-distribution-and-stores"))
            assertThat(client.capture(sample(sample)).status()).isEqualTo(202);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    private static String key(String name, Role... roles) {
        return server.bean(ApiKeys.class).create(organisation, name, Set.of(roles));
    }

    private static ApiClient client(Role... roles) {
        return new ApiClient(server.baseUrl(), key("food safety", roles));
    }

    private static String sample(String name) throws IOException {
        try (InputStream in = LotledgerServer.class.getResourceAsStream("/samples/" + name + ".jsonld")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    private static String lot(String tlc) {
        return await().until(
                        () -> client.get("/lots?tlc=" + tlc)
                                .body()
                                .at("/lots/0/lot_id")
                                .asString(),
                        lot -> !lot.isEmpty());
    }

    private static JsonNode ended(Answer started) {
        assertThat(started.status()).as(started.toString()).isEqualTo(202);
        return await().until(
                        () -> client.get("/drills/" + started.text("drill_id")).body(),
                        drill -> !drill.get("ended_at").isNull());
    }

    private static long jobs() {
        return server.bean(JdbcClient.class)
                .sql("select count(*) from export_job where organisation = :organisation")
                .param("organisation", organisation)
                .query(Long.class)
                .single();
    }

    @Test
    void drillIsARecordOfItsOwnAndIsComparedWithTheOneBefore() throws Exception {
        String lot = lot("HFK308-2");
        long jobs = jobs();
        double counted = deliveries();
        Answer started = client.post("/drills", "{\"lots\": [\"" + lot + "\"], \"direction\": \"both\"}");
        assertThat(started.header("Location")).endsWith("/traceability/drills/" + started.text("drill_id"));
        assertThat(started.body().get("results").isNull()).isTrue();

        JsonNode drill = ended(started);

        assertThat(drill.get("status").asString()).as(drill.toString()).isEqualTo("completed");
        assertThat(drill.get("seconds").asDouble()).isPositive().isLessThan(120);
        JsonNode readiness = client.get("/lots/" + lot + "/readiness").body();
        assertThat(drill.at("/results/readiness").asDouble())
                .isEqualTo(readiness.get("score").asDouble());
        assertThat(drill.at("/results/missing").asLong()).isEqualTo(missing(readiness));
        assertThat(drill.at("/results/gaps")
                        .valueStream()
                        .mapToLong(gap -> gap.get("count").asLong())
                        .sum())
                .isEqualTo(missing(readiness));
        assertThat(drill.at("/results/calls"))
                .hasSameSizeAs(client.get("/lots/" + lot + "/contacts").body().get("contacts"));
        assertThat(drill.get("events")
                        .valueStream()
                        .map(event -> event.get("type").asString()))
                .containsExactly("DrillRequested", "DrillStarted", "DrillCompleted");
        Answer file = ApiClient.fetch(drill.at("/file/signed_download_url").asString());
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Disposition")).contains("mock-recall_1-lot_both_");

        JsonNode again = ended(client.post("/drills", "{\"lots\": [\"" + lot + "\"]}"));
        await().untilAsserted(() -> assertThat(
                        client.get("/drills/" + again.get("drill_id").asString())
                                .body()
                                .at("/comparison/before/drill_id")
                                .asString())
                .isEqualTo(drill.get("drill_id").asString()));
        JsonNode comparison =
                client.get("/drills/" + again.get("drill_id").asString()).body().get("comparison");
        assertThat(comparison.get("same_lots").asBoolean()).isTrue();
        assertThat(comparison.get("missing_change").asLong()).isZero();
        assertThat(comparison.at("/lots_in_both/0/lot_id").asString()).isEqualTo(lot);

        assertThat(jobs()).as("no export job").isEqualTo(jobs);
        clock.advance(Duration.ofSeconds(10)); // past the figures that are kept for some seconds
        assertThat(deliveries()).as("no figure of exports").isEqualTo(counted);
        assertThat(client.get("/exports/" + drill.get("drill_id").asString()).status())
                .isEqualTo(404);
        ApiClient operator = new ApiClient(
                server.baseUrl(), server.bean(FirstKey.class).generated().orElseThrow());
        operator.patch("/organisations/" + organisation, "{\"legal_hold\":\"FDA 24-117\"}");
        clock.advance(Duration.ofDays(91));
        server.bean(DrillRetention.class).removeExpired();
        JsonNode held =
                client.get("/drills/" + drill.get("drill_id").asString()).body();
        assertThat(held.at("/file/retained_until").isNull()).isTrue();
        assertThat(held.at("/file/expired_at").isNull()).isTrue();
        assertThat(isStored(drill.get("drill_id").asString())).isTrue();

        operator.patch("/organisations/" + organisation, "{\"legal_hold\":null}");
        JsonNode later = await().until(
                        () -> client.get("/drills/" + drill.get("drill_id").asString())
                                .body(),
                        found -> !found.at("/file/expired_at").isNull());
        assertThat(later.at("/file/signed_download_url").isNull()).isTrue();
        assertThat(isStored(drill.get("drill_id").asString())).isFalse();
        clock.reset();
    }

    /** Five failures in a row end a pass, so that without a pause of their own they would end every pass. */
    @Test
    @FullEffort
    void workbooksThatCannotBeRemovedDoNotKeepTheSixth() {
        String order = "{\"lots\": [\"" + lot("HFK308-2") + "\"]}";
        List<Answer> started =
                Stream.generate(() -> client.post("/drills", order)).limit(6).toList();
        List<DrillState> oldestFirst = started.stream()
                .map(answer -> state(ended(answer).get("drill_id").asString()))
                .sorted(Comparator.comparing(drill -> completion(drill).at()))
                .toList();
        List<String> keys =
                oldestFirst.stream().map(drill -> completion(drill).objectKey()).toList();
        await().untilAsserted(() -> assertThat(server.bean(DrillList.class).page(organisation, Long.MAX_VALUE, 6))
                .filteredOn(row -> row.status().equals("completed"))
                .hasSize(6));
        LockedObjects store = new LockedObjects(server.bean(WorkbookStore.class), keys.subList(0, 5));
        DrillRetention retention = new DrillRetention(
                server.bean(DrillList.class),
                server.bean(DrillHistory.class),
                store,
                server.bean(CommandGateway.class),
                server.bean(RetentionPolicy.class),
                Duration.ofSeconds(1),
                Clock.fixed(clock.instant().plusSeconds(60), ZoneOffset.UTC));

        retention.removeExpired();
        assertThat(store.removed()).doesNotContain(keys.get(5));
        retention.removeExpired();

        assertThat(store.removed()).contains(keys.get(5)).doesNotContainAnyElementsOf(keys.subList(0, 5));
        assertThat(state(oldestFirst.get(5).request().shortId()).expiry()).isNotNull();
    }

    private static double deliveries() {
        Collection<Gauge> jobs =
                server.bean(MeterRegistry.class).find("lotledger.export.jobs").gauges();
        assertThat(jobs).isNotEmpty();
        return jobs.stream().mapToDouble(Gauge::value).sum();
    }

    private static DrillState state(String drillId) {
        return server.bean(DrillHistory.class).find(ShortUuid.decode(drillId)).orElseThrow();
    }

    private static DrillCompleted completion(DrillState drill) {
        return Objects.requireNonNull(drill.completion());
    }

    private static boolean isStored(String drillId) throws IOException {
        String key = completion(state(drillId)).objectKey();
        assertThat(key).startsWith("drills/" + organisation + "/");
        return server.bean(WorkbookStore.class).copy(key, OutputStream.nullOutputStream());
    }

    private static long missing(JsonNode readiness) {
        return readiness
                .get("ctes")
                .valueStream()
                .flatMap(cte -> cte.get("kdes").valueStream())
                .filter(kde ->
                        kde.get("required").asBoolean() && !kde.get("present").asBoolean())
                .count();
    }

    @Test
    void lotsAreLeftToChanceAndWrongOrdersNameAllTheirFaults() {
        lot("HFK308-2");
        JsonNode drill = ended(client.post("/drills", "{\"random\": 3, \"direction\": \"backward\"}"));
        assertThat(drill.get("status").asString()).as(drill.toString()).isEqualTo("completed");
        assertThat(drill.get("lots")).hasSize(3);
        assertThat(drill.get("random").asInt()).isEqualTo(3);
        assertThat(drill.at("/results/lots")).hasSize(3);

        Answer refused = client.post(
                "/drills",
                "{\"lots\": [\"x\", \"2222222222222222222223\"], \"random\": 0, \"direction\": \"up\", \"lot\": 1}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()
                        .get("errors")
                        .valueStream()
                        .map(e -> e.get("path").asString()))
                .containsExactly("$.lot", "$.lots[0]", "$.random", "$.direction", "$", "$.lots[1]");
        assertThat(client.post("/drills", "{}").status()).isEqualTo(422);
        assertThat(client.post("/drills", "[").status()).isEqualTo(400);
        assertThat(client(Role.AUDIT).post("/drills", "{\"random\": 1}").status())
                .isEqualTo(403);
        assertThat(client(Role.AUDIT).get("/drills").body().get("drills")).isNotEmpty();
        ApiKeys keys = server.bean(ApiKeys.class);
        ApiClient stranger = new ApiClient(
                server.baseUrl(), keys.create(keys.organisation("Strangers"), "test", Set.of(Role.ADMIN)));
        assertThat(stranger.post("/drills", "{\"random\": 1}").text("detail")).contains("no lots yet");
        assertThat(stranger.get("/drills").body().get("drills")).isEmpty();
        assertThat(stranger.get("/drills/" + drill.get("drill_id").asString()).status())
                .isEqualTo(404);
    }

    @Test
    void exportWithGapsIsRefusedUntilTheGapsAreAcceptedWhichIsOnRecord() {
        String lot = lot("HFK308-2");
        String path = "/lots/" + lot + "/fda-export";
        Answer refused = client.get(path);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
        JsonNode problem = refused.body();
        assertThat(problem.get("type").asString()).isEqualTo("urn:lotledger:problem:readiness-below-least");
        assertThat(problem.get("gaps_total").asLong())
                .isEqualTo(missing(client.get("/lots/" + lot + "/readiness").body()));
        JsonNode gap = problem.at("/gaps/0");
        assertThat(gap.get("kind").asString()).isNotEmpty();
        assertThat(gap.get("lot_id").asString()).hasSize(22);
        assertThat(gap.get("send").asString())
                .startsWith("Ask ")
                .contains(gap.get("column").asString());
        assertThat(client.post(path).status()).as("anew").isEqualTo(409);
        assertThat(client.post("/exports", "{\"lots\": [\"" + lot + "\"]}").status())
                .isEqualTo(409);
        assertThat(client.head(path).status()).as("makes none").isEqualTo(404);
        assertThat(client.get(path + "?accept_gaps=yes").status()).isEqualTo(422);

        Answer accepted = client.get(path + "?accept_gaps=true");
        assertThat(accepted.status()).isEqualTo(202);
        Answer delivered = await().until(
                        () -> client.get(path), answer -> answer.text("status").equals("delivered"));
        assertThat(delivered.text("job_short_id"))
                .as("the same job, without the word")
                .isEqualTo(accepted.text("job_short_id"));

        String job = delivered.text("job_short_id");
        JsonNode recorded = client.get("/exports/" + job).body().get("accepted_gaps");
        assertThat(recorded.get("missing").asLong())
                .isEqualTo(problem.get("gaps_total").asLong());
        assertThat(recorded.get("least_readiness").asDouble()).isEqualTo(0.995);
        assertThat(client(Role.AUDIT).get("/exports/" + job + "/history").body().at("/events/0/payload/acceptedGaps"))
                .isEqualTo(recorded);
        Answer envelope =
                ApiClient.fetch(client.get("/exports/" + job + "/manifest").header("Location"));
        JsonNode manifest =
                JsonMapper.builder().build().readTree(Base64.getDecoder().decode(envelope.text("payload")));
        assertThat(manifest.get("accepted_gaps")).isEqualTo(recorded);
    }

    /** Sends the form of the page that is open. */
    private static APIResponse start(Visit visit, String tlcs, String random) {
        String token = (String) visit.page().evaluate("document.querySelector('main input[name=_csrf]').value");
        return visit.page()
                .context()
                .request()
                .post(
                        server.baseUrl() + "/compliance/drills",
                        RequestOptions.create()
                                .setForm(FormData.create()
                                        .set("_csrf", token)
                                        .set("tlcs", tlcs)
                                        .set("random", random))
                                .setMaxRedirects(0));
    }

    /** Rows of the list alone, so that no drill runs. */
    private static void pending(int drills) {
        server.bean(JdbcClient.class)
                .sql("""
                        insert into drill (organisation, drill_id, position, direction, lots, status, requested_by, requested_at)
                        select :organisation, gen_random_uuid(), -n, 'both', 1, 'pending', 'no key', now()
                          from generate_series(1, :drills) n
                        """)
                .param("organisation", organisation)
                .param("drills", drills)
                .update();
    }

    @Test
    void foodSafetyManagerHoldsADrillInTheDashboardAndExportsWithGaps() {
        lot("HFK308-2");
        try (Visit visit = Browser.shared().signedIn(key("food safety", Role.EXPORT), server.baseUrl())) {
            visit.open("/compliance/");
            visit.find("nav.side a:has-text('Drills')").click();
            visit.page().waitForURL(url -> url.endsWith("/compliance/drills"));
            visit.find("#tlcs").fill("NEVER-1");
            visit.expecting("422").find("main form .go").click();
            visit.find("#form-faults").waitFor();
            assertThat(visit.find("#form-faults").textContent()).contains("No lot is called NEVER-1.");
            APIResponse refused = start(visit, "HFK308-2\nNEVER-1\nHFK308-2\nNUL\0-1", "3");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text())
                    .containsOnlyOnce("No lot is called NEVER-1.")
                    .contains("No lot is called NUL")
                    .doesNotContain("No lot is called HFK308-2.");
            String codes =
                    IntStream.rangeClosed(1, 101).mapToObj(i -> "NEVER-" + i).collect(Collectors.joining("\n"));
            assertThat(start(visit, codes, "3").text())
                    .contains("The form names 101 lot codes.")
                    .doesNotContain("No lot is called");
            for (String random : List.of("0", "21", "some"))
                assertThat(start(visit, "", random).text())
                        .as(random)
                        .contains("Name lot codes, or say how many lots to pick: 1 to 20.")
                        .doesNotContain("$.random");
            pending(10);
            APIResponse tooMany = start(visit, "", "1");
            server.bean(JdbcClient.class)
                    .sql("delete from drill where requested_by = 'no key'")
                    .update();
            assertThat(tooMany.status()).isEqualTo(409);
            assertThat(tooMany.text()).contains("10 drills of your organisation are under way");
            visit.find("#tlcs").fill("HFK308-2");
            visit.find("main form .go").click();
            visit.find("#drill-live dl.four").waitFor();
            assertThat(visit.find("#drill-live").textContent()).contains("Completed", "HFK308-2", "DrillCompleted");
            assertThat(visit.find("[data-tick]").count()).as("looks again").isZero();
            visit.look("drill");
            visit.open("/compliance/drills");
            assertThat(visit.find(".pager").count())
                    .as("pagers of the only page")
                    .isZero();
            if (Effort.isFull()) visit.look("drills");

            visit.open("/compliance/exports/new");
            visit.find("#tlcs").fill("HFK308-2");
            visit.expecting("409").find("main form .go").click();
            visit.find("#gaps-h").waitFor();
            visit.look("export-gaps");
            visit.find("text=Export with these gaps").click();
            visit.page().waitForURL(url -> url.matches(".*/compliance/exports/\\w{22}"));
            visit.find("#job-actions .go").waitFor();
            assertThat(visit.find("#job-result").textContent()).contains("Gaps accepted");
        }
    }
}
