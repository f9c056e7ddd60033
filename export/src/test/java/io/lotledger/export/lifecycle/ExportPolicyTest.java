package io.lotledger.export.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExportPolicyTest {

    private static ExportPolicy policy(Duration heartbeat) {
        return new ExportPolicy(
                2,
                Duration.ofSeconds(15),
                heartbeat,
                5,
                Duration.ofSeconds(2),
                Duration.ofHours(1),
                Duration.ofMinutes(10),
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10));
    }

    @Test
    void pauseDoublesWithEachAttemptUpToTwoMinutes() {
        ExportPolicy policy = policy(Duration.ofSeconds(2));

        assertThat(policy.backoffAfter(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(policy.backoffAfter(4)).isEqualTo(Duration.ofSeconds(16));
        assertThat(policy.backoffAfter(100)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void heartbeatThatLetsALeaseRunOutIsRefused() {
        assertThatThrownBy(() -> policy(Duration.ofSeconds(8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a heartbeat every PT8S is too slow for a lease of PT15S");
    }
}
