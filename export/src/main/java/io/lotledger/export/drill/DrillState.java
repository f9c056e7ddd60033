package io.lotledger.export.drill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A drill folded from its events.
 *
 * @param attempts the highest attempt number so far, 0 before the first
 * @param startedAt when the first attempt began
 * @param expiry null while the workbook is kept
 */
public record DrillState(
        DrillRequested request,
        DrillStatus status,
        int attempts,
        @Nullable Instant startedAt,
        @Nullable DrillCompleted completion,
        @Nullable DrillFailed failure,
        @Nullable DrillWorkbookExpired expiry) {

    static DrillState of(DrillRequested request) {
        return new DrillState(request, DrillStatus.PENDING, 0, null, null, null, null);
    }

    /** The state after {@code event}. Events are facts, so this does not validate them. */
    DrillState after(DrillEvent event) {
        if (event instanceof DrillRequested e) return of(e);
        if (event instanceof DrillStarted e)
            return new DrillState(
                    request,
                    DrillStatus.PROCESSING,
                    e.attempt(),
                    startedAt == null ? e.at() : startedAt,
                    null,
                    null,
                    null);
        if (event instanceof DrillCompleted e)
            return new DrillState(request, DrillStatus.COMPLETED, attempts, startedAt, e, null, null);
        if (event instanceof DrillFailed e)
            return new DrillState(request, DrillStatus.FAILED, attempts, startedAt, null, e, null);
        if (event instanceof DrillWorkbookExpired e)
            return new DrillState(request, status, attempts, startedAt, completion, failure, e);
        throw new IllegalArgumentException("not an event of a drill: " + event);
    }
}
