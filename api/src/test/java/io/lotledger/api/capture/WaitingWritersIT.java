package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Documents that wait for the log's one writer leave the connections to those who read, and are recorded after what it wrote. */
class WaitingWritersIT {
    private static final int CONNECTIONS = 10;
    private static final long WRITER_LOCK = 0x6c6f746c65646772L;

    private final Path data = LotledgerServer.newDataDirectory();

    @AfterEach
    void forget() {
        LotledgerServer.delete(data);
    }

    @Test
    void nodeThatIsFrozenWhileItHoldsTheWritersLockLosesItsSession() {
        LotledgerServer server = LotledgerServer.shared();
        JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
        String idle = "show idle_in_transaction_session_timeout";

        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            server.bean(EventLog.class).holdWriters();
            assertThat(jdbc.queryForObject(idle, String.class)).isEqualTo("15s");
            status.setRollbackOnly();
        });

        assertThat(jdbc.queryForObject(idle, String.class)).isEqualTo("0");
    }

    /** What a writer recorded while a document waited for the log is recorded before it. */
    @Test
    void recordTimeIsTakenUnderTheWritersLock() {
        LotledgerServer server = LotledgerServer.shared();
        JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
        CaptureClient partner = new CaptureClient(server);
        Instant[] recorded = new Instant[1];
        List<CompletableFuture<Answer>> posted = new ArrayList<>();
        EventLog log = server.bean(EventLog.class);
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            jdbc.query("select pg_advisory_xact_lock(" + WRITER_LOCK + ")", row -> {});
            posted.add(CompletableFuture.supplyAsync(
                    () -> partner.post(Documents.of(Documents.shipping("urn:uuid:1", "L1", 40)))));
            await().until(() -> Integer.valueOf(1)
                    .equals(jdbc.queryForObject(
                            "select count(*) from pg_locks where locktype = 'advisory' and not granted",
                            Integer.class)));
            recorded[0] = Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS); // another node's clock is ahead
            UUID other = UUID.randomUUID();
            log.append(List.of(new LogEntry(
                    LogStreams.masterData(other, "Location", "urn:example:1"),
                    0,
                    recorded[0],
                    new MasterDataCaptured(other, "1", recorded[0], "Location", "urn:example:1", Map.of(), null))));
        });

        assertThat(posted.get(0).join().status()).isEqualTo(202);
        assertThat(log.find(partner.organisation, "urn:uuid:1"))
                .hasValueSatisfying(event -> assertThat(event.recordTime()).isAfter(recorded[0]));
    }

    @Test
    @FullEffort
    void readsAreAnsweredWhileMoreDocumentsWaitThanThereAreConnections() throws Exception {
        ExecutorService partners = Executors.newFixedThreadPool(CONNECTIONS + 2);
        try (LotledgerServer server = LotledgerServer.start(
                data,
                List.of(
                        "spring.datasource.hikari.maximum-pool-size=" + CONNECTIONS,
                        "spring.datasource.hikari.connection-timeout=5000",
                        "spring.threads.virtual.enabled=false"))) { // who waits is told by the threads' stacks
            CaptureClient partner = new CaptureClient(server);
            JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
            List<Future<Answer>> posted = new ArrayList<>();

            new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
                jdbc.query("select pg_advisory_xact_lock(" + WRITER_LOCK + ")", row -> {});
                for (int i = 0; i < CONNECTIONS + 2; i++) {
                    String document = large(i);
                    posted.add(partners.submit(() -> partner.post(document)));
                }
                await().until(() -> waitingThreads() == CONNECTIONS + 2);

                assertThat(partner.get(CaptureClient.CAPTURE).status()).isEqualTo(200);
                assertThat(posted).noneMatch(Future::isDone);
            });

            for (Future<Answer> one : posted) assertThat(one.get().status()).isEqualTo(202);
        } finally {
            partners.shutdownNow();
        }
    }

    /** Threads that have read their document and wait to append it: here, or in the database. */
    private static long waitingThreads() {
        return Thread.getAllStackTraces().values().stream()
                .filter(stack -> Arrays.stream(stack)
                        .anyMatch(frame ->
                                frame.getClassName().equals("io.lotledger.ingest.capture.commit.PartwiseCommit")
                                        && frame.getMethodName().equals("attempt")))
                .count();
    }

    /** More than one part. */
    private static String large(int number) {
        return Documents.of(IntStream.rangeClosed(0, 1_000)
                .mapToObj(lot -> Documents.shipping("urn:uuid:" + number + "-" + lot, "L" + number, 1))
                .toList());
    }
}
