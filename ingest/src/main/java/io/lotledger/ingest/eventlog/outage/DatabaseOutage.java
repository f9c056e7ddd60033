package io.lotledger.ingest.eventlog.outage;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Distinguishes an unavailable database or log server, which will return, from one that rejected a request. */
public final class DatabaseOutage {
    /** HikariCP's message for a connection that broke in use; it has no SQLSTATE. */
    private static final String BROKEN_CONNECTION = "Connection is closed";

    private static final Set<String> NO_ROOM = Set.of("53000", "53100", "53300");

    /** PostgreSQL ended the session, because this node was silent while it held the writers' lock. */
    private static final String FROZEN = "25P03";

    private DatabaseOutage() {}

    /** Whether the error or one of its causes is an unavailable database or log server. */
    public static boolean isBehind(Throwable error) {
        if (AxonServerFailures.isOfAxonServer(error) && !AxonServerFailures.isConflict(error)) return true;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isOutage(sql)) return true;
            // a failed rollback on a broken connection replaces the original error
            if (cause instanceof TransactionSystemException || cause instanceof CannotCreateTransactionException)
                return true;
        }
        return false;
    }

    /** What went wrong first: a rollback that fails, as on a broken connection, replaces the error that it was for. */
    public static Throwable first(Throwable error) {
        Throwable first = error;
        while (first instanceof TransactionSystemException failed && failed.getApplicationException() != null)
            first = failed.getApplicationException();
        return first;
    }

    private static boolean isOutage(SQLException e) {
        return e instanceof SQLTransientConnectionException // from the pool, when no connection was free in time
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || isOutage(e.getSQLState())
                || BROKEN_CONNECTION.equals(e.getMessage());
    }

    /**
     * Class 08: connection exceptions. 53000, 53100 and 53300: no disk space or connection left. 57P01 to 57P05: PostgreSQL
     * stops, crashed, starts, or dropped the session. Memory and configured limits (53200, 53400) may be the statement's fault.
     */
    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || NO_ROOM.contains(sqlState)
                        || sqlState.startsWith("57P0")
                        || sqlState.equals(FROZEN));
    }
}
