package io.lotledger.ingest.eventlog.outage;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

/** Tells a database, or a server of the log, that is away, and will be back, from one that refused. */
public final class DatabaseOutage {
    /** HikariCP's words for a connection that broke a moment ago under whoever held it: without a state. */
    private static final String POOL_GAVE_UP = "Connection is closed";

    private DatabaseOutage() {}

    /** Whether the error, or one it was caused by, is the database or the log's server being away. */
    public static boolean isBehind(Throwable error) {
        if (AxonServerFailures.isOfAxonServer(error) && !AxonServerFailures.isConflict(error)) return true;
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isOutage(sql)) return true;
            // the error of a rollback on a broken connection takes the place of the error that broke it
            if (cause instanceof TransactionSystemException || cause instanceof CannotCreateTransactionException)
                return true;
        }
        return false;
    }

    private static boolean isOutage(SQLException e) {
        return e instanceof SQLTransientConnectionException // the pool's, when it got no connection in time
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || isOutage(e.getSQLState())
                || POOL_GAVE_UP.equals(e.getMessage());
    }

    /** Class 08: connection exceptions. 57P01 to 57P05: PostgreSQL stops, crashed, starts, or dropped the session. */
    private static boolean isOutage(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("08") || sqlState.startsWith("57P0"));
    }
}
