package io.lotledger.export.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.MovableClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressReportsTest {
    private static final Instant START = Instant.parse("2026-11-23T16:00:00Z");

    private final MovableClock clock = MovableClock.stoppedAt(START);
    private final List<Long> recorded = new ArrayList<>();
    private final ProgressReports reports = new ProgressReports(clock, (done, total) -> recorded.add(done));

    private void at(long millis, long done) {
        clock.moveTo(START.plusMillis(millis));
        reports.at(done, 100);
    }

    @Test
    void manyRowsOfASecondAreOneReport() {
        for (int i = 0; i <= 3_500; i += 10) at(i, i);

        assertThat(recorded).containsExactly(1_000L, 2_000L, 3_000L);
    }

    @Test
    void nothingIsReportedWithinTheFirstSecond() {
        at(0, 1);
        at(999, 2);

        assertThat(recorded).isEmpty();
    }

    @Test
    void aClockThatIsSetBackDelaysTheNextReportByASecondOnly() {
        at(1_000, 1);
        at(-60_000, 2);
        at(-59_001, 3);
        at(-59_000, 4);

        assertThat(recorded).containsExactly(1L, 4L);
    }
}
