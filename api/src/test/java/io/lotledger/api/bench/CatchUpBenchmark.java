package io.lotledger.api.bench;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.processor.ProjectionFollowers;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.tally.TallyFollower;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All read models from the log, side by side as the server runs them: events are captured while they stand still, then they catch
 * up, the tally last, until no lot waits to be counted. Counts of rows say how often a lot was derived and counted.
 */
class CatchUpBenchmark {
    private static final int SEASONS = Integer.getInteger("seasons", 900);
    private static final int ROUNDS = Integer.getInteger("rounds", 2);
    private static final int DOCUMENT = 1_000;

    private final LotledgerServer server = LotledgerServer.shared();
    private final JdbcClient jdbc = server.bean(JdbcClient.class);

    @Test
    void catchUp() throws Exception {
        ProjectionFollowers followers = server.bean(ProjectionFollowers.class);
        ProjectionPositions positions = server.bean(ProjectionPositions.class);
        TallyFollower tally = server.bean(TallyFollower.class);
        for (int round = 0; round < ROUNDS; round++) {
            followers.stop();
            tally.stop();
            long before = head();
            int events = capture();
            long head = head();
            long began = System.nanoTime();
            Map<String, Double> done = new TreeMap<>();
            CpuTimes cpu = cpu();
            ThreadCpuTimes threads = ThreadCpuTimes.now();
            StatementCpuTimes statements = new StatementCpuTimes(jdbc);
            if (Boolean.getBoolean("statements")) statements.start();
            followers.start();
            tally.start();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(10))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> {
                        Map<String, Long> all = positions.positions();
                        all.forEach((name, position) -> {
                            if (position >= head) done.putIfAbsent(name, (System.nanoTime() - began) / 1e9);
                        });
                        if (isCounted(head)) done.putIfAbsent("tally", (System.nanoTime() - began) / 1e9);
                        return done.size() == all.size() + 1;
                    });
            System.out.println(cpu().minus(cpu).per1000(events));
            System.out.println(ThreadCpuTimes.now().minus(threads).per1000(events));
            System.out.print(statements.per1000(events));
            done.forEach((name, seconds) -> System.out.printf(
                    Locale.ROOT, "%s: %.0f ev/s (%d events after %d)%n", name, events / seconds, events, before));
        }
        sizes();
    }

    private boolean isCounted(long head) {
        return jdbc.sql("select position >= :head and not exists (select from tally_queue) from tally")
                .param("head", head)
                .query(Boolean.class)
                .single();
    }

    private CpuTimes cpu() {
        return CpuTimes.now(server.bean(JdbcTemplate.class), "none");
    }

    /** Bytes on disk per event: the log, the event index and the whole database. */
    private void sizes() {
        long events = jdbc.sql("select count(*) from event").query(Long.class).single();
        jdbc.sql("""
                        select 'log' as part, pg_total_relation_size('domain_event') as bytes
                        union all
                        select 'event index', pg_total_relation_size('event') + pg_total_relation_size('error_declaration')
                        union all
                        select 'database', pg_database_size(current_database())
                        """).query(row -> {
            System.out.printf("%s: %d bytes per event%n", row.getString("part"), row.getLong("bytes") / events);
        });
        jdbc.sql("""
                        select (select count(*) from lot) as lots, n_tup_ins as queued,
                               (select n_tup_ins from pg_stat_user_tables where relname = 'tally_lot') as counted,
                               (select n_tup_ins + n_tup_upd from pg_stat_user_tables where relname = 'cte_derivation') as derived
                          from pg_stat_user_tables
                         where relname = 'tally_queue'
                        """).query(row -> {
            System.out.printf(
                    "%d lots: derived %d times, queued %d times, counted %d times%n",
                    row.getLong("lots"), row.getLong("derived"), row.getLong("queued"), row.getLong("counted"));
        });
    }

    private long head() {
        TrackingToken head = server.bean(EventStore.class).createHeadToken();
        return head == null ? 0 : head.position().orElse(0);
    }

    private int capture() throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String key = keys.create(keys.organisation("bench " + UUID.randomUUID()), "bench", Set.of(Role.CAPTURE));
        List<String> events = new ArrayList<>();
        new SupplyChain(1, events::add).seasons(SEASONS);
        HttpClient http = HttpClient.newHttpClient();
        for (int from = 0; from < events.size(); from += DOCUMENT) {
            String document = SampleEvents.document(events.subList(from, Math.min(events.size(), from + DOCUMENT)));
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                            .header("X-API-Key", key)
                            .header("Content-Type", "application/ld+json")
                            .POST(HttpRequest.BodyPublishers.ofString(document))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (!answer.body().contains("\"success\":true")) throw new IllegalStateException(answer.body());
        }
        return events.size();
    }
}
