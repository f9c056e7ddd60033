package io.lotledger.api.operations;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogPosition;
import io.lotledger.ingest.eventlog.LogUnavailableException;
import io.lotledger.ingest.eventlog.postgresql.SingleWriterEventStorage;
import io.lotledger.projections.processor.LaterTablesException;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.ProjectionFollowers;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.processor.ProjectionPositions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reports the processors and projections: errors that stop them, their lag behind the log, and their parked events.
 *
 * <p>{@code DEGRADED} and not {@code DOWN}: events can still be captured, and appear once the error is fixed.
 */
@Component("processors")
public final class ProcessorsHealth implements HealthIndicator {
    private static final Status DEGRADED =
            new Status("DEGRADED", "a read model is stopped by an error or paused, or events are parked");
    private static final String NO_LOG_OR_POSITION = "cannot read the log, or read or store its own position";

    private final EventProcessingConfiguration processing;
    private final EventStore events;
    private final EventLog log;
    private final ProcessorFailures failures;
    private final ProcessorClaims claims;
    private final ProjectionFollowers followers;
    private final ProjectionPositions positions;
    private final ProjectionPauses pauses;
    private final ParkedEvents parked;
    private final JdbcClient jdbc;

    ProcessorsHealth(
            EventProcessingConfiguration processing,
            EventStore events,
            EventLog log,
            ProcessorFailures failures,
            ProcessorClaims claims,
            ProjectionFollowers followers,
            ProjectionPositions positions,
            ProjectionPauses pauses,
            ParkedEvents parked,
            JdbcClient jdbc) {
        this.processing = processing;
        this.events = events;
        this.log = log;
        this.failures = failures;
        this.claims = claims;
        this.followers = followers;
        this.positions = positions;
        this.pauses = pauses;
        this.parked = parked;
        this.jdbc = jdbc;
    }

    @Override
    public Health health() {
        try {
            return health(log.head());
        } catch (LogUnavailableException e) { // a health component of its own reports it
            return Health.status(DEGRADED)
                    .withDetail("error", "the log does not answer")
                    .build();
        }
    }

    private Health health(long head) {
        Health.Builder health = Health.up().withDetail("log_position", head);
        OptionalLong last = lastForProcessors();
        new TreeMap<>(processing.eventProcessors()).forEach((name, processor) -> {
            Map<String, Object> details = describe(processor, last);
            if (details.containsKey("error")) health.status(DEGRADED);
            health.withDetail(name, details);
        });
        Set<String> paused = pauses.all().keySet();
        Map<String, Long> at = positions.positions();
        followers.failures().forEach((name, failure) -> {
            Map<String, Object> details = describe(failure, head - at.getOrDefault(name, 0L));
            if (paused.contains(name)) details.put("state", "paused");
            if (failure.isPresent() || paused.contains(name)) health.status(DEGRADED);
            health.withDetail(name, details);
        });
        Map<String, Long> waiting = parked.counts();
        if (!waiting.isEmpty()) health.status(DEGRADED).withDetail("parked_events", waiting);
        return health.build();
    }

    /** Empty with Axon Server, which withholds most events that a processor does not handle: the lag is unknown there. */
    private OptionalLong lastForProcessors() {
        return events instanceof EmbeddedEventStore
                ? OptionalLong.of(SingleWriterEventStorage.lastForProcessors(jdbc))
                : OptionalLong.empty();
    }

    private Map<String, Object> describe(Optional<Throwable> failure, long lag) {
        Map<String, Object> details = state(failure, followers.isRunning());
        details.put("lag", Math.max(0, lag));
        return details;
    }

    private static Map<String, Object> state(Optional<Throwable> failure, boolean running) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", failure.isPresent() ? "retrying" : running ? "running" : "stopped");
        failure.ifPresent(error -> details.put("error", text(error)));
        if (failure.orElse(null) instanceof LaterTablesException later) details.put("reason", later.getMessage());
        return details;
    }

    /** Of an event that failed only the class: the message may contain partners' data. */
    private static String text(Throwable error) {
        boolean isOfThePosition = error instanceof JdbcException || error instanceof UnableToClaimTokenException;
        return isOfThePosition ? NO_LOG_OR_POSITION : error.getClass().getName();
    }

    private Map<String, Object> describe(EventProcessor processor, OptionalLong last) {
        Collection<EventTrackerStatus> segments = segments(processor);
        Optional<Throwable> failure = failures.of(
                processor.getName(), segments, () -> claims.areOfOtherNodes(processor.getName(), ids(segments)));
        Map<String, Object> details = state(failure, processor.isRunning());
        if (failure.isEmpty() && processor.isError() && !isOnOtherNodes(processor))
            details.put("error", NO_LOG_OR_POSITION);
        segments.stream()
                .mapToLong(segment -> LogPosition.of(segment.getTrackingToken()))
                .min()
                .ifPresent(slowest -> last.ifPresent(end -> details.put("lag", Math.max(0, end - slowest))));
        return details;
    }

    /** Axon keeps a processor's error until it claims a segment again, which cannot happen while other nodes hold all segments. */
    private boolean isOnOtherNodes(EventProcessor processor) {
        return claims.areOfOtherNodes(processor.getName());
    }

    private static Set<Integer> ids(Collection<EventTrackerStatus> segments) {
        return segments.stream()
                .map(status -> status.getSegment().getSegmentId())
                .collect(Collectors.toSet());
    }

    private static Collection<EventTrackerStatus> segments(EventProcessor processor) {
        return processor instanceof StreamingEventProcessor streaming
                ? streaming.processingStatus().values()
                : List.of();
    }
}
