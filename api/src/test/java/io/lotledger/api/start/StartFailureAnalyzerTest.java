package io.lotledger.api.start;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.mock.env.MockEnvironment;

class StartFailureAnalyzerTest {
    /** Its operator has set no URL, and was asked whether PostgreSQL runs at it. */
    @Test
    void embeddedPostgresThatEndedIsStartedByTheNextStart() {
        assertThat(analysis(new MockEnvironment()).getAction()).contains("postgresql.log", "start the server again");
    }

    @Test
    void postgresOfTheOperatorIsAskedForAtItsUrl() {
        MockEnvironment environment =
                new MockEnvironment().withProperty("spring.datasource.url", "jdbc:postgresql://db/lotledger");

        FailureAnalysis analysis = analysis(environment);

        assertThat(analysis.getDescription()).contains("jdbc:postgresql://db/lotledger");
        assertThat(analysis.getAction()).contains("spring.datasource.url");
    }

    private static FailureAnalysis analysis(MockEnvironment environment) {
        SQLException refused = new SQLException("Connection to 127.0.0.1:5432 refused", "08001");
        return requireNonNull(new StartFailureAnalyzer(new DefaultListableBeanFactory(), environment)
                .analyze(new IllegalStateException(refused)));
    }
}
