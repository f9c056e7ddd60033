package io.lotledger.api.dashboard.system;

import io.lotledger.api.summary.LogLag;
import io.lotledger.api.summary.Summaries;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the server is.
 *
 * @param operates whether the reader may rebuild tables
 * @param parkedCount parked events of the organisation
 * @param build the commit that the server was built from; null where the build had none
 * @param older URL of the next page of parked events; null on the last
 */
record SystemPage(
        boolean operates,
        LogLag.Lag lag,
        Summaries.Counted counted,
        @Nullable String countingFailure,
        List<Table> tables,
        List<Parked> parked,
        long parkedCount,
        @Nullable String older,
        boolean isFirst,
        Database database,
        Storage storage,
        String version,
        @Nullable String build) {

    /**
     * @param paused null while it follows the log
     * @param rebuild the running or the last rebuild; null without one
     */
    record Table(
            String name,
            String what,
            long position,
            long behind,
            String behindTime,
            String version,
            @Nullable Paused paused,
            @Nullable Rebuild rebuild) {}

    /** @param by name of the key that paused it */
    record Paused(String by, Instant since) {}

    /** @param percent of the log that it has read */
    record Rebuild(
            boolean isActive,
            String state,
            int percent,
            String requestedBy,
            Instant startedAt,
            @Nullable String error) {}

    /**
     * @param url of the event's page; null if the entry no longer tells whose it is
     * @param kind the kind of error, without what the message quotes
     */
    record Parked(
            String table,
            long position,
            String eventId,
            @Nullable String url,
            String kind,
            String error,
            int attempts,
            Instant at) {}

    record Database(String product, long millis) {}

    /** @param fault sentence about what is wrong; null when it accepts workbooks */
    record Storage(@Nullable String fault) {}
}
