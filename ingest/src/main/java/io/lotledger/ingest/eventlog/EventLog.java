package io.lotledger.ingest.eventlog;

import io.lotledger.ingest.epcis.identifier.Uuids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.messaging.MetaData;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

/** The log of all that was captured, in commit order. Nothing in it is ever changed or taken out. */
public final class EventLog {
    /** The types of Axon's aggregates that captured entries are of. */
    static final String EPCIS_EVENT = "EpcisEvent";

    static final String MASTER_DATA = "MasterData";

    public static final Set<String> TYPES = Set.of(EPCIS_EVENT, MASTER_DATA);

    private final StreamLookup entries;
    private final Consumer<List<GenericDomainEventMessage<Object>>> store;
    private final LongSupplier head;
    private final boolean joinsTransaction;
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();

    /**
     * @param entries looks streams up in the store
     * @param store appends a batch to it
     * @param head the position of its last entry
     * @param joinsTransaction whether what is appended commits and rolls back with the caller's transaction
     */
    public EventLog(
            StreamLookup entries,
            Consumer<List<GenericDomainEventMessage<Object>>> store,
            LongSupplier head,
            boolean joinsTransaction) {
        this.entries = entries;
        this.store = store;
        this.head = head;
        this.joinsTransaction = joinsTransaction;
    }

    /**
     * Appends all of them or none, in order. In PostgreSQL within the caller's transaction, which is where they become
     * visible together with what else it writes. In Axon Server at once, and all of up to 10,000 entries and 32 MiB or none;
     * what is more follows in further transactions of its own, which is why a document is decided before it is appended.
     *
     * @throws LogConflictException when one of them is there already; the transaction is then of no more use
     */
    public void append(List<LogEntry> batch) {
        if (batch.isEmpty()) return;
        try {
            store.accept(batch.stream().map(EventLog::message).toList());
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
                entry.payload() instanceof MasterDataCaptured ? MASTER_DATA : EPCIS_EVENT,
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

    /**
     * The record time of what is appended next, in milliseconds: now, and always after what was captured last, so that positions
     * and record times rise together over all nodes, whatever their clocks say. Called while the writers are held.
     */
    public Instant recordTime(Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        @Nullable Instant last = entries.lastRecordTime();
        return last == null || time.isAfter(last) ? time : last.plusMillis(1).truncatedTo(ChronoUnit.MILLIS);
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
        return head.getAsLong();
    }

    /**
     * Appends nothing, and finds what could not be appended.
     *
     * @throws LogEntryTooLargeException when one of them is larger than the log takes
     */
    public void checkSizes(List<LogEntry> batch) {
        entries.checkSizes(batch.stream().map(EventLog::message).toList());
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
