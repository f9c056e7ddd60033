package io.lotledger.api.axonserver;

import io.axoniq.axonserver.grpc.event.Confirmation;
import io.axoniq.axonserver.grpc.event.Event;
import io.axoniq.axonserver.grpc.event.EventStoreGrpc;
import io.axoniq.axonserver.grpc.event.EventWithToken;
import io.axoniq.axonserver.grpc.event.GetAggregateEventsRequest;
import io.axoniq.axonserver.grpc.event.GetAggregateSnapshotsRequest;
import io.axoniq.axonserver.grpc.event.GetEventsRequest;
import io.axoniq.axonserver.grpc.event.GetFirstTokenRequest;
import io.axoniq.axonserver.grpc.event.GetLastTokenRequest;
import io.axoniq.axonserver.grpc.event.ReadHighestSequenceNrRequest;
import io.axoniq.axonserver.grpc.event.ReadHighestSequenceNrResponse;
import io.axoniq.axonserver.grpc.event.TrackingToken;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What Axon Server's event store does, as its open source says (axon-server-se: {@code LocalEventStore}, {@code
 * TrackingEventProcessorManager}, {@code SequenceNumberCache}). Snapshots, queries and tokens of times are not asked for, and
 * answered with {@code UNIMPLEMENTED}.
 */
final class EventStoreDouble extends EventStoreGrpc.EventStoreImplBase {
    /** {@code axoniq.axonserver.max-events-per-transaction}: as many events are one too many. */
    private static final int MOST_EVENTS = 32_767;

    private final StoredEvents events;
    private final Executor executor;
    private final BooleanSupplier losesConfirmation;
    private final AtomicInteger largestTransaction = new AtomicInteger();

    /** @param losesConfirmation asked when a transaction is stored: whether the connection breaks before the client hears of it */
    EventStoreDouble(StoredEvents events, Executor executor, BooleanSupplier losesConfirmation) {
        this.events = events;
        this.executor = executor;
        this.losesConfirmation = losesConfirmation;
    }

    int largestTransaction() {
        return largestTransaction.get();
    }

    @Override
    public StreamObserver<Event> appendEvent(StreamObserver<Confirmation> client) {
        return new StreamObserver<>() {
            private final List<Event> transaction = new ArrayList<>();
            private boolean closed;

            @Override
            public void onNext(Event event) {
                if (closed) return;
                if (transaction.size() + 1 < MOST_EVENTS) {
                    transaction.add(event);
                    return;
                }
                closed = true;
                client.onError(Refusal.TOO_MANY_EVENTS.with(
                        "Maximum number of events in transaction exceeded: " + MOST_EVENTS));
            }

            @Override
            public void onError(Throwable cause) {
                closed = true; // the client rolled back, or is gone: nothing is stored
            }

            @Override
            public void onCompleted() {
                if (closed) return;
                try {
                    events.append(transaction);
                    largestTransaction.accumulateAndGet(transaction.size(), Math::max);
                } catch (StatusRuntimeException refused) {
                    client.onError(refused);
                    return;
                }
                if (losesConfirmation.getAsBoolean()) return;
                client.onNext(Confirmation.newBuilder().setSuccess(true).build());
                client.onCompleted();
            }
        };
    }

    @Override
    public void listAggregateEvents(GetAggregateEventsRequest request, StreamObserver<Event> client) {
        long last = request.getMaxSequence() > 0 ? request.getMaxSequence() : Long.MAX_VALUE;
        for (Event event : events.of(request.getAggregateId())) {
            long sequence = event.getAggregateSequenceNumber();
            if (sequence >= request.getInitialSequence() && sequence <= last) client.onNext(event);
        }
        client.onCompleted();
    }

    /** There are none. */
    @Override
    public void listAggregateSnapshots(GetAggregateSnapshotsRequest request, StreamObserver<Event> client) {
        client.onCompleted();
    }

    /** The first request opens the stream; later ones add permits, or payload types that are not wanted. */
    @Override
    public StreamObserver<GetEventsRequest> listEvents(StreamObserver<EventWithToken> client) {
        return new StreamObserver<>() {
            private @Nullable EventTracker tracker;

            @Override
            public void onNext(GetEventsRequest request) {
                EventTracker opened = tracker;
                if (opened == null) {
                    opened = new EventTracker(events, request, client, executor);
                    tracker = opened;
                }
                opened.request(request);
            }

            @Override
            public void onError(Throwable cause) {
                if (tracker != null) tracker.close();
            }

            @Override
            public void onCompleted() {
                if (tracker != null) tracker.close();
                if (client instanceof ServerCallStreamObserver<EventWithToken> call && !call.isCancelled())
                    client.onCompleted();
            }
        };
    }

    @Override
    public void readHighestSequenceNr(
            ReadHighestSequenceNrRequest request, StreamObserver<ReadHighestSequenceNrResponse> client) {
        client.onNext(ReadHighestSequenceNrResponse.newBuilder()
                .setToSequenceNr(events.highestSequence(request.getAggregateId()))
                .build());
        client.onCompleted();
    }

    @Override
    public void getFirstToken(GetFirstTokenRequest request, StreamObserver<TrackingToken> client) {
        answer(0, client);
    }

    @Override
    public void getLastToken(GetLastTokenRequest request, StreamObserver<TrackingToken> client) {
        answer(events.lastToken(), client);
    }

    private static void answer(long token, StreamObserver<TrackingToken> client) {
        client.onNext(TrackingToken.newBuilder().setToken(token).build());
        client.onCompleted();
    }
}
