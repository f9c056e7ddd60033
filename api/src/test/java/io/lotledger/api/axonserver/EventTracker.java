package io.lotledger.api.axonserver;

import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.PayloadDescription;
import io.grpc.stub.StreamObserver;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * One client's stream of events from a token on. It sends an event per permit and no more; of the payload types that the
 * client does not want, every thousandth, so that the client's token moves.
 */
final class EventTracker {
    private static final int UNWANTED_SENT_AFTER = 1_000;

    private final StoredEvents events;
    private final StreamObserver<EventWithToken> client;
    private final Executor executor;
    private final Runnable wake = this::schedule;
    private final Set<PayloadDescription> unwanted = new HashSet<>();
    private long next;
    private long permits;
    private int force = UNWANTED_SENT_AFTER;
    private boolean closed;

    /** @param first names the token of the first event to be sent */
    EventTracker(
            StoredEvents events, GetEventsRequest first, StreamObserver<EventWithToken> client, Executor executor) {
        this.events = events;
        this.client = client;
        this.executor = executor;
        this.next = first.getTrackingToken();
        events.onAppended(wake);
    }

    void request(GetEventsRequest request) {
        synchronized (this) {
            permits += request.getNumberOfPermits();
            unwanted.addAll(request.getBlacklistList());
        }
        schedule();
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        events.forget(wake);
    }

    private void schedule() {
        executor.execute(this::send);
    }

    private void send() {
        try {
            sendAll();
        } catch (RuntimeException e) { // the client is gone
            close();
        }
    }

    private synchronized void sendAll() {
        while (!closed && permits > 0 && next <= events.lastToken()) {
            Event event = events.at(next);
            if (isUnwanted(event)) {
                force--;
            } else {
                client.onNext(EventWithToken.newBuilder()
                        .setToken(next)
                        .setEvent(event)
                        .build());
                permits--;
                force = UNWANTED_SENT_AFTER;
            }
            next++;
        }
    }

    private boolean isUnwanted(Event event) {
        return force > 1
                && unwanted.contains(PayloadDescription.newBuilder()
                        .setType(event.getPayload().getType())
                        .setRevision(event.getPayload().getRevision())
                        .build());
    }
}
