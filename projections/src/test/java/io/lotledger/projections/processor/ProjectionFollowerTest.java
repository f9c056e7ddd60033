package io.lotledger.projections.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

class ProjectionFollowerTest {
    @Test
    void databaseOutageIsRetriedWithinASecond() {
        assertThat(ProjectionFollower.longestPauseAfter(
                        new CannotCreateTransactionException("no connection", new SQLException("refused", "08001"))))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(ProjectionFollower.longestPauseAfter(
                        new DataAccessResourceFailureException("gone", new SQLException("terminating", "57P01"))))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void otherFailuresBackOff() {
        assertThat(ProjectionFollower.longestPauseAfter(new IllegalStateException("tables of a newer version")))
                .isEqualTo(Duration.ofSeconds(30));
    }
}
