package io.lotledger.api.operations;

import io.lotledger.ingest.eventlog.LogPosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.axonframework.eventhandling.ErrorContext;
import org.axonframework.eventhandling.ErrorHandler;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.springframework.stereotype.Component;

/**
 * Records where a processor failed until it has passed that position, and propagates the failure so that it is retried.
 *
 * <p>Axon itself does not: a pooled processor releases the failing segment until the next retry and then reports no error.
 */
@Component
public final class ProcessorFailures implements ErrorHandler {
    /** Longer than the longest pause between two retries, one minute. */
    private static final Duration MEMORY = Duration.ofMinutes(2);

    private final Map<String, Failure> latest = new ConcurrentHashMap<>();
    private final Clock clock = Clock.systemUTC();

    private record Failure(Instant when, Throwable error, long position) {}

    @Override
    public void handleError(ErrorContext context) throws Exception {
        long position = context.failedEvents().stream()
                .mapToLong(ProcessorFailures::position)
                .max()
                .orElse(0);
        latest.put(context.eventProcessor(), new Failure(clock.instant(), context.error(), position));
        PropagatingErrorHandler.INSTANCE.handleError(context);
    }

    /**
     * Present until the processor has passed its last failure here. A failing segment that another node has claimed since is that
     * node's to report.
     *
     * @param segments those that this node works on
     * @param areOthersElsewhere whether other live nodes have claimed all others
     */
    Optional<Throwable> of(
            String processor, Collection<EventTrackerStatus> segments, BooleanSupplier areOthersElsewhere) {
        Failure failure = latest.get(processor);
        if (failure == null) return Optional.empty();
        boolean isExpired = failure.when().isBefore(clock.instant().minus(MEMORY));
        if (isExpired
                || (areAllPast(failure.position(), segments)
                        && (areTheWholeProcessor(segments) || areOthersElsewhere.getAsBoolean()))) {
            latest.remove(processor, failure);
            return Optional.empty();
        }
        return Optional.of(failure.error());
    }

    private static boolean areTheWholeProcessor(Collection<EventTrackerStatus> segments) {
        double share = segments.stream()
                .mapToDouble(segment -> 1.0 / (segment.getSegment().getMask() + 1))
                .sum();
        return share == 1.0; // shares are powers of two, so the sum is exact
    }

    private static boolean areAllPast(long position, Collection<EventTrackerStatus> segments) {
        return segments.stream().allMatch(segment -> LogPosition.of(segment.getTrackingToken()) >= position);
    }

    private static long position(EventMessage<?> event) {
        if (!(event instanceof TrackedEventMessage<?> tracked)) return 0;
        return LogPosition.of(tracked.trackingToken());
    }
}
