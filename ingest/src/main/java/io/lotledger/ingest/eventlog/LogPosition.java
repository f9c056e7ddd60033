package io.lotledger.ingest.eventlog;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;

/**
 * Positions of the log and the tokens of the stores that keep it: the one place where they become each other.
 *
 * <p>A position is 0 before the first entry and rises with each. PostgreSQL numbers its rows from 1, and a row's number is its
 * position. Axon Server numbers its events from 0, and −1 is the token of an empty log: a position there is one more than the
 * token.
 */
public final class LogPosition {
    private LogPosition() {}

    /** The position a token stands at; 0 for that of a log or a processor that has not begun. */
    public static long of(@Nullable TrackingToken token) {
        if (token == null) return 0;
        TrackingToken bare = WrappedToken.unwrapLowerBound(token);
        if (bare instanceof GlobalSequenceTrackingToken inAxonServer) return of(inAxonServer.getGlobalIndex());
        return bare == null ? 0 : bare.position().orElse(0);
    }

    /** The position of the event with that token of Axon Server. */
    public static long of(long axonServerToken) {
        return axonServerToken + 1;
    }

    /** The token of Axon Server after which the entries beyond a position come. */
    public static long axonServerToken(long position) {
        return position - 1;
    }
}
