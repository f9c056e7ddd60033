package io.lotledger.api.bench;

import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.chain.ChainFollower;
import io.lotledger.export.chain.ChainStep;
import io.lotledger.export.chain.check.LedgerCheck;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Capture with the hash chain and without it, in turns on one server; then the chain's own steps, and the check, alone. */
class ChainBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 10_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LotledgerServer server = LotledgerServer.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
    private final ChainFollower follower = server.bean(ChainFollower.class);
    private final ChainStep step = server.bean(ChainStep.class);
    private int season;

    @Test
    void captureWithAndWithoutTheChain() throws Exception {
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        CpuTimes cpuWith = new CpuTimes(0, 0, 0);
        CpuTimes cpuWithout = cpuWith;
        capture();
        for (int round = 0; round < ROUNDS; round++) {
            for (boolean covered : round % 2 == 0 ? List.of(true, false) : List.of(false, true)) {
                while (step.run()) {} // nothing is left of the round before
                awaitQuiet();
                if (covered) follower.start();
                else follower.stop();
                CpuTimes before = CpuTimes.now(jdbc, "main");
                double rate = capture();
                if (covered) await().until(() -> uncovered() == 0);
                CpuTimes used = CpuTimes.now(jdbc, "main").minus(before);
                if (covered) cpuWith = cpuWith.plus(used);
                else cpuWithout = cpuWithout.plus(used);
                (covered ? with : without).add(rate);
                follower.stop();
            }
        }
        if (ROUNDS > 0) {
            System.out.printf(
                    Locale.ROOT,
                    "durable with the chain: %.0f ev/s, without: %.0f ev/s (medians of %d rounds)%n",
                    median(with),
                    median(without),
                    ROUNDS);
            System.out.println("with: " + cpuWith.per1000((long) EVENTS * ROUNDS));
            System.out.println("without: " + cpuWithout.per1000((long) EVENTS * ROUNDS));
        }
        follower.stop();
        steps();
        steps();
        check();
        follower.start();
    }

    private void steps() throws Exception {
        while (step.run()) {}
        capture();
        capture();
        awaitQuiet();
        long database = CpuTimes.now(jdbc, "none").database();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long began = System.nanoTime();
        while (step.run()) {}
        System.out.printf(
                Locale.ROOT,
                "steps alone: %.0f entries/s; ms of CPU per 1000 entries: thread %.1f, PostgreSQL %.1f%n",
                2 * EVENTS / ((System.nanoTime() - began) / 1e9),
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 2e3 / EVENTS,
                (CpuTimes.now(jdbc, "none").database() - database) / 2e3 / EVENTS);
    }

    private void check() {
        long entries = number("select count(*) from domain_event");
        long began = System.nanoTime();
        server.bean(LedgerCheck.class)
                .run(
                        fault -> {
                            throw new IllegalStateException(fault.message());
                        },
                        position -> true);
        System.out.printf(
                Locale.ROOT, "check: %.0f entries/s (%d)%n", entries / ((System.nanoTime() - began) / 1e9), entries);
        System.out.printf(
                "chain: %d bytes per entry%n",
                number("select pg_total_relation_size('chain_tile') + pg_total_relation_size('chain_checkpoint')")
                        / entries);
    }

    /** Until nothing works in the background. */
    private void awaitQuiet() {
        await().atMost(Duration.ofMinutes(5)).until(() -> number("""
                select (select count(*) from tally_queue) + (select max(global_index) from domain_event) - position from tally
                """) == 0);
    }

    private long uncovered() {
        return number("select (select max(global_index) from domain_event) - position from chain_progress");
    }

    private long number(String query) {
        Long number = jdbc.queryForObject(query, Long.class);
        return number == null ? 0 : number;
    }

    /** Events per second until they are durable; returns when all read models hold them. */
    private double capture() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String key = keys.create(keys.organisation("bench " + UUID.randomUUID()), "bench", Set.of(Role.CAPTURE));
        String document = SampleEvents.document(SampleEvents.of(season++, EVENTS));
        long began = System.nanoTime();
        HttpResponse<String> posted = http.send(
                request("/capture", key)
                        .header("Content-Type", "application/ld+json")
                        .POST(HttpRequest.BodyPublishers.ofString(document))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        double rate = EVENTS / ((System.nanoTime() - began) / 1e9);
        if (posted.statusCode() != 202) throw new IllegalStateException(posted.body());
        String path =
                "/capture/" + JSON.readTree(posted.body()).path("captureID").asString() + "?perPage=1";
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> JSON.readTree(http.send(request(path, key).build(), HttpResponse.BodyHandlers.ofString())
                                .body())
                        .path("projected")
                        .asBoolean());
        return rate;
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                .header("X-API-Key", key);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
