package io.lotledger.ingest.eventlog.axonserver;

import io.axoniq.axonserver.connector.event.AggregateEventStream;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogConflictException;
import io.lotledger.ingest.eventlog.LogEntryTooLargeException;
import io.lotledger.ingest.eventlog.LogPosition;
import io.lotledger.ingest.eventlog.LogUnavailableException;
import io.lotledger.ingest.eventlog.outage.AxonServerFailures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The event store of one context of Axon Server. Every failure of a call is a {@link LogUnavailableException} or a {@link LogConflictException}.
 */
public final class AxonServerLog {
    /** Streams of aggregates; the next are opened when these have been read. */
    private static final int OPEN_AT_ONCE = 200;

    /** Events on their way to one reader: the connector asks for no fewer than 64. */
    private static final int BUFFER = 128;

    private final Supplier<EventChannel> channel;
    private final Duration patience;
    private final int mostBytes;
    private final boolean fromLeader;

    /**
     * @param channel the connection as it is now
     * @param patience how long an answer is waited for
     * @param mostBytes of one event with all that belongs to it
     * @param fromLeader whether a cluster's leader is to be read from, which has all that was acknowledged
     */
    public AxonServerLog(Supplier<EventChannel> channel, Duration patience, int mostBytes, boolean fromLeader) {
        this.channel = channel;
        this.patience = patience;
        this.mostBytes = mostBytes;
        this.fromLeader = fromLeader;
    }

    /**
     * The log that this context keeps.
     *
     * @param serializer that of events
     * @param jdbc the PostgreSQL that all nodes share; a lock in it lets one writer append at a time
     */
    public EventLog open(Serializer serializer, EventUpcaster upcasters, JdbcClient jdbc) {
        AxonServerEntries entries = new AxonServerEntries(this, new AxonServerEvents(serializer, upcasters), jdbc);
        return new EventLog(entries, entries::append, this::head, false);
    }

    Duration patience() {
        return patience;
    }

    /** The position of the last event, 0 when there is none. */
    public long head() {
        return LogPosition.of(answer(channel().getLastToken()));
    }

    /** What is larger cannot be appended. */
    void checkSize(Event event) {
        if (event.getSerializedSize() <= mostBytes) return;
        throw new LogEntryTooLargeException("An event with its document has " + event.getSerializedSize()
                + " bytes, and Axon Server takes messages of at most " + mostBytes
                + "; send less in one event, or have the operator raise max-message-size on both sides");
    }

    /** Appends all of them in one transaction, or none. */
    void append(List<Event> events) {
        events.forEach(this::checkSize);
        CompletableFuture<?> stored;
        try {
            AppendEventsTransaction transaction = channel().startAppendEventsTransaction();
            events.forEach(transaction::appendEvent);
            stored = transaction.commit();
        } catch (RuntimeException e) { // the connection broke while they were sent
            throw AxonServerFailures.of(e);
        }
        answer(stored);
    }

    /** The last event of an aggregate; empty when it has none. */
    Optional<Event> last(String aggregate) {
        long highest = answer(channel().findHighestSequence(aggregate));
        return highest < 0
                ? Optional.empty()
                : Optional.of(lastOf(aggregate, channel().openAggregateStream(aggregate, highest)));
    }

    /**
     * The event of each aggregate with its last sequence number, asked for all at one time.
     *
     * @param sequences by aggregate
     */
    Map<String, Event> last(Map<String, Long> sequences) {
        Map<String, Event> last = new LinkedHashMap<>();
        Map<String, AggregateEventStream> opened = new LinkedHashMap<>();
        sequences.forEach((aggregate, sequence) -> {
            opened.put(aggregate, channel().openAggregateStream(aggregate, sequence));
            if (opened.size() == OPEN_AT_ONCE) takeLast(opened, last);
        });
        takeLast(opened, last);
        return last;
    }

    private static void takeLast(Map<String, AggregateEventStream> opened, Map<String, Event> to) {
        opened.forEach((aggregate, stream) -> to.put(aggregate, lastOf(aggregate, stream)));
        opened.clear();
    }

    /** Reads a stretch of the log that is not beyond its head. */
    void read(long after, long until, Consumer<EventWithToken> consumer) {
        try (EventStream stream = open(after)) {
            for (long position = after; position < until; ) {
                @Nullable EventWithToken next = stream.nextIfAvailable(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    Throwable reason = stream.getError().orElse(null);
                    throw reason == null ? silence(position) : AxonServerFailures.of(reason);
                }
                consumer.accept(next);
                position = LogPosition.of(next.getToken());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    LogUnavailableException silence(long position) {
        return new LogUnavailableException(
                "Axon Server sent no event after position " + position + " within " + patience.toSeconds() + " s",
                null);
    }

    private static Event lastOf(String aggregate, AggregateEventStream stream) {
        List<Event> events = new ArrayList<>(1);
        try {
            while (stream.hasNext()) {
                events.clear();
                events.add(stream.next());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (RuntimeException e) {
            throw AxonServerFailures.of(e);
        }
        if (events.isEmpty()) throw new LogUnavailableException("Axon Server gave no event of " + aggregate, null);
        return events.get(0);
    }

    /** The events after a position, as they come. The caller closes it. */
    EventStream open(long after) {
        try {
            return channel().openStream(LogPosition.axonServerToken(after), BUFFER, BUFFER / 4, fromLeader);
        } catch (RuntimeException e) {
            throw AxonServerFailures.of(e);
        }
    }

    private EventChannel channel() {
        try {
            return channel.get();
        } catch (RuntimeException e) {
            throw AxonServerFailures.of(e);
        }
    }

    private <T> T answer(CompletableFuture<T> question) {
        try {
            return question.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw AxonServerFailures.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new LogUnavailableException("Axon Server did not answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static LogUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LogUnavailableException("interrupted while Axon Server was waited for", e);
    }
}
