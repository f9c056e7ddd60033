package io.lotledger.export.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.job.ExportAttempt;
import io.lotledger.export.job.Romaine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HeldAttemptTest {
    private static final ExportAttempt ATTEMPT = new ExportAttempt(Romaine.JOB, 1);

    private static HeldAttempt holdFor(Duration left) {
        return new HeldAttempt(ATTEMPT, System.nanoTime() + left.toNanos());
    }

    @Test
    void heldAttemptGoesOn() {
        assertThatCode(holdFor(Duration.ofMinutes(1))::check).doesNotThrowAnyException();
    }

    @Test
    void leaseThatCouldNotBeRenewedIsLostWithoutAskingAnyone() {
        HeldAttempt hold = holdFor(Duration.ZERO);

        assertThat(hold.isLost()).isTrue();
        assertThatThrownBy(hold::check).isInstanceOf(InterruptedException.class);
    }

    @Test
    void renewedLeaseIsHeldOn() {
        HeldAttempt hold = holdFor(Duration.ZERO);

        hold.lastsUntil(System.nanoTime() + Duration.ofMinutes(1).toNanos());

        assertThat(hold.isLost()).isFalse();
    }

    @Test
    void attemptThatWasLostIsNotFoundAgainByARenewal() {
        HeldAttempt hold = holdFor(Duration.ofMinutes(1));

        hold.lose();
        hold.lastsUntil(System.nanoTime() + Duration.ofMinutes(1).toNanos());

        assertThat(hold.isLost()).isTrue();
    }

    @Test
    void workOfALostAttemptIsStoppedAlsoWhenItIsKnownOnlyAfterwards() {
        HeldAttempt hold = holdFor(Duration.ofMinutes(1));
        CompletableFuture<Void> work = new CompletableFuture<>();

        hold.lose();
        hold.by(work);

        assertThat(work).isCancelled();
    }
}
