package io.lotledger.api.dashboard.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobClockTest {
    private static JobClock after(MadeJob job, Duration time) {
        return JobClock.of(job.state(), MadeJob.ASKED.plus(time));
    }

    @Test
    void runningJobSaysWhatIsLeft() {
        JobClock clock = after(MadeJob.requested(), Duration.ofMinutes(139));

        assertThat(clock.text()).isEqualTo("21 h 41 min left");
        assertThat(clock.isLate()).isFalse();
        assertThat(clock.usedPercent()).isEqualTo(9);
    }

    @Test
    void lateJobSaysByHowMuch() {
        JobClock clock = after(MadeJob.requested(), Duration.ofHours(26).plusMinutes(10));

        assertThat(clock.text()).isEqualTo("Late by 2 h 10 min");
        assertThat(clock.isLate()).isTrue();
        assertThat(clock.usedPercent()).isEqualTo(100);
    }

    @Test
    void endedJobKeepsItsTime() {
        JobClock clock = after(MadeJob.requested().started(1).delivered(1), Duration.ofDays(40));

        assertThat(clock.text()).isEqualTo("Delivered after 2 s");
        assertThat(clock.isLate()).isFalse();
        assertThat(JobClock.took(Duration.ofSeconds(111))).isEqualTo("1 min 51 s");
    }
}
