package io.lotledger.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;

class MigrationAttemptsTest {
    private final AtomicInteger attempts = new AtomicInteger();

    @Test
    void migrationThatDeadlocksWithAnOlderNodeBeginsAnew() {
        MigrationAttempts.despiteDeadlocks(() -> failUntil(3, "40P01"));

        assertThat(attempts).hasValue(3);
    }

    @Test
    void migrationThatDeadlocksEachTimeFailsInTheEnd() {
        assertThatThrownBy(() -> MigrationAttempts.despiteDeadlocks(() -> failUntil(99, "40P01")))
                .isInstanceOf(FlywayException.class);

        assertThat(attempts).hasValue(5);
    }

    @Test
    void otherFailureIsToldAtOnce() {
        assertThatThrownBy(() -> MigrationAttempts.despiteDeadlocks(() -> failUntil(2, "42P01")))
                .isInstanceOf(FlywayException.class);

        assertThat(attempts).hasValue(1);
    }

    private void failUntil(int last, String sqlState) {
        if (attempts.incrementAndGet() < last) throw new FlywayException("failed", new SQLException("why", sqlState));
    }
}
