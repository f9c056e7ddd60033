package io.lotledger.ingest.eventlog;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/**
 * Converts between log positions and the tokens of the stores. No other class does.
 *
 * <p>A position is 0 before the first entry and increases with each entry. PostgreSQL numbers its rows from 1, and a
 * row's number is its position. Axon Server numbers its events from 0, and −1 is the token of an empty log; its
 * position is the token plus 1.
 */
public final class LogPosition {
    private LogPosition() {}

    /** The position of a token; 0 for an empty log or a processor that has not started. */
    public static long of(@Nullable TrackingToken token) {
        if (token == null) return 0;
        TrackingToken bare = WrappedToken.unwrapLowerBound(token);
        if (bare instanceof GlobalSequenceTrackingToken axonServerToken) return of(axonServerToken.getGlobalIndex());
        return bare == null ? 0 : bare.position().orElse(0);
    }

    /** The position of the event with a token of Axon Server. */
    public static long of(long axonServerToken) {
        return axonServerToken + 1;
    }

    /** The token of Axon Server after which the entries beyond a position follow. */
    public static long axonServerToken(long position) {
        return position - 1;
    }
}
