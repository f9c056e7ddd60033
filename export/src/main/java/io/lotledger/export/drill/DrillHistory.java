package io.lotledger.export.drill;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.UnknownSerializedType;

/** Reads a drill's events from the log itself, because the list may lag. */
public class DrillHistory {
    private final EventStore log;

    public DrillHistory(EventStore log) {
        this.log = log;
    }

    /** An event of a drill as recorded in the log. */
    public record Recorded(long sequence, Instant recordedAt, DrillEvent event) {}

    /**
     * The events in order, none when there is no such drill.
     *
     * @throws IllegalStateException when an event has neither a class nor an upcaster in this version
     */
    public List<Recorded> events(UUID drillId) {
        List<Recorded> events = new ArrayList<>();
        var stream = log.readEvents(drillId.toString());
        while (stream.hasNext()) {
            DomainEventMessage<?> message = stream.next();
            if (message.getPayload() instanceof UnknownSerializedType)
                throw new IllegalStateException("event " + message.getSequenceNumber() + " of drill " + drillId
                        + " is of a type that no class and no upcaster of this version reads");
            if (!(message.getPayload() instanceof DrillEvent event))
                return List.of(); // the id of another kind of stream
            events.add(new Recorded(message.getSequenceNumber(), message.getTimestamp(), event));
        }
        return List.copyOf(events);
    }

    public Optional<DrillState> find(UUID drillId) {
        return fold(events(drillId));
    }

    /** The state after these events, the first of which is the request. */
    public static Optional<DrillState> fold(List<Recorded> events) {
        Optional<DrillState> state = Optional.empty();
        for (Recorded recorded : events) {
            state = state.map(s -> s.after(recorded.event()))
                    .or(() -> Optional.of(DrillState.of((DrillRequested) recorded.event())));
        }
        return state;
    }
}
