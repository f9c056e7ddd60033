package io.lotledger.export.lifecycle;

import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.ExportAttempt;
import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ProcessingStarted;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.serialization.UnknownSerializedType;

/** Reads a job's events from the log itself, because read models may lag. */
public class JobHistory {
    private final EventStore log;

    public JobHistory(EventStore log) {
        this.log = log;
    }

    /**
     * The events in order, none when there is no such job.
     *
     * @throws IllegalStateException when an event has neither a class nor an upcaster in this version
     */
    public List<RecordedEvent> events(UUID jobId) {
        List<RecordedEvent> events = new ArrayList<>();
        var stream = log.readEvents(jobId.toString());
        while (stream.hasNext()) {
            DomainEventMessage<?> message = stream.next();
            if (message.getPayload() instanceof UnknownSerializedType) throw unreadable(message);
            if (!(message.getPayload() instanceof ExportJobEvent event))
                return List.of(); // the id of another kind of stream
            events.add(new RecordedEvent(message.getSequenceNumber(), message.getTimestamp(), event));
        }
        return List.copyOf(events);
    }

    private static IllegalStateException unreadable(DomainEventMessage<?> message) {
        return new IllegalStateException(
                "event " + message.getSequenceNumber() + " of stream " + message.getAggregateIdentifier()
                        + " is of a type that no class and no upcaster of this version reads");
    }

    /** What the job was asked for, without its later events; empty when there is no such job. */
    public Optional<ExportRequested> request(UUID jobId) {
        var stream = log.readEvents(jobId.toString());
        return stream.hasNext() && stream.next().getPayload() instanceof ExportRequested request
                ? Optional.of(request)
                : Optional.empty();
    }

    /** The current state of the job. */
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

    /** Number of attempts that a worker started. */
    public int tries(UUID jobId) {
        return tried(jobId).size();
    }

    /** The same, including an attempt that may not be recorded yet. */
    public int triesWith(ExportAttempt attempt) {
        Set<Integer> tried = tried(attempt.jobId());
        tried.add(attempt.number());
        return tried.size();
    }

    private Set<Integer> tried(UUID jobId) {
        Set<Integer> attempts = new HashSet<>();
        for (RecordedEvent recorded : events(jobId)) {
            if (recorded.event() instanceof ProcessingStarted started) attempts.add(started.attempt());
            if (recorded.event() instanceof AttemptFailed failed) attempts.add(failed.attempt());
        }
        return attempts;
    }

    /** Why the last attempt failed whose worker lived to say so. */
    public Optional<AttemptFailed> lastFailure(UUID jobId) {
        return events(jobId).stream()
                .map(RecordedEvent::event)
                .filter(AttemptFailed.class::isInstance)
                .map(AttemptFailed.class::cast)
                .reduce((earlier, later) -> later);
    }

    public boolean exists(UUID jobId) {
        return log.lastSequenceNumberFor(jobId.toString()).isPresent();
    }
}
