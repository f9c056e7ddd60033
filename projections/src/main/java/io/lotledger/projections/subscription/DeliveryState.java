package io.lotledger.projections.subscription;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a subscription's deliveries have come.
 *
 * @param position every matching event up to this log position is delivered
 * @param isPending whether matching events wait
 * @param lag log entries between {@code position} and the end of the log; 0 when nothing waits
 * @param batchLimit events per batch since the receiver answered 413; null when it never did
 * @param attempts failed attempts since the last delivery
 * @param nextTry when a waiting batch is tried, unless one is under way
 * @param minRecordTime record time up to which events are delivered, in the sense of EPCIS 2.0
 */
public record DeliveryState(
        Status status,
        long position,
        boolean isPending,
        long lag,
        @Nullable Integer batchLimit,
        int attempts,
        @Nullable Instant failingSince,
        Instant nextTry,
        @Nullable Integer lastStatus,
        @Nullable String lastError,
        @Nullable Instant lastNotifiedAt,
        @Nullable Instant minRecordTime,
        int deadLetters) {

    public enum Status {
        ACTIVE,
        /** Nothing is delivered until a replay is requested. */
        SUSPENDED
    }
}
