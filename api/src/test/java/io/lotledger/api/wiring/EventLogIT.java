package io.lotledger.api.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.operations.ProcessorsHealth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

public class EventLogIT {
    private static final String NO_LOG_OR_POSITION = "cannot read the log, or read or store its own position";
    private static Path directory = Path.of("");
    private static @Nullable LotledgerServer running;

    /** Something worth keeping. */
    public record Noted(String text) {}

    /** Starts a saga that waits for a deadline. */
    public record TimerSet(String timer, long millis) {}

    /** What that saga says once the deadline has passed. */
    public record TimerRang(String timer) {}

    /** The texts, in the order in which a processor saw them; refuses one as long as it is told to. */
    @ProcessingGroup("notes")
    static class Notes {
        private final JdbcClient jdbc;
        private volatile boolean refusing;

        @Autowired
        Notes(JdbcClient jdbc) {
            this.jdbc = jdbc;
            jdbc.sql("create table if not exists seen (id bigserial primary key, text text)")
                    .update();
        }

        @EventHandler
        void on(Noted event) {
            jdbc.sql("insert into seen (text) values (:text)")
                    .param("text", event.text())
                    .update();
            if (refusing && event.text().startsWith("refused")) throw new IllegalStateException("not now");
        }

        @EventHandler
        void on(TimerRang event) {
            jdbc.sql("insert into seen (text) values (:text)")
                    .param("text", event.timer())
                    .update();
        }

        List<String> seen(String prefix) {
            return jdbc.sql("select text from seen where text like :prefix order by id")
                    .param("prefix", prefix + "%")
                    .query(String.class)
                    .list();
        }
    }

    /** Keeps its state in private fields, as sagas do. */
    @Saga
    @ProcessingGroup("timer-saga")
    public static class TimerSaga {
        private String timer = "";

        public TimerSaga() {}

        @StartSaga
        @SagaEventHandler(associationProperty = "timer")
        void on(TimerSet event, DeadlineManager deadlines) {
            timer = event.timer();
            deadlines.schedule(Duration.ofMillis(event.millis()), "rings", timer);
        }

        @DeadlineHandler(deadlineName = "rings")
        void rings(String expected, EventStore events) {
            if (timer.equals(expected)) events.publish(GenericEventMessage.asEventMessage(new TimerRang(timer)));
        }

        @EndSaga
        @SagaEventHandler(associationProperty = "timer")
        void on(TimerRang event) {
            SagaLifecycle.end();
        }
    }

    @BeforeAll
    static void start() {
        directory = LotledgerServer.newDataDirectory();
        running = LotledgerServer.start(directory, Notes.class, TimerSaga.class);
    }

    @AfterAll
    static void stop() {
        server().close();
        LotledgerServer.delete(directory);
    }

    @Test
    void whatIsAcknowledgedIsOnTheDisk() {
        for (String setting : List.of("fsync", "synchronous_commit", "full_page_writes")) {
            assertThat(jdbc().sql("show " + setting).query(String.class).single())
                    .as(setting)
                    .isEqualTo("on");
        }
    }

