package io.lotledger.export.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SetbacksTest {
    private static final Instant NOW = Instant.parse("2026-11-23T16:00:00Z");
    private static final UUID LOCKED = new UUID(0, 1);

    private final Setbacks setbacks = new Setbacks();

    @Test
    void workbookWaitsForItsOwnPauseOnly() {
        assertThat(setbacks.isWaiting(LOCKED, NOW)).isFalse();
        assertThat(setbacks.failed(LOCKED, NOW)).isEqualTo(Duration.ofMinutes(1));

        assertThat(setbacks.isWaiting(LOCKED, NOW.plusSeconds(59))).isTrue();
        assertThat(setbacks.isWaiting(LOCKED, NOW.plusSeconds(60))).isFalse();
        assertThat(setbacks.isWaiting(new UUID(0, 2), NOW)).isFalse();
    }

    @Test
    void pauseDoublesUpToSixHoursAndBeginsAnewAfterASuccess() {
        setbacks.failed(LOCKED, NOW);
        assertThat(setbacks.failed(LOCKED, NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(setbacks.isWaiting(LOCKED, NOW.plusSeconds(119))).isTrue();
        for (int i = 0; i < 6; i++) setbacks.failed(LOCKED, NOW);
        assertThat(setbacks.failed(LOCKED, NOW)).isEqualTo(Duration.ofMinutes(256));
        assertThat(setbacks.failed(LOCKED, NOW)).isEqualTo(Duration.ofHours(6));
        assertThat(setbacks.failed(LOCKED, NOW)).isEqualTo(Duration.ofHours(6));

        setbacks.succeeded(LOCKED);
        assertThat(setbacks.isWaiting(LOCKED, NOW)).isFalse();
        assertThat(setbacks.failed(LOCKED, NOW)).isEqualTo(Duration.ofMinutes(1));
    }
}
