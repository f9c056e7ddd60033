package io.lotledger.ingest.eventlog;

import io.axoniq.axonserver.grpc.event.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The log in Axon Server. The writers of all nodes take turns by a lock in the PostgreSQL that they share: Axon Server looks
 * for an aggregate that is said to be new among its recent events only, so nobody may append between a look-up and what is
 * decided by it.
 */
final class AxonServerEntries implements LatestEntries {
    /** {@code axoniq.axonserver.max-events-per-transaction} is 32,767 unless its operator says less. */
    private static final int MOST_EVENTS = 10_000;

    private static final long MOST_BYTES = 32L << 20;

    private final AxonServerLog log;
    private final AxonServerEvents events;
    private final JdbcClient jdbc;

    AxonServerEntries(AxonServerLog log, AxonServerEvents events, JdbcClient jdbc) {
        this.log = log;
        this.events = events;
        this.jdbc = jdbc;
    }

    @Override
    public Map<UUID, LogEntry> of(Collection<UUID> streams) {
        Map<UUID, LogEntry> found = new HashMap<>();
        log.last(streams.stream().map(UUID::toString).toList()).forEach((aggregate, event) -> {
            UUID stream = UUID.fromString(aggregate);
            TrackedEventMessage<?> message = events.read(0, event)
                    .reduce((first, last) -> last)
                    .orElseThrow(() -> new IllegalStateException("upcasters removed the event of " + aggregate));
            found.put(
                    stream,
                    new LogEntry(
                            stream, event.getAggregateSequenceNumber(), message.getTimestamp(), message.getPayload()));
        });
        return found;
    }

    @Override
    public void holdWriters() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", LogRows.WRITER_LOCK)
                .query(row -> {});
    }

    /** In one transaction of Axon Server as far as it takes so many events; what is more follows in further ones. */
    @Override
    public void append(List<? extends DomainEventMessage<?>> messages) {
        List<Event> transaction = new ArrayList<>();
        long bytes = 0;
        for (DomainEventMessage<?> message : messages) {
            Event event = events.write(message);
            bytes += event.getSerializedSize();
            if (transaction.size() == MOST_EVENTS || (bytes > MOST_BYTES && !transaction.isEmpty())) {
                log.append(transaction);
                transaction.clear();
                bytes = event.getSerializedSize();
            }
            transaction.add(event);
        }
        if (!transaction.isEmpty()) log.append(transaction);
    }

    @Override
    public void checkSizes(List<? extends DomainEventMessage<?>> messages) {
        messages.forEach(message -> log.checkSize(events.write(message)));
    }
}