    @Test
    @FullEffort
    void tenThousandEventsAreReadBackAfterARestart() {
        List<DomainEventMessage<?>> many = notes("bulk", 10_000);
        publish(many);

        server().close();
        running = LotledgerServer.start(directory, Notes.class, TimerSaga.class);

        String first = many.get(0).getAggregateIdentifier();
        assertThat(events().readEvents(first).next().getPayload()).isEqualTo(new Noted("bulk0"));
        await().until(() -> seen("bulk").size() == 10_000);
        assertThat(jdbc().sql("select count(*) from token_entry_postgresql where processor_name = 'notes'")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    @Test
    void oneAggregateHasOneEventPerSequenceNumber() {
        String aggregate = UUID.randomUUID().toString();
        publish(List.of(event(aggregate, 0, "first")));

        assertThatThrownBy(() -> publish(List.of(event(aggregate, 0, "again"))))
                .isInstanceOf(AggregateStreamCreationException.class);
        assertThat(events().readEvents(aggregate).asStream()).hasSize(1);
    }

    @Test
    void capturedEventsPassProcessorsBy() {
        List<DomainEventMessage<?>> captured = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String stream = UUID.randomUUID().toString();
            captured.add(new GenericDomainEventMessage<>("EpcisEvent", stream, 0, new Noted("passed by " + i)));
        }
        publish(captured);
        publish(List.of(event(UUID.randomUUID().toString(), 0, "beyond")));
        publish(captured.stream()
                .map(one -> new GenericDomainEventMessage<>(
                        "EpcisEvent", UUID.randomUUID().toString(), 0, one.getPayload()))
                .toList());

        await().until(() -> seen("beyond").size() == 1);
        assertThat(seen("passed by")).isEmpty();
        ProcessorsHealth health = server().bean(ProcessorsHealth.class);
        await().until(() -> health.health().getDetails().get("notes") instanceof Map<?, ?> notes
                && Long.valueOf(0).equals(notes.get("lag")));
    }

    @Test
    void largeRollbackHoldsNobodyUp() {
        List<DomainEventMessage<?>> many = notes("rolled back", 100_000);
        DefaultUnitOfWork<?> work = begin();
        events().publish(many);
        work.onPrepareCommit(unit -> {
            throw new IllegalStateException("changed my mind");
        });
        assertThatThrownBy(work::commit).hasMessageContaining("changed my mind");

        publish(List.of(event(UUID.randomUUID().toString(), 0, "after the gap")));

        await().atMost(Duration.ofSeconds(30)).until(() -> seen("after the gap").size() == 1);
        assertThat(seen("rolled back")).isEmpty();
    }

    @Test
    void appendThatIsHeldOpenMakesTheNextOneWaitAndNothingIsSkipped() throws Exception {
        CountDownLatch appended = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> held = CompletableFuture.runAsync(() -> {
            DefaultUnitOfWork<?> work = begin();
            events().publish(event(UUID.randomUUID().toString(), 0, "order 1"));
            work.onPrepareCommit(unit -> unit.onPrepareCommit(last -> {
                appended.countDown();
                awaitQuietly(release);
            }));
            work.commit();
        });
        appended.await();
        CompletableFuture<Void> next = CompletableFuture.runAsync(
                () -> publish(List.of(event(UUID.randomUUID().toString(), 0, "order 2"))));

        await().until(() -> writersWaiting() == 1);
        assertThat(next).isNotDone();
        release.countDown();
        CompletableFuture.allOf(held, next).join();

        await().until(() -> seen("order").size() == 2);
        assertThat(jdbc().sql("""
                                select convert_from(payload, 'UTF8') from domain_event
                                 where convert_from(payload, 'UTF8') like '%order _"%' order by global_index
                                """).query(String.class).list())
                .containsExactly("{\"text\":\"order 1\"}", "{\"text\":\"order 2\"}");
    }

    @Test
    void positionIsExactlyTheLastIndex() {
        publish(notes("position", 3));

        TrackingToken head = events().createHeadToken();

        assertThat(head.position())
                .hasValue(jdbc().sql("select max(global_index) from domain_event")
                        .query(Long.class)
                        .single());
    }

    @Test
    void appendOutsideATransactionIsRefused() {
        assertThatThrownBy(() -> {
                    DefaultUnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
                    server().bean(org.axonframework.common.jdbc.ConnectionProvider.class)
                            .getConnection();
                    events().publish(event(UUID.randomUUID().toString(), 0, "no transaction"));
                    work.commit();
                })
                .hasStackTraceContaining("appended in a transaction");
    }

    @Test
    void handlerThatFailsIsTriedAgainAndShownMeanwhile() {
        Notes notes = server().bean(Notes.class);
        notes.refusing = true;
        ProcessorsHealth health = server().bean(ProcessorsHealth.class);
        publish(List.of(event(UUID.randomUUID().toString(), 0, "refused for a while")));
        try {
            await().until(() -> !errorOf("notes", health).isEmpty());
            assertThat(health.health().getStatus().getCode()).isEqualTo("DEGRADED");
        } finally {
            notes.refusing = false;
        }

        await().until(() -> seen("refused").size() == 1);
        await().untilAsserted(() -> assertThat(errorOf("notes", health)).isEmpty());
    }

    /** It has handled an event, and fails when it commits. */
    @Test
    void processorThatCannotStoreItsPositionIsToldLikeOneThatCannotReadIt() {
        ProcessorsHealth health = server().bean(ProcessorsHealth.class);
        jdbc().sql("""
                create function refuse_position() returns trigger language plpgsql as $$
                begin
                    raise 'no positions today';
                end $$;
                create trigger refuse_positions before update on token_entry_postgresql for each row
                when (new.processor_name = 'notes' and new.token is distinct from old.token)
                execute function refuse_position()""").update();
        try {
            publish(List.of(event(UUID.randomUUID().toString(), 0, "without a position")));

            await().untilAsserted(() -> assertThat(errorOf("notes", health)).isEqualTo(NO_LOG_OR_POSITION));
        } finally {
            jdbc().sql("drop function refuse_position cascade").update();
        }
        await().until(() -> seen("without a position").size() == 1);
        await().untilAsserted(() -> assertThat(errorOf("notes", health)).isEmpty());
    }

    /** As after an outage of the log or of the database, when another node is back sooner and takes over. */
    @Test
    void processorThatFailedIsHealthyOnceOtherNodesHoldItsSegments() {
        ProcessorsHealth health = server().bean(ProcessorsHealth.class);
        await().until(() -> errorOf("notes", health).isEmpty());
        jdbc().sql("""
                create function refuse_claim() returns trigger language plpgsql as $$
                begin
                    if new.owner is not null and new.owner <> 'another' then raise 'no claims today'; end if;
                    return new;
                end $$;
                create trigger refuse_claims before update on token_entry_postgresql for each row
                when (new.processor_name = 'notes') execute function refuse_claim()""").update();
        // not in the transaction that locks the table: a claim under way would deadlock with it
        jdbc().sql("update token_entry_postgresql set owner = null where processor_name = 'notes'")
                .update();
        try {
            await().untilAsserted(() -> assertThat(errorOf("notes", health)).isEqualTo(NO_LOG_OR_POSITION));
            jdbc().sql("update token_entry_postgresql set owner = 'another', claimed_at = '2999-01-01T00:00:00Z'"
                            + " where processor_name = 'notes'")
                    .update();

            await().untilAsserted(() -> assertThat(errorOf("notes", health))
                    .as(() -> health.health().getDetails().get("notes") + " and the claims "
                            + jdbc().sql("select segment, owner, claimed_at from token_entry_postgresql"
                                            + " where processor_name = 'notes'")
                                    .query()
                                    .listOfRows())
                    .isEmpty());
        } finally {
            jdbc().sql("""
                    drop function refuse_claim cascade;
                    update token_entry_postgresql set owner = null where owner = 'another'""").update();
        }
        await().untilAsserted(() -> assertThat(errorOf("notes", health)).isEmpty());
    }

    private static String errorOf(String processor, ProcessorsHealth health) {
        return health.health().getDetails().get(processor) instanceof Map<?, ?> details && details.containsKey("error")
                ? String.valueOf(details.get("error"))
                : "";
    }

    @Test
    void sagaIsWokenByItsDeadlineAndEnds() {
        publish(List.of(GenericEventMessage.asEventMessage(new TimerSet("timer 1", 300))));

        await().until(() -> seen("timer 1").size() == 1);

        await().until(() ->
                jdbc().sql("select count(*) from saga_entry").query(Long.class).single() == 0);
    }

    private static List<DomainEventMessage<?>> notes(String text, int count) {
        List<DomainEventMessage<?>> notes = new ArrayList<>();
        IntStream.range(0, count)
                .forEach(index -> notes.add(event(UUID.randomUUID().toString(), 0, text + index)));
        return notes;
    }

    private static DomainEventMessage<Noted> event(String aggregate, long sequence, String text) {
        return new GenericDomainEventMessage<>("Note", aggregate, sequence, new Noted(text));
    }

    private static void publish(List<? extends EventMessage<?>> messages) {
        DefaultUnitOfWork<?> work = begin();
        try {
            events().publish(messages);
            work.commit();
        } catch (RuntimeException e) {
            if (work.isActive()) work.rollback(e);
            throw e;
        }
    }

    private static DefaultUnitOfWork<?> begin() {
        DefaultUnitOfWork<?> work = DefaultUnitOfWork.startAndGet(null);
        work.attachTransaction(server().bean(TransactionManager.class));
        return work;
    }

    private static long writersWaiting() {
        return jdbc().sql("select count(*) from pg_locks where locktype = 'advisory' and not granted")
                .query(Long.class)
                .single();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> seen(String prefix) {
        return server().bean(Notes.class).seen(prefix);
    }

    private static EventStore events() {
        return server().bean(EventStore.class);
    }

    private static JdbcClient jdbc() {
        return server().bean(JdbcClient.class);
    }

    private static LotledgerServer server() {
        return java.util.Objects.requireNonNull(running);
    }
}
