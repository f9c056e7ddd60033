package io.lotledger.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PageErrorsTest {
    @Test
    void pageThatNeedsADamagedEntryNamesItsPositionAndWhoMendsIt() {
        ProblemException problem = PageErrors.problem(
                new MockHttpServletRequest("GET", "/compliance/x"), new DamagedEntryException(7, null));

        assertThat(problem.status()).isEqualTo(500);
        assertThat(problem.title()).isEqualTo("An entry of the log is damaged");
        assertThat(problem).hasMessageContaining("position 7").hasMessageContaining("operator restores the entry");
    }
}
