package io.lotledger.export.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final ExportAttempt ATTEMPT = new ExportAttempt(Romaine.JOB, 1);

    private static Hold holdFor(Duration left) {
        return new Hold(ATTEMPT, System.nanoTime() + left.toNanos());
    }

    @Test
    void heldAttemptGoesOn() {
        assertThatCode(holdFor(Duration.ofMinutes(1))::check).doesNotThrowAnyException();
    }

    @Test
    void leaseThatCouldNotBeRenewedIsLostWithoutAskingAnyone() {
        Hold hold = holdFor(Duration.ZERO);

        assertThat(hold.isLost()).isTrue();
        assertThatThrownBy(hold::check).isInstanceOf(InterruptedException.class);
    }

    @Test
    void renewedLeaseIsHeldOn() {
        Hold hold = holdFor(Duration.ZERO);

        hold.lastsUntil(System.nanoTime() + Duration.ofMinutes(1).toNanos());

        assertThat(hold.isLost()).isFalse();
    }

    @Test
    void attemptThatWasLostIsNotFoundAgainByARenewal() {
        Hold hold = holdFor(Duration.ofMinutes(1));

        hold.lose();
        hold.lastsUntil(System.nanoTime() + Duration.ofMinutes(1).toNanos());

        assertThat(hold.isLost()).isTrue();
    }

    @Test
    void workOfALostAttemptIsStoppedAlsoWhenItIsKnownOnlyAfterwards() {
        Hold hold = holdFor(Duration.ofMinutes(1));
        CompletableFuture<Void> work = new CompletableFuture<>();

        hold.lose();
        hold.by(work);

        assertThat(work).isCancelled();
    }
}
