package io.lotledger.ingest.eventlog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStore;

/** The log in Axon Server: a run is a stream that is left again. */
public final class AxonServerLogReader implements LogReader {
    private static final int PATIENCE_SECONDS = 5;

    private final EventStore store;

    public AxonServerLogReader(EventStore store) {
        this.store = store;
    }

    @Override
    public long head() {
        TrackingToken token = store.createHeadToken();
        return token == null ? 0 : Math.max(0, token.position().orElse(0));
    }

    /** Payloads are not counted: Axon Server itself bounds a message. */
    @Override
    public Run read(long after, long until) {
        List<Placed> entries = new ArrayList<>();
        long upTo = after;
        try (BlockingStream<TrackedEventMessage<?>> stream = store.openStream(new GlobalSequenceTrackingToken(after))) {
            while (upTo < until && stream.hasNextAvailable(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                TrackedEventMessage<?> message = stream.nextAvailable();
                long position = message.trackingToken().position().orElseThrow();
                if (position > until) break;
                upTo = position;
                Object payload = message.getPayload();
                if (payload instanceof EpcisEventCaptured || payload instanceof MasterDataCaptured)
                    entries.add(new Placed(position, payload));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Run(upTo, entries);
    }
}
