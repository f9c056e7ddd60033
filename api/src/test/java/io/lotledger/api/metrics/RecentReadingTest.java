package io.lotledger.api.metrics;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RecentReadingTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-01T00:00:00Z"));
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger value = new AtomicInteger(7);
    private final RecentReading<Integer> recent = new RecentReading<>(this::source, new MovableClock());

    private int source() {
        taken.incrementAndGet();
        int present = value.get();
        if (present < 0) throw new IllegalStateException("the database does not answer");
        return present;
    }

    @Test
    void manyMetersTakeOneReading() {
        for (int i = 0; i < 50; i++)
            assertThat(recent.now(Integer::doubleValue)).isEqualTo(7);
        assertThat(taken).hasValue(1);

        value.set(8);
        now.updateAndGet(time -> time.plusSeconds(6));
        assertThat(recent.now(Integer::doubleValue)).isEqualTo(8);
    }

    @Test
    void whileTheSourceFailsGaugesAreNotANumberAndCountersStayAndItIsNotAskedAgainAtOnce() {
        assertThat(recent.latest(Integer::doubleValue)).isEqualTo(7);
        value.set(-1);
        now.updateAndGet(time -> time.plusSeconds(6));

        for (int i = 0; i < 50; i++) {
            assertThat(recent.now(Integer::doubleValue)).isNaN();
            assertThat(recent.latest(Integer::doubleValue)).isEqualTo(7);
        }
        assertThat(taken).hasValue(2);
    }

    private final class MovableClock extends Clock {
        @Override
        public Instant instant() {
            return requireNonNull(now.get());
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }
    }
}
