package io.lotledger.api.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration ANSWER = Duration.ofMillis(2);

    private Instant machine = NOON;
    private long nanos = 17;
    private final DatabaseClock clock = new DatabaseClock(() -> machine, () -> nanos);

    private void pass(Duration time) {
        machine = machine.plus(time);
        nanos += time.toNanos();
    }

    @Test
    void machineThatAgreesIsTakenAsItIs() {
        clock.compare(NOON.plusMillis(300), ANSWER);
        pass(Duration.ofSeconds(2));

        assertThat(clock.instant()).isEqualTo(machine);
    }

    @Test
    void machineThatIsHoursAheadIsCorrected() {
        machine = NOON.plus(Duration.ofHours(5));
        clock.compare(NOON, ANSWER);
        pass(Duration.ofSeconds(2));

        assertThat(clock.instant())
                .isBetween(NOON.plusSeconds(2), NOON.plusSeconds(2).plus(ANSWER));
    }

    @Test
    void machineThatIsSetBetweenTwoComparisonsDoesNotMoveTheTime() {
        clock.compare(NOON, ANSWER);
        for (Duration jump : List.of(Duration.ofHours(5), Duration.ofHours(-9))) {
            Instant before = clock.instant();
            machine = machine.plus(jump);
            pass(Duration.ofSeconds(1));
            assertThat(clock.instant()).isEqualTo(before.plusSeconds(1));

            clock.compare(before.plusSeconds(1), ANSWER);
            pass(Duration.ofSeconds(1));
            assertThat(Duration.between(before.plusSeconds(2), clock.instant())).isLessThan(Duration.ofMillis(10));
        }
    }

    @Test
    void machineThatIsMendedIsTakenAsItIsAgain() {
        machine = NOON.plus(Duration.ofHours(5));
        clock.compare(NOON, ANSWER);
        machine = NOON;
        clock.compare(NOON, ANSWER);
        pass(Duration.ofSeconds(1));

        assertThat(clock.instant()).isEqualTo(machine);
    }

    @Test
    void answerThatTookLongChangesNothing() {
        clock.compare(NOON.plus(Duration.ofHours(1)), Duration.ofSeconds(4));

        assertThat(clock.instant()).isEqualTo(NOON);
    }

    /** A machine that sleeps keeps its clock right, and its monotonic time stands still. */
    @Test
    void machineThatSleptIsTakenAsItIs() {
        clock.compare(NOON, ANSWER);
        pass(Duration.ofSeconds(40));
        machine = machine.plus(Duration.ofHours(8));

        assertThat(clock.instant()).isEqualTo(machine);
    }

    @Test
    void databaseThatIsSetBackIsRepairedUntilItSucceeds() {
        List<String> repairs = new ArrayList<>();
        clock.onSetBack(() -> {
            repairs.add("repair");
            if (repairs.size() == 1) throw new IllegalStateException("the pool is empty");
        });
        clock.compare(NOON, ANSWER);
        pass(Duration.ofSeconds(2));
        clock.compare(NOON.plusSeconds(2), ANSWER);
        assertThat(repairs).isEmpty();

        pass(Duration.ofSeconds(2));
        Instant back = NOON.minus(Duration.ofHours(5));
        assertThatThrownBy(() -> clock.compare(back, ANSWER)).hasMessageContaining("pool");
        pass(Duration.ofSeconds(2));
        clock.compare(back.plusSeconds(2), ANSWER);
        pass(Duration.ofSeconds(2));
        clock.compare(back.plusSeconds(4), ANSWER);

        assertThat(repairs).hasSize(2);
        assertThat(Duration.between(back.plusSeconds(4), clock.instant())).isLessThan(Duration.ofMillis(10));
    }
}
