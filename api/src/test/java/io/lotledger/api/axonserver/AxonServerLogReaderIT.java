package io.lotledger.api.axonserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.axoniq.axonserver.connector.AxonServerConnection;
import io.axoniq.axonserver.connector.AxonServerConnectionFactory;
import io.axoniq.axonserver.connector.impl.ServerAddress;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogReader.Placed;
import io.lotledger.ingest.eventlog.LogReader.Run;
import io.lotledger.ingest.eventlog.axonserver.AxonServerLog;
import io.lotledger.ingest.eventlog.axonserver.AxonServerLogReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.axonframework.serialization.upcasting.event.NoOpEventUpcaster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs of the log, read from a double of Axon Server over a connection. */
class AxonServerLogReaderIT {
    private final AxonServerDouble server = AxonServerDouble.start();
    private final AxonServerConnectionFactory factory = AxonServerConnectionFactory.forClient("test")
            .routingServers(new ServerAddress("127.0.0.1", server.port()))
            .reconnectInterval(50, TimeUnit.MILLISECONDS)
            .build();
    private final AxonServerConnection connection = factory.connect("default");
    private final AxonServerLog log =
            new AxonServerLog(connection::eventChannel, Duration.ofSeconds(5), 4 << 20, false);
    private final Serializer serializer = Jackson3Serializer.builder().build();
    private final AxonServerLogReader reader = new AxonServerLogReader(log, serializer, NoOpEventUpcaster.INSTANCE);

    @AfterEach
    void stop() {
        reader.close();
        connection.disconnect();
        factory.shutdown();
        server.close();
    }

    @Test
    void emptyLogEndsAtZero() {
        assertThat(log.head()).isZero();
    }

    @Test
    void firstEventIsAtOneAndIsRead() throws Exception {
        append(0, 1, 10);

        assertThat(log.head()).isEqualTo(1);
        assertThat(positions(reader.read(0, 1))).containsExactly(1L);
    }

    @Test
    void runsFollowEachOtherOnOneStreamWithMorePermitsThanWereAskedForAtFirst() throws Exception {
        append(0, 1_000, 10);
        long calls = server.calls();

        Run first = reader.read(0, 600);
        Run second = reader.read(first.upTo(), 1_000);

        assertThat(positions(first))
                .isEqualTo(LongStream.rangeClosed(1, 600).boxed().toList());
        assertThat(positions(second))
                .isEqualTo(LongStream.rangeClosed(601, 1_000).boxed().toList());
        assertThat(server.calls() - calls).isEqualTo(1);
    }

    @Test
    void runBeginsAnywhere() throws Exception {
        append(0, 50, 10);

        assertThat(positions(reader.read(42, 44))).containsExactly(43L, 44L);
        assertThat(positions(reader.read(49, 50))).containsExactly(50L);
        assertThat(positions(reader.read(0, 2))).containsExactly(1L, 2L);
    }

    @Test
    void runOfLargeEventsEndsEarlierAndSaysSo() throws Exception {
        append(0, 6, 3 << 20);

        Run run = reader.read(0, 6);

        assertThat(run.upTo()).isEqualTo(3);
        assertThat(positions(run)).containsExactly(1L, 2L, 3L);
        assertThat(reader.read(3, 6).upTo()).isEqualTo(6);
    }

    @Test
    void streamThatBrokeIsOpenedAgainWhereItStood() throws Exception {
        append(0, 500, 10);
        assertThat(reader.read(0, 100).upTo()).isEqualTo(100);

        server.stop();
        server.begin();
        org.awaitility.Awaitility.await().ignoreExceptions().until(() -> log.head() == 500);

        assertThat(positions(reader.read(100, 500)))
                .isEqualTo(LongStream.rangeClosed(101, 500).boxed().toList());
    }

    @Test
    void lookUpOfADamagedEntryNamesItsPositionAndOthersAreFound() throws Exception {
        UUID sound = new UUID(0, 7);
        UUID damaged = new UUID(0, 8);
        Event first = event(0, 10).toBuilder()
                .setAggregateIdentifier(sound.toString())
                .build();
        Event second = event(1, 10).toBuilder()
                .setAggregateIdentifier(damaged.toString())
                .setPayload(SerializedObject.newBuilder()
                        .setType("io.lotledger.ingest.eventlog.EpcisEventCaptured")
                        .setData(ByteString.copyFromUtf8("z")))
                .build();
        connection.eventChannel().appendEvents(first, second).get(10, TimeUnit.SECONDS);
        EventLog entries = log.open(
                serializer, NoOpEventUpcaster.INSTANCE, LotledgerServer.shared().bean(JdbcClient.class));

        new TransactionTemplate(LotledgerServer.shared().bean(PlatformTransactionManager.class))
                .executeWithoutResult(transaction -> {
                    transaction.setRollbackOnly(); // the index of streams is that of another log
                    assertThat(entries.latest(Set.of(sound))).containsOnlyKeys(sound);
                    for (Set<UUID> some : List.of(Set.of(damaged), Set.of(sound, damaged))) {
                        assertThatThrownBy(() -> entries.latest(some))
                                .isInstanceOf(DamagedEntryException.class)
                                .hasMessageContaining("position 2");
                    }
                });
    }

    private static List<Long> positions(Run run) {
        return run.entries().stream().map(Placed::position).toList();
    }

    private void append(int from, int count, int characters) throws Exception {
        List<Event> events = IntStream.range(from, from + count)
                .mapToObj(i -> event(i, characters))
                .toList();
        connection.eventChannel().appendEvents(events.toArray(Event[]::new)).get(10, TimeUnit.SECONDS);
    }

    private Event event(int number, int characters) {
        EpcisEventCaptured captured = new EpcisEventCaptured(
                new UUID(0, 1), "capture", "urn:test:" + number, Instant.EPOCH, "x".repeat(characters), null);
        return Event.newBuilder()
                .setMessageIdentifier(UUID.randomUUID().toString())
                .setAggregateIdentifier("aggregate " + number)
                .setAggregateType("EpcisEvent")
                .setPayload(SerializedObject.newBuilder()
                        .setType("io.lotledger.ingest.eventlog.EpcisEventCaptured")
                        .setData(ByteString.copyFrom(
                                serializer.serialize(captured, byte[].class).getData())))
                .build();
    }
}
