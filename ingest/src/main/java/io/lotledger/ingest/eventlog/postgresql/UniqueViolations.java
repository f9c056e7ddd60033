package io.lotledger.ingest.eventlog.postgresql;

import java.sql.SQLException;
import org.axonframework.common.jdbc.PersistenceExceptionResolver;
import org.jspecify.annotations.Nullable;

/**
 * Recognises PostgreSQL errors that are conflicts on an aggregate, for Axon.
 *
 * <p>Axon's own resolver looks for {@code SQLIntegrityConstraintViolationException}, which PostgreSQL's driver never
 * throws.
 */
public final class UniqueViolations implements PersistenceExceptionResolver {
    private static final String UNIQUE_VIOLATION = "23505";

    @Override
    public boolean isDuplicateKeyViolation(Exception exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isUniqueViolation(sql)) return true;
        }
        return false;
    }

    private static boolean isUniqueViolation(@Nullable SQLException first) {
        for (SQLException next = first; next != null; next = next.getNextException()) {
            if (UNIQUE_VIOLATION.equals(next.getSQLState())) return true;
        }
        return false;
    }
}
