package io.lotledger.ingest.eventlog.postgresql;

import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An event store that wakes the pooled processors when there is something to read.
 *
 * <p>Axon's own streams offer no callback, and a pooled processor that gets none looks every 500 ms only. A stream of our
 * own at the end of the shared cache sees each event when the processors' streams can see it too, and then wakes them.
 */
public final class WakingEventStore extends EmbeddedEventStore {
    private static final Logger LOG = LoggerFactory.getLogger(WakingEventStore.class);
    private static final int PULSE_MILLIS = 500;

    private final Set<WakingStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final Queue<Thread> readers;
    private volatile boolean closed;

    public WakingEventStore(Builder settings) {
        this(settings, new ConcurrentLinkedQueue<>());
    }

    private WakingEventStore(Builder settings, Queue<Thread> readers) {
        super(settings.threadFactory(work -> newReader(work, readers)));
        this.readers = readers;
    }

    private static Thread newReader(Runnable work, Queue<Thread> readers) {
        Thread reader = new Thread(work, "event-log-" + readers.size());
        reader.setDaemon(true);
        readers.add(reader);
        return reader;
    }

    @Override
    public TrackingEventStream openStream(@Nullable TrackingToken after) {
        return new WakingStream(super.openStream(after));
    }

    @Override
    public void shutDown() {
        closed = true;
        super.shutDown();
        readers.forEach(WakingEventStore::awaitEnd);
    }

    /** Nobody reads any more when the connection pool closes. */
    private static void awaitEnd(Thread reader) {
        try {
            reader.join(2L * PULSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watchFromNowOn() {
        if (watching.compareAndSet(false, true)) {
            newReader(this::watch, readers).start();
        }
    }

    private void watch() {
        while (!closed) {
            try (TrackingEventStream end = super.openStream(createHeadToken())) {
                while (!closed) {
                    // also without an event: a stream may have joined the cache a moment too late for the last wake-up
                    end.hasNextAvailable(PULSE_MILLIS, TimeUnit.MILLISECONDS);
                    while (end.hasNextAvailable()) end.nextAvailable();
                    streams.forEach(WakingStream::wake);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closed) return;
                LOG.warn("cannot watch the event log: {}", e.getMessage());
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PULSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Axon's stream, with the callback it lacks. */
    private final class WakingStream implements TrackingEventStream {
        private final TrackingEventStream stream;
        private volatile @Nullable Runnable callback;

        WakingStream(TrackingEventStream stream) {
            this.stream = stream;
        }

        void wake() {
            Runnable wake = callback;
            if (wake != null) wake.run();
        }

        @Override
        public boolean setOnAvailableCallback(Runnable wake) {
            callback = wake;
            streams.add(this);
            watchFromNowOn();
            return true;
        }

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
            return stream.peek();
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
            return stream.hasNextAvailable(timeout, unit);
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
            return stream.nextAvailable();
        }

        @Override
        public void skipMessagesWithPayloadTypeOf(TrackedEventMessage<?> event) {
            stream.skipMessagesWithPayloadTypeOf(event);
        }

        @Override
        public void close() {
            streams.remove(this);
            stream.close();
        }
    }
}
