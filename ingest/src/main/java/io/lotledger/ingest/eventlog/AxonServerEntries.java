package io.lotledger.ingest.eventlog;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** The log in Axon Server, which is asked stream by stream. */
final class AxonServerEntries implements LatestEntries {
    private final EventStore store;

    AxonServerEntries(EventStore store) {
        this.store = store;
    }

    @Override
    public Map<UUID, LogEntry> of(Collection<UUID> streams) {
        Map<UUID, LogEntry> found = new HashMap<>();
        for (UUID stream : streams) {
            store.lastSequenceNumberFor(stream.toString()).ifPresent(last -> {
                DomainEventMessage<?> entry =
                        store.readEvents(stream.toString(), last).next();
                found.put(stream, new LogEntry(stream, last, entry.getTimestamp(), entry.getPayload()));
            });
        }
        return found;
    }
}
