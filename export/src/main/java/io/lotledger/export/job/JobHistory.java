package io.lotledger.export.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.stereotype.Component;

/** A job's events from the log itself, never from a read model that may lag. */
@Component
public class JobHistory {
    private final EventStore log;

    JobHistory(EventStore log) {
        this.log = log;
    }

    /** The events in order, none when there is no such job. */
    public List<RecordedEvent> events(UUID jobId) {
        List<RecordedEvent> events = new ArrayList<>();
        var stream = log.readEvents(jobId.toString());
        while (stream.hasNext()) {
            DomainEventMessage<?> message = stream.next();
            if (!(message.getPayload() instanceof ExportJobEvent event)) return List.of(); // some other stream's id
            events.add(new RecordedEvent(message.getSequenceNumber(), message.getTimestamp(), event));
        }
        return List.copyOf(events);
    }

    /** The job as it stands. */
    public Optional<JobState> find(UUID jobId) {
        return fold(events(jobId));
    }

    /** The state after these events, the first of which is the request. */
    public static Optional<JobState> fold(List<RecordedEvent> events) {
        Optional<JobState> state = Optional.empty();
        for (RecordedEvent recorded : events) {
            state = state.map(s -> s.after(recorded.event()))
                    .or(() -> Optional.of(JobState.of((ExportRequested) recorded.event())));
        }
        return state;
    }

    boolean exists(UUID jobId) {
        return log.lastSequenceNumberFor(jobId.toString()).isPresent();
    }
}
