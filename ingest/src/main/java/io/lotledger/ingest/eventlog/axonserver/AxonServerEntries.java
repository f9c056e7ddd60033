package io.lotledger.ingest.eventlog.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogPosition;
import io.lotledger.ingest.eventlog.StreamLookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.SerializationException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The log in Axon Server. A lock in the shared PostgreSQL admits one writer at a time over all nodes. It is needed
 * because Axon Server checks a new aggregate only against recent events: no writer may append between a look-up and the
 * append that depends on it.
 */
final class AxonServerEntries implements StreamLookup {
    /** Stays below {@code axoniq.axonserver.max-events-per-transaction}, 32,767 by default. */
    private static final int MAX_EVENTS = 10_000;

    private static final long MAX_BYTES = 32L << 20;

    /** Number of index rows written at once. */
    private static final int INDEX_BATCH = 5_000;

    private final AxonServerLog log;
    private final AxonServerEvents events;
    private final AxonServerStreams streams;
    private final JdbcClient jdbc;

    AxonServerEntries(AxonServerLog log, AxonServerEvents events, JdbcClient jdbc) {
        this.log = log;
        this.events = events;
        this.streams = new AxonServerStreams(jdbc);
        this.jdbc = jdbc;
    }

    /**
     * Looks up a single stream at the server, and several in the index after it has caught up with the head of the log.
     */
    @Override
    public Map<UUID, LogEntry> of(Collection<UUID> requested) {
        Map<UUID, LogEntry> found = new HashMap<>();
        if (requested.size() == 1) {
            log.last(requested.iterator().next().toString()).ifPresent(event -> addEntry(event, found));
            return found;
        }
        catchUp();
        Map<UUID, AxonServerStreams.Place> places = streams.find(requested);
        if (!places.isEmpty()) read(places).forEach(event -> addEntry(event, found));
        return found;
    }

    @Override
    public Map<UUID, List<LogEntry>> last(Collection<UUID> requested, int most) {
        Map<UUID, List<LogEntry>> found = new HashMap<>();
        for (UUID stream : requested) {
            Map<UUID, LogEntry> one = new HashMap<>();
            for (Event event : log.last(stream.toString(), most)) {
                addEntry(event, one);
                found.computeIfAbsent(stream, s -> new ArrayList<>()).addAll(one.values());
            }
        }
        return found;
    }

    /** Entries captured together are adjacent, so they are read as one section of the log. */
    private Collection<Event> read(Map<UUID, AxonServerStreams.Place> places) {
        Set<Long> positions =
                places.values().stream().map(AxonServerStreams.Place::position).collect(Collectors.toSet());
        long first = Collections.min(positions);
        long last = Collections.max(positions);
        if (last - first > 2L * positions.size()) {
            Map<String, Long> sequences = new HashMap<>();
            places.forEach((stream, place) -> sequences.put(stream.toString(), place.sequence()));
            return log.last(sequences).values();
        }
        List<Event> read = new ArrayList<>();
        log.read(first - 1, last, next -> {
            if (positions.contains(LogPosition.of(next.getToken()))) read.add(next.getEvent());
        });
        return read;
    }

    private void addEntry(Event event, Map<UUID, LogEntry> to) {
        UUID stream = UUID.fromString(event.getAggregateIdentifier());
        try {
            to.put(stream, entry(stream, event));
        } catch (SerializationException e) {
            throw damaged(stream, e);
        }
    }

    private LogEntry entry(UUID stream, Event event) {
        TrackedEventMessage<?> message = events.read(0, event)
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalStateException("upcasters removed the event of " + stream));
        return new LogEntry(stream, event.getAggregateSequenceNumber(), message.getTimestamp(), message.getPayload());
    }

    /** The server does not tell the position of an aggregate's event. */
    private RuntimeException damaged(UUID stream, SerializationException e) {
        catchUp();
        AxonServerStreams.Place place = streams.find(Set.of(stream)).get(stream);
        return place == null ? e : new DamagedEntryException(place.position(), e);
    }

    /** Indexes entries that {@link #append} did not: those appended otherwise, and those whose transaction failed. */
    private void catchUp() {
        long indexed = streams.position();
        long head = log.head();
        while (indexed < head) {
            long until = Math.min(head, indexed + INDEX_BATCH);
            AxonServerStreams.Batch batch = new AxonServerStreams.Batch();
            log.read(indexed, until, next -> batch.add(next.getEvent(), LogPosition.of(next.getToken())));
            streams.add(batch, until);
            indexed = until;
        }
    }

    @Override
    public @Nullable Instant lastRecordTime() {
        long head = log.head();
        if (head == 0) return null;
        AtomicReference<@Nullable Instant> last = new AtomicReference<>();
        log.read(
                head - 1,
                head,
                next -> last.set(Instant.ofEpochMilli(next.getEvent().getTimestamp())));
        return last.get();
    }

    @Override
    public void holdWriters() {
        jdbc.sql("select hold_log_writers(null)").query(row -> {});
    }

    /** Appends in one transaction of Axon Server up to its limits; the rest follows in further transactions. */
    @Override
    public void append(List<? extends DomainEventMessage<?>> messages) {
        List<Event> transaction = new ArrayList<>();
        long bytes = 0;
        for (DomainEventMessage<?> message : messages) {
            Event event = events.write(message);
            bytes += event.getSerializedSize();
            if (transaction.size() == MAX_EVENTS || (bytes > MAX_BYTES && !transaction.isEmpty())) {
                store(transaction);
                transaction.clear();
                bytes = event.getSerializedSize();
            }
            transaction.add(event);
        }
        if (!transaction.isEmpty()) store(transaction);
    }

    /** Indexes the appended events by their computed positions, provided no other event was appended meanwhile. */
    private void store(List<Event> transaction) {
        long indexed = streams.position();
        log.append(transaction);
        if (log.head() != indexed + transaction.size()) return;
        for (int from = 0; from < transaction.size(); from += INDEX_BATCH) {
            int to = Math.min(transaction.size(), from + INDEX_BATCH);
            AxonServerStreams.Batch batch = new AxonServerStreams.Batch();
            for (int i = from; i < to; i++) batch.add(transaction.get(i), indexed + i + 1);
            streams.add(batch, indexed + to);
        }
    }

    @Override
    public void checkSizes(List<? extends DomainEventMessage<?>> messages) {
        messages.forEach(message -> log.checkSize(events.write(message)));
    }
}
