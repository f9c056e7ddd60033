package io.lotledger.ingest.eventlog.axonserver;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.SerializedObject;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogPosition;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.StoredEntries;
import io.lotledger.ingest.eventlog.StoredEntry;
import io.lotledger.ingest.eventlog.UnreadableEntry;
import io.lotledger.ingest.eventlog.outage.AxonServerFailures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.serialization.SerializationException;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * Reads the log in Axon Server. A run is the next section of an event stream. The stream stays open for the next read
 * from its position, so a sequential reader opens one stream.
 */
public final class AxonServerLogReader implements LogReader, StoredEntries, AutoCloseable {
    /** Maximum size of the payloads of one run; at least one entry is read. */
    private static final long MAX_BYTES = 8L << 20;

    /** Maximum number of idle open streams: the followers', a rebuild's, the hash chain's and its check's. */
    private static final int MAX_IDLE = 4;

    private final AxonServerLog log;
    private final AxonServerEvents events;
    private final Deque<Cursor> idle = new ArrayDeque<>();

    /** @param serializer the event serializer */
    public AxonServerLogReader(AxonServerLog log, Serializer serializer, EventUpcaster upcasters) {
        this.log = log;
        this.events = new AxonServerEvents(serializer, upcasters);
    }

    @Override
    public long head() {
        return log.head();
    }

    @Override
    public LogReader.Run read(long after, long until) {
        List<Placed> entries = new ArrayList<>();
        long upTo = read(
                after,
                until,
                next -> payloads(next)
                        .forEach(payload -> entries.add(new Placed(LogPosition.of(next.getToken()), payload))));
        return new LogReader.Run(upTo, entries);
    }

    private List<Object> payloads(EventWithToken next) {
        Event event = next.getEvent();
        try {
            return events.read(next.getToken(), event)
                    .<Object>map(message -> message.getPayload())
                    .toList();
        } catch (SerializationException e) {
            return List.of(UnreadableEntry.of(
                    event.getAggregateIdentifier(), event.getPayload().getData().toByteArray(), e));
        }
    }

    @Override
    public StoredEntries.Run stored(long after, long until) {
        List<StoredEntry> entries = new ArrayList<>();
        long upTo = read(after, until, next -> entries.add(stored(next)));
        return new StoredEntries.Run(upTo, entries);
    }

    private static StoredEntry stored(EventWithToken next) {
        Event event = next.getEvent();
        SerializedObject payload = event.getPayload();
        return new StoredEntry(
                LogPosition.of(next.getToken()),
                event.getMessageIdentifier(),
                event.getAggregateIdentifier(),
                event.getAggregateSequenceNumber(),
                event.getAggregateType(),
                Instant.ofEpochMilli(event.getTimestamp()),
                payload.getType(),
                payload.getRevision().isEmpty() ? null : payload.getRevision(),
                payload.getData().toByteArray(),
                metaData(event));
    }

    /** In the order of the keys, which a map of Protocol Buffers does not keep. Empty for an entry as it was captured. */
    private static byte[] metaData(Event event) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new TreeMap<>(event.getMetaDataMap()).forEach((key, value) -> {
            bytes.writeBytes(key.getBytes(StandardCharsets.UTF_8));
            bytes.writeBytes(value.toByteArray());
        });
        return bytes.toByteArray();
    }

    /** Returns the position up to which it read. */
    private long read(long after, long until, Consumer<EventWithToken> consumer) {
        Cursor cursor = takeCursor(after);
        try {
            cursor.read(until, consumer);
            long upTo = cursor.position;
            returnCursor(cursor);
            return upTo;
        } catch (RuntimeException | Error e) {
            cursor.close();
            throw e;
        }
    }

    private Cursor takeCursor(long position) {
        synchronized (idle) {
            for (Iterator<Cursor> all = idle.iterator(); all.hasNext(); ) {
                Cursor cursor = all.next();
                if (cursor.position == position) {
                    all.remove();
                    return cursor;
                }
            }
        }
        return new Cursor(position);
    }

    private void returnCursor(Cursor cursor) {
        @Nullable Cursor evicted;
        synchronized (idle) {
            idle.addLast(cursor);
            evicted = idle.size() > MAX_IDLE ? idle.pollFirst() : null;
        }
        if (evicted != null) evicted.close();
    }

    @Override
    public void close() {
        synchronized (idle) {
            idle.forEach(Cursor::close);
            idle.clear();
        }
    }

    private final class Cursor {
        private long position;
        private EventStream stream;

        Cursor(long position) {
            this.position = position;
            this.stream = log.open(position);
        }

        /** Reads captured entries only. */
        void read(long until, Consumer<EventWithToken> consumer) {
            for (long bytes = 0; position < until && bytes < MAX_BYTES; ) {
                EventWithToken next = next();
                position = LogPosition.of(next.getToken());
                bytes += next.getEvent().getPayload().getData().size();
                if (EventLog.TYPES.contains(next.getEvent().getAggregateType())) consumer.accept(next);
            }
        }

        /** The next event, which exists because reads end at the head. A stream that has ended is reopened once. */
        private EventWithToken next() {
            try {
                @Nullable EventWithToken next = await();
                if (next == null && stream.isClosed()) {
                    stream.close();
                    stream = log.open(position);
                    next = await();
                }
                if (next != null) return next;
            } catch (InterruptedException e) {
                throw AxonServerLog.interrupted(e);
            } catch (RuntimeException e) {
                throw AxonServerFailures.of(e);
            }
            Throwable reason = stream.getError().orElse(null);
            if (reason != null) throw AxonServerFailures.of(reason);
            throw log.timedOut(position);
        }

        private @Nullable EventWithToken await() throws InterruptedException {
            return stream.nextIfAvailable(log.timeout().toMillis(), TimeUnit.MILLISECONDS);
        }

        void close() {
            stream.close();
        }
    }
}
