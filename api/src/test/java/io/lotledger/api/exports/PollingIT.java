package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.epcis.identifier.Gtin;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Lot;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Twenty clients that poll one lot make one job, and each of their answers keeps the contract. */
class PollingIT {
    private static final int CLIENTS = 20;
    private static final Duration LONG = Duration.ofSeconds(Long.getLong("polling.seconds", 3));

    private final LotledgerServer server = LotledgerServer.shared();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final UUID organisation = keys.organisation("Polled " + UUID.randomUUID());
    private final ApiClient client =
            new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.CAPTURE, Role.EXPORT)));
    private final Lot lot = new Lot(organisation, LotKey.of(new Gtin("09506000134352"), "POLL-1"));
    private final Set<String> jobs = ConcurrentHashMap.newKeySet();

    @Test
    void twentyClientsPollingOneLotMakeOneJob(TestReporter reporter) throws Exception {
        capture("POLL-1", 0);
        long end = System.nanoTime() + LONG.toNanos();

        List<Integer> answers = atOnce(() -> poll(end));
        int checked = answers.stream().mapToInt(Integer::intValue).sum();

        assertThat(checked).as("answers checked").isGreaterThan(CLIENTS);
        reporter.publishEntry("answers in " + LONG.toSeconds() + " s", Integer.toString(checked));
        assertThat(jobs).hasSize(1);
        await().untilAsserted(() -> assertThat(client.get("/exports?lot_id=" + lot.shortId())
                        .body()
                        .get("exports")
                        .valueStream()
                        .map(job -> job.get("job_short_id").asString()))
                .containsExactlyElementsOf(jobs));
    }

    /** Each write of the event index takes six seconds: what a poll finds in the log is not in the tables five seconds later. */
    @Test
    @FullEffort
    void deliveredJobIsTheAnswerWhileTheReadModelsLagBehindAMovingHead() throws Exception {
        capture("POLL-1", 0);
        await().until(() -> client.get("/lots/" + lot.shortId() + "/fda-export").status() != 404);
        JdbcClient database = server.bean(JdbcClient.class);
        AtomicBoolean capturing = new AtomicBoolean(true);
        ExecutorService partner = Executors.newSingleThreadExecutor();
        database.sql("""
                        create function slowed() returns trigger language plpgsql as
                        $$ begin perform pg_sleep(6); return null; end $$
                        """).update();
        database.sql("create trigger slowed after insert on event for each statement execute function slowed()")
                .update();
        Answer delivered;
        try {
            Future<?> flatOut = partner.submit(() -> {
                for (int i = 0; capturing.get(); i++) capture("BUSY", i);
            });
            delivered = await().until(this::polled, answer -> answer.status() == 200);
            for (int i = 0; i < 2; i++) {
                Answer again = polled();
                assertThat(again.status()).as(again.toString()).isEqualTo(200);
                assertThat(again.header("Lotledger-As-Of"))
                        .isEqualTo(client.get("/exports/" + again.text("job_short_id"))
                                .text("log_position"));
            }
            capturing.set(false);
            flatOut.get();
        } finally {
            capturing.set(false);
            partner.shutdown();
            database.sql("drop trigger slowed on event").update();
            database.sql("drop function slowed()").update();
        }

        assertThat(jobs).hasSize(1);
        assertThat(ApiClient.fetch(delivered.text("signed_download_url")).status())
                .isEqualTo(200);
        Answer caughtUp = await().until(
                        this::polled, answer -> answer.header("Lotledger-As-Of").isEmpty());
        assertThat(caughtUp.status()).isEqualTo(200);
        assertThat(jobs).hasSize(1);
    }

    private Answer polled() {
        Answer answer = client.get("/lots/" + lot.shortId() + "/fda-export");
        keepsTheContract(answer);
        jobs.add(answer.text("job_short_id"));
        return answer;
    }

    /** A projection that no trace is read from stands still: the answer neither waits nor says anything of it. */
    @Test
    void projectionThatNoWorkbookShowsHoldsNoExportUp() throws Exception {
        capture("POLL-1", 0);
        try (Connection other = server.bean(DataSource.class).getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(
                    "select from projection_position where projection in ('company-prefix', 'cte') for update");

            Answer delivered = await().until(
                            () -> client.get("/lots/" + lot.shortId() + "/fda-export"),
                            answer -> answer.status() == 200);
            capture("OTHER-2", 1);
            Answer again = client.get("/lots/" + lot.shortId() + "/fda-export");

            assertThat(again.text("job_short_id")).isEqualTo(delivered.text("job_short_id"));
            assertThat(again.header("Lotledger-As-Of")).isEmpty();
            other.rollback();
        }
    }

    /** Until the end, and events of another lot in between: they do not belong to the trace. */
    private int poll(long end) {
        List<String> order = List.of("pending", "processing", "delivered");
        int answers = 0;
        int reached = 0;
        Answer last;
        do {
            last = client.get("/lots/" + lot.shortId() + "/fda-export");
            keepsTheContract(last);
            jobs.add(last.text("job_short_id"));
            int now = order.indexOf(last.text("status"));
            assertThat(now).as("a status does not go back: %s", last).isGreaterThanOrEqualTo(reached);
            reached = now;
            if (++answers % 50 == 0) capture("OTHER-" + Thread.currentThread().getId(), answers);
        } while (System.nanoTime() < end || last.status() != 200);
        assertThat(ApiClient.fetch(last.text("signed_download_url")).status()).isEqualTo(200);
        return answers;
    }

    private void keepsTheContract(Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isIn(200, 202);
        assertThat(answer.body().propertyNames())
                .containsExactly(
                        "job_short_id",
                        "status",
                        "lot_id",
                        "direction",
                        "format",
                        "requested_at",
                        "signed_download_url");
        assertThat(answer.text("job_short_id")).hasSize(22);
        assertThat(answer.text("lot_id")).isEqualTo(lot.shortId());
        assertThat(answer.text("direction")).isEqualTo("both");
        assertThat(answer.text("format")).isEqualTo("xlsx");
        assertThat(answer.text("requested_at")).endsWith("Z");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        if (answer.status() == 202) {
            assertThat(answer.text("status")).isIn("pending", "processing");
            assertThat(answer.body().get("signed_download_url").isNull()).isTrue();
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            assertThat(answer.header("Location")).endsWith("/traceability/exports/" + answer.text("job_short_id"));
        } else {
            assertThat(answer.text("status")).isEqualTo("delivered");
            assertThat(answer.text("signed_download_url")).contains("X-Amz-Signature=");
            assertThat(answer.header("Retry-After")).isEmpty();
        }
    }

    private void capture(String lotCode, int number) {
        Answer captured = client.capture("""
                {"@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-11-30T00:00:00Z", "epcisBody": {"eventList": [
                {"type": "ObjectEvent", "eventID": "urn:test:%1$s:%2$d", "eventTime": "2026-11-20T08:00:00.000Z",
                 "eventTimeZoneOffset": "+00:00", "epcList": [], "action": "OBSERVE", "bizStep": "shipping",
                 "readPoint": {"id": "https://id.gs1.org/414/9506000134369"},
                 "quantityList": [{"epcClass": "https://id.gs1.org/01/09506000134352/10/%1$s", "quantity": 40, "uom": "CS"}]}]}}
                """.formatted(lotCode, number));
        assertThat(captured.status()).isEqualTo(202);
    }

    private static List<Integer> atOnce(Callable<Integer> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Integer> results = new ArrayList<>();
            for (Future<Integer> one : pool.invokeAll(Collections.nCopies(CLIENTS, call))) results.add(one.get());
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
