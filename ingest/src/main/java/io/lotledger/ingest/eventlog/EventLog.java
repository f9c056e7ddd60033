package io.lotledger.ingest.eventlog;

import io.lotledger.ingest.epcis.Uuids;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The log of all that was captured, in commit order. Nothing in it is ever changed or taken out. */
public final class EventLog {
    private final EventStore store;
    private final LatestEntries entries;
    private final boolean joinsTransaction;
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();

    private EventLog(EventStore store, LatestEntries entries, boolean joinsTransaction) {
        this.store = store;
        this.entries = entries;
        this.joinsTransaction = joinsTransaction;
    }

    /**
     * The log in PostgreSQL.
     *
     * @param serializer the one the store writes payloads with
     * @param payloads how they are read again
     */
    public static EventLog inPostgresql(
            EventStore store, Serializer serializer, StoredPayloads payloads, JdbcClient jdbc) {
        return new EventLog(store, new PostgresqlEntries(jdbc, serializer, payloads), true);
    }

    public static EventLog inAxonServer(EventStore store) {
        return new EventLog(store, new AxonServerEntries(store), false);
    }

    /**
     * Appends all of them or none, in order. In PostgreSQL within the caller's transaction, which is where they become
     * visible together with what else it writes; in Axon Server at once, which is why a document goes there in one call.
     *
     * @throws LogConflictException when one of them is there already; the transaction is then of no more use
     */
    public void append(List<LogEntry> batch) {
        if (batch.isEmpty()) return;
        try {
            store.publish(batch.stream().map(EventLog::message).toList());
        } catch (AggregateStreamCreationException | ConcurrencyException e) {
            throw new LogConflictException(e);
        }
    }

    /**
     * The entries as rows, for a statement that appends them together with what else it keeps; only where they join a
     * transaction.
     */
    public LogRows rows(List<LogEntry> batch) {
        return entries.rows(batch.stream().map(EventLog::message).toList());
    }

    private static GenericDomainEventMessage<Object> message(LogEntry entry) {
        return new GenericDomainEventMessage<>(
                entry.payload() instanceof MasterDataCaptured ? "MasterData" : "EpcisEvent",
                entry.stream().toString(),
                entry.sequence(),
                entry.payload(),
                MetaData.emptyInstance(),
                Uuids.v7(entry.recordTime()).toString(),
                entry.recordTime());
    }

    /** Whether what is appended commits and rolls back with the caller's transaction. */
    public boolean joinsTransaction() {
        return joinsTransaction;
    }

    /** Lets no other writer append until the caller's transaction ends, where the store can do that. */
    public void holdWriters() {
        entries.holdWriters();
    }

    /** Tells those on this node who read the log's end that there is more; called after the commit. */
    public void wake() {
        readers.forEach(Runnable::run);
    }

    /** Calls the reader, which must be quick, at every {@link #wake} from now on. */
    void tell(Runnable reader) {
        readers.add(reader);
    }

    void forget(Runnable reader) {
        readers.remove(reader);
    }

    /** The position of the last entry: all that is acknowledged is at or below it, nothing later is. 0 when there is none. */
    public long head() {
        TrackingToken token = store.createHeadToken();
        return token == null ? 0 : Math.max(0, token.position().orElse(0));
    }

    /** The last entry of each stream that has one; a stream without entries is not in the map. */
    public Map<UUID, LogEntry> latest(Collection<UUID> streams) {
        return streams.isEmpty() ? Map.of() : entries.of(streams);
    }

    /** The event of an id, as an organisation captured it. Its error declarations are entries of their own. */
    public Optional<EpcisEventCaptured> find(UUID organisation, String eventID) {
        UUID stream = LogStreams.event(organisation, eventID);
        @Nullable LogEntry entry = latest(List.of(stream)).get(stream);
        return entry != null && entry.payload() instanceof EpcisEventCaptured captured
                ? Optional.of(captured)
                : Optional.empty();
    }
}
