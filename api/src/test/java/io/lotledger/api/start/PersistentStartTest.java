package io.lotledger.api.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.TransactionSystemException;

class PersistentStartTest {
    private final MockEnvironment environment = new MockEnvironment().withProperty(PersistentStart.ATTEMPTS_LEFT, "1");

    @Test
    void startIsTriedAgainWhenTheEmbeddedPostgresIsGone() {
        assertThat(PersistentStart.isTriedAgain(environment, failure("08001"))).isTrue();
        assertThat(PersistentStart.isTriedAgain(environment, failure("57P01"))).isTrue();
    }

    /** The pool's error has no SQLSTATE, and the failed rollback stands in place of what PostgreSQL said. */
    @Test
    void soIsOneThatFailedInATransaction() {
        SQLException closed = new SQLException("Connection is closed");

        assertThat(PersistentStart.isTriedAgain(
                        environment, new IllegalStateException(new TransactionSystemException("rollback", closed))))
                .isTrue();
        assertThat(PersistentStart.isTriedAgain(environment, new IllegalStateException(closed)))
                .isTrue();
    }

    @Test
    void postgresOfTheOperatorIsNotWaitedFor() {
        environment.setProperty("spring.datasource.url", "jdbc:postgresql://db/lotledger");

        assertThat(PersistentStart.isTriedAgain(environment, failure("08001"))).isFalse();
    }

    @Test
    void otherFailureIsReportedAtOnceAndTheLastOneToo() {
        assertThat(PersistentStart.isTriedAgain(environment, failure("42501"))).isFalse();
        assertThat(PersistentStart.isTriedAgain(environment, new IllegalStateException("port in use")))
                .isFalse();
        environment.setProperty(PersistentStart.ATTEMPTS_LEFT, "0");
        assertThat(PersistentStart.isTriedAgain(environment, failure("08001"))).isFalse();
    }

    private static RuntimeException failure(String sqlState) {
        return new IllegalStateException(new SQLException("refused", sqlState));
    }
}
