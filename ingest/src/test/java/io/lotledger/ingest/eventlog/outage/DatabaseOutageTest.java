package io.lotledger.ingest.eventlog.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.transaction.TransactionSystemException;

class DatabaseOutageTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P03", "25P03"})
    void lostConnectionAndStoppingServerAreOutages(String sqlState) {
        assertThat(DatabaseOutage.isBehind(wrapped(new SQLException("gone", sqlState))))
                .isTrue();
    }

    @Test
    void poolTimeoutIsAnOutage() {
        assertThat(DatabaseOutage.isBehind(wrapped(new SQLTransientConnectionException("timed out"))))
                .isTrue();
    }

    @Test
    void rollbackOnABrokenConnectionIsAnOutage() {
        assertThat(DatabaseOutage.isBehind(new IllegalStateException(
                        new TransactionSystemException("rollback failed", new SQLException("Connection is closed")))))
                .isTrue();
    }

    @Test
    void connectionBrokenInUseIsAnOutage() {
        assertThat(DatabaseOutage.isBehind(wrapped(new SQLException("Connection is closed"))))
                .isTrue();
    }

    /** A unique violation, a cancelled statement, an invalid statement, and an exception without an SQLSTATE. */
    @ParameterizedTest
    @ValueSource(strings = {"23505", "57014", "42601"})
    void rejectedStatementIsNotAnOutage(String sqlState) {
        assertThat(DatabaseOutage.isBehind(wrapped(new SQLException("no", sqlState))))
                .isFalse();
    }

    @Test
    void applicationErrorIsNotAnOutage() {
        assertThat(DatabaseOutage.isBehind(wrapped(new SQLException("no state"))))
                .isFalse();
        assertThat(DatabaseOutage.isBehind(new IllegalStateException("broken"))).isFalse();
    }

    @Test
    void errorThatFailedRollbacksReplacedIsTheFirst() {
        IllegalStateException cause = new IllegalStateException("counting failed");

        assertThat(DatabaseOutage.first(failedRollbackOf(failedRollbackOf(cause))))
                .isSameAs(cause);
        assertThat(DatabaseOutage.first(cause)).isSameAs(cause);
        TransactionSystemException commit = new TransactionSystemException("commit failed");
        assertThat(DatabaseOutage.first(commit)).isSameAs(commit);
    }

    private static TransactionSystemException failedRollbackOf(Throwable error) {
        TransactionSystemException rollback = new TransactionSystemException("rollback failed");
        rollback.initApplicationException(error);
        return rollback;
    }

    private static RuntimeException wrapped(SQLException e) {
        return new IllegalStateException("outer", new IllegalStateException("inner", e));
    }
}
