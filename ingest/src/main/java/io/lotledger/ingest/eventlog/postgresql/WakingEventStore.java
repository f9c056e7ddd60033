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
 * An event store that wakes pooled processors when new events are readable.
 *
 * <p>Axon's embedded streams offer no callback, and a pooled processor without one polls every 500 ms. This store keeps
 * its own stream at the end of the shared cache. It sees each event when the processors' streams can, and then wakes
 * them.
 */
public final class WakingEventStore extends EmbeddedEventStore {
    private static final Logger LOG = LoggerFactory.getLogger(WakingEventStore.class);
    private static final int POLL_MILLIS = 500;

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

    /** Ensures that no reader is active when the connection pool closes. */
    private static void awaitEnd(Thread reader) {
        try {
            reader.join(2L * POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void startWatching() {
        if (watching.compareAndSet(false, true)) {
            newReader(this::watch, readers).start();
        }
    }

    private void watch() {
        while (!closed) {
            try (TrackingEventStream end = super.openStream(createHeadToken())) {
                while (!closed) {
                    // wake also without an event: a stream may have joined the cache just after the last wake-up
                    end.hasNextAvailable(POLL_MILLIS, TimeUnit.MILLISECONDS);
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
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Axon's stream with the missing callback. */
    private final class WakingStream implements TrackingEventStream {
        private final TrackingEventStream stream;
        private volatile @Nullable Runnable callback;

        WakingStream(TrackingEventStream stream) {
            this.stream = stream;
        }

        void wake() {
            Runnable onAvailable = callback;
            if (onAvailable != null) onAvailable.run();
        }

        @Override
        public boolean setOnAvailableCallback(Runnable onAvailable) {
            callback = onAvailable;
            streams.add(this);
            startWatching();
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
