package io.lotledger.ingest.eventlog;

import io.axoniq.axonserver.connector.event.AggregateEventStream;
import io.axoniq.axonserver.connector.event.AppendEventsTransaction;
import io.axoniq.axonserver.connector.event.EventChannel;
import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The event store of one context of Axon Server. Many questions are under way at once on its one connection, and every failure
 * of a call is a {@link LogUnavailableException} or a {@link LogConflictException}.
 */
public final class AxonServerLog {
    /** Answers waited for at one time; the next questions are asked when these have come. */
    private static final int QUESTIONS = 500;

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

    /** The last event of each aggregate that has one. */
    Map<String, Event> last(Collection<String> aggregates) {
        Map<String, Event> last = new LinkedHashMap<>();
        List<String> asked = List.copyOf(aggregates);
        for (int from = 0; from < asked.size(); from += QUESTIONS) {
            addLast(asked.subList(from, Math.min(asked.size(), from + QUESTIONS)), last);
        }
        return last;
    }

    private void addLast(List<String> aggregates, Map<String, Event> to) {
        Map<String, CompletableFuture<Long>> questions = new LinkedHashMap<>();
        for (String aggregate : aggregates) questions.put(aggregate, channel().findHighestSequence(aggregate));
        Map<String, AggregateEventStream> streams = new LinkedHashMap<>();
        questions.forEach((aggregate, question) -> {
            long highest = answer(question);
            if (highest >= 0) streams.put(aggregate, channel().openAggregateStream(aggregate, highest));
        });
        streams.forEach((aggregate, stream) -> to.put(aggregate, lastOf(aggregate, stream)));
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
