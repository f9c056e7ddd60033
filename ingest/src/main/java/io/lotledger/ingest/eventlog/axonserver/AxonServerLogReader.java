package io.lotledger.ingest.eventlog.axonserver;

import io.axoniq.axonserver.connector.event.EventStream;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogPosition;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.outage.AxonServerFailures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;

/**
 * The log in Axon Server. A run is the next part of a stream of events, which stays open for whoever reads on where it stands:
 * a reader that goes through the log opens one stream.
 */
public final class AxonServerLogReader implements LogReader, AutoCloseable {
    /** What the payloads of one run may have together; one entry is always read. */
    private static final long MOST_BYTES = 8L << 20;

    /** Streams that stay open between two runs: the followers', a rebuild's, and one to spare. */
    private static final int RESTING = 3;

    private final AxonServerLog log;
    private final AxonServerEvents events;
    private final Deque<Cursor> resting = new ArrayDeque<>();

    /** @param serializer that of events */
    public AxonServerLogReader(AxonServerLog log, Serializer serializer, EventUpcaster upcasters) {
        this.log = log;
        this.events = new AxonServerEvents(serializer, upcasters);
    }

    @Override
    public long head() {
        return log.head();
    }

    @Override
    public Run read(long after, long until) {
        Cursor cursor = at(after);
        try {
            Run run = cursor.read(until);
            rest(cursor);
            return run;
        } catch (RuntimeException | Error e) {
            cursor.close();
            throw e;
        }
    }

    private Cursor at(long position) {
        synchronized (resting) {
            for (Iterator<Cursor> all = resting.iterator(); all.hasNext(); ) {
                Cursor cursor = all.next();
                if (cursor.position == position) {
                    all.remove();
                    return cursor;
                }
            }
        }
        return new Cursor(position);
    }

    private void rest(Cursor cursor) {
        @Nullable Cursor eldest;
        synchronized (resting) {
            resting.addLast(cursor);
            eldest = resting.size() > RESTING ? resting.pollFirst() : null;
        }
        if (eldest != null) eldest.close();
    }

    @Override
    public void close() {
        synchronized (resting) {
            resting.forEach(Cursor::close);
            resting.clear();
        }
    }

    private final class Cursor {
        private long position;
        private EventStream stream;

        Cursor(long position) {
            this.position = position;
            this.stream = log.open(position);
        }

        Run read(long until) {
            List<Placed> entries = new ArrayList<>();
            for (long bytes = 0; position < until && bytes < MOST_BYTES; ) {
                EventWithToken next = next();
                position = LogPosition.of(next.getToken());
                bytes += next.getEvent().getPayload().getData().size();
                add(next, entries);
            }
            return new Run(position, entries);
        }

        private void add(EventWithToken placed, List<Placed> to) {
            Event event = placed.getEvent();
            if (!EventLog.TYPES.contains(event.getAggregateType())) return;
            events.read(placed.getToken(), event)
                    .forEach(message -> to.add(new Placed(position, message.getPayload())));
        }

        /** There is one: nobody reads beyond the head. A stream that ended meanwhile, for whatever reason, is opened once more. */
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
            throw log.silence(position);
        }

        private @Nullable EventWithToken await() throws InterruptedException {
            return stream.nextIfAvailable(log.patience().toMillis(), TimeUnit.MILLISECONDS);
        }

        void close() {
            stream.close();
        }
    }
}
