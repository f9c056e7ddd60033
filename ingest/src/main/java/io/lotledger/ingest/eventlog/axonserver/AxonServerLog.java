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
 * The event store of one context of Axon Server. Each failed call throws a {@link LogUnavailableException} or a {@link
 * LogConflictException}.
 */
public final class AxonServerLog {
    /** Maximum number of aggregate streams open at once; further ones open when these have been read. */
    private static final int MAX_OPEN_STREAMS = 200;

    /** Number of events buffered per reader; the connector requests at least 64. */
    private static final int BUFFER = 128;

    private final Supplier<EventChannel> channel;
    private final Duration timeout;
    private final int maxBytes;
    private final boolean fromLeader;

    /**
     * @param channel supplies the current connection
     * @param timeout how long to wait for an answer
     * @param maxBytes maximum size of an event message
     * @param fromLeader whether to read from a cluster's leader, which has all acknowledged events
     */
    public AxonServerLog(Supplier<EventChannel> channel, Duration timeout, int maxBytes, boolean fromLeader) {
        this.channel = channel;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        this.fromLeader = fromLeader;
    }

    /**
     * Opens the log of this context.
     *
     * @param serializer the event serializer
     * @param jdbc the shared PostgreSQL of all nodes; a lock in it admits one writer at a time
     */
    public EventLog open(Serializer serializer, EventUpcaster upcasters, JdbcClient jdbc) {
        AxonServerEntries entries = new AxonServerEntries(this, new AxonServerEvents(serializer, upcasters), jdbc);
        return new EventLog(entries, entries::append, this::head, false);
    }

    Duration timeout() {
        return timeout;
    }

    /** The position of the last event, 0 when there is none. */
    public long head() {
        return LogPosition.of(await(channel().getLastToken()));
    }

    /** Rejects an event that exceeds the size limit. */
    void checkSize(Event event) {
        if (event.getSerializedSize() <= maxBytes) return;
        throw new LogEntryTooLargeException("An event with its document has " + event.getSerializedSize()
                + " bytes, but Axon Server accepts messages of at most " + maxBytes
                + "; send smaller events, or ask the operator to raise max-message-size on both sides");
    }

    /** Appends all events in one transaction, or none. */
    void append(List<Event> events) {
        events.forEach(this::checkSize);
        CompletableFuture<?> stored;
        try {
            AppendEventsTransaction transaction = channel().startAppendEventsTransaction();
            events.forEach(transaction::appendEvent);
            stored = transaction.commit();
        } catch (RuntimeException e) { // the connection broke while sending
            throw AxonServerFailures.of(e);
        }
        await(stored);
    }

    /** The last event of an aggregate; empty when it has none. */
    Optional<Event> last(String aggregate) {
        long highest = await(channel().findHighestSequence(aggregate));
        return highest < 0
                ? Optional.empty()
                : Optional.of(lastOf(aggregate, channel().openAggregateStream(aggregate, highest)));
    }

    /**
     * The events of aggregates with the given last sequence numbers, requested concurrently.
     *
     * @param sequences last sequence number by aggregate
     */
    Map<String, Event> last(Map<String, Long> sequences) {
        Map<String, Event> last = new LinkedHashMap<>();
        Map<String, AggregateEventStream> opened = new LinkedHashMap<>();
        sequences.forEach((aggregate, sequence) -> {
            opened.put(aggregate, channel().openAggregateStream(aggregate, sequence));
            if (opened.size() == MAX_OPEN_STREAMS) readLast(opened, last);
        });
        readLast(opened, last);
        return last;
    }

    private static void readLast(Map<String, AggregateEventStream> opened, Map<String, Event> to) {
        opened.forEach((aggregate, stream) -> to.put(aggregate, lastOf(aggregate, stream)));
        opened.clear();
    }

    /** Reads a section of the log that does not extend beyond its head. */
    void read(long after, long until, Consumer<EventWithToken> consumer) {
        try (EventStream stream = open(after)) {
            for (long position = after; position < until; ) {
                @Nullable EventWithToken next = stream.nextIfAvailable(timeout.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    Throwable reason = stream.getError().orElse(null);
                    throw reason == null ? timedOut(position) : AxonServerFailures.of(reason);
                }
                consumer.accept(next);
                position = LogPosition.of(next.getToken());
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    LogUnavailableException timedOut(long position) {
        return new LogUnavailableException(
                "Axon Server sent no event after position " + position + " within " + timeout.toSeconds() + " s", null);
    }

    /** The last events of an aggregate, at most so many, in order. */
    List<Event> last(String aggregate, int most) {
        long highest = await(channel().findHighestSequence(aggregate));
        return highest < 0
                ? List.of()
                : events(channel().openAggregateStream(aggregate, Math.max(0, highest - most + 1)));
    }

    private static Event lastOf(String aggregate, AggregateEventStream stream) {
        List<Event> events = events(stream);
        if (events.isEmpty()) throw new LogUnavailableException("Axon Server returned no event of " + aggregate, null);
        return events.get(events.size() - 1);
    }

    private static List<Event> events(AggregateEventStream stream) {
        List<Event> events = new ArrayList<>(1);
        try {
            while (stream.hasNext()) events.add(stream.next());
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (RuntimeException e) {
            throw AxonServerFailures.of(e);
        }
        return events;
    }

    /** Streams the events after a position. The caller closes the stream. */
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

    private <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw AxonServerFailures.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new LogUnavailableException("Axon Server did not answer within " + timeout.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static LogUnavailableException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new LogUnavailableException("interrupted while waiting for Axon Server", e);
    }
}
