package io.lotledger.ingest.document.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class LargeTreePermitsTest {
    private static final int LARGE = LargeTreePermits.LARGE;

    private final Semaphore one = new Semaphore(1, true);

    @Test
    void smallEventNeedsNoPermit() {
        reader().acquireIfLarge(LARGE - 1);

        assertThat(one.availablePermits()).isOne();
    }

    @Test
    void largeEventHoldsOnePermitHoweverOftenItGrows() {
        LargeTreePermits reader = reader();
        reader.acquireIfLarge(LARGE);
        reader.acquireIfLarge(2 * LARGE);
        assertThat(one.availablePermits()).isZero();

        reader.release();
        reader.release();

        assertThat(one.availablePermits()).isOne();
    }

    @Test
    void readerThatFindsNoMemoryGivesUpAndTakesNothing() {
        LargeTreePermits first = reader();
        first.acquireIfLarge(LARGE);
        LargeTreePermits second = reader();

        assertThatThrownBy(() -> second.acquireIfLarge(LARGE)).isInstanceOf(MemoryBusyException.class);
        second.release();
        first.release();

        assertThatCode(() -> reader().acquireIfLarge(LARGE)).doesNotThrowAnyException();
        assertThat(one.availablePermits()).isZero();
    }

    private LargeTreePermits reader() {
        return new LargeTreePermits(one, Duration.ofMillis(1));
    }
}
