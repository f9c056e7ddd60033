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

/** The log of everything captured, in commit order. Entries are never changed or deleted. */
public final class EventLog {
    /** Axon aggregate types of captured entries. */
    static final String EPCIS_EVENT = "EpcisEvent";

    static final String MASTER_DATA = "MasterData";

    public static final Set<String> TYPES = Set.of(EPCIS_EVENT, MASTER_DATA);

    private final StreamLookup entries;
    private final Consumer<List<GenericDomainEventMessage<Object>>> store;
    private final LongSupplier head;
    private final boolean joinsTransaction;
    private final List<Runnable> readers = new CopyOnWriteArrayList<>();

    /**
     * @param entries looks up streams in the store
     * @param store appends a batch to the store
     * @param head returns the position of the last entry
     * @param joinsTransaction whether appended entries commit and roll back with the caller's transaction
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
     * Appends all entries or none, in order.
     *
     * <p>In PostgreSQL, they join the caller's transaction and become visible with its other writes. In Axon Server,
     * they become visible at once. A batch of up to 10,000 entries and 32 MiB is atomic there; the rest follows in
     * further transactions. Documents are therefore decided before they are appended.
     *
     * @throws LogConflictException when an entry is already in the log; the caller's transaction is then unusable
     */
    public void append(List<LogEntry> batch) {
        if (batch.isEmpty()) return;
        try {
            store.accept(batch.stream().map(EventLog::message).toList());
        } catch (AggregateStreamCreationException | ConcurrencyException e) {
            throw new LogConflictException(e);
        }
    }

    /** The entries as rows, for a statement that also stores other data. Only if {@link #joinsTransaction}. */
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

    /** Whether appended entries commit and roll back with the caller's transaction. */
    public boolean joinsTransaction() {
        return joinsTransaction;
    }

    /** Blocks other writers until the caller's transaction ends, if the store supports it. */
    public void holdWriters() {
        entries.holdWriters();
    }

    /**
     * The record time of the next entries, in milliseconds: now, but always after the last entry. Positions and record
     * times therefore increase together on all nodes, regardless of clock differences. Call it while the writers are
     * held.
     */
    public Instant recordTime(Instant now) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        @Nullable Instant last = entries.lastRecordTime();
        return last == null || time.isAfter(last) ? time : last.plusMillis(1).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Notifies this node's readers at the end of the log of new entries. Call it after the commit. */
    public void wake() {
        readers.forEach(Runnable::run);
    }

    /** Registers a reader that every {@link #wake} calls. It must return quickly. */
    void addReader(Runnable reader) {
        readers.add(reader);
    }

    void removeReader(Runnable reader) {
        readers.remove(reader);
    }

    /**
     * The position of the last entry, 0 when the log is empty. All acknowledged entries are at or below it, all later
     * ones above.
     */
    public long head() {
        return head.getAsLong();
    }

    /**
     * Checks the sizes of entries without appending them.
     *
     * @throws LogEntryTooLargeException when an entry exceeds the log's limit
     */
    public void checkSizes(List<LogEntry> batch) {
        entries.checkSizes(batch.stream().map(EventLog::message).toList());
    }

    /** The last entry of each stream. Empty streams are not in the map. */
    public Map<UUID, LogEntry> latest(Collection<UUID> streams) {
        return streams.isEmpty() ? Map.of() : entries.of(streams);
    }

    /** The last entries of each stream, at most so many, in order. Empty streams are not in the map. */
    public Map<UUID, List<LogEntry>> latest(Collection<UUID> streams, int most) {
        return streams.isEmpty() ? Map.of() : entries.last(streams, most);
    }

    /** The event with this id of an organisation. Its error declarations are separate entries. */
    public Optional<EpcisEventCaptured> find(UUID organisation, String eventID) {
        UUID stream = LogStreams.event(organisation, eventID);
        @Nullable LogEntry entry = latest(List.of(stream)).get(stream);
        return entry != null && entry.payload() instanceof EpcisEventCaptured captured
                ? Optional.of(captured)
                : Optional.empty();
    }
}
