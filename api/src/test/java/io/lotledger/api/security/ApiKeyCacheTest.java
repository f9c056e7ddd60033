package io.lotledger.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ApiKeyCacheTest {
    private static final ValidKey PARTNER =
            new ValidKey(new Caller(UUID.randomUUID(), "partner", Set.of(Role.CAPTURE), false), new byte[32]);

    private final MovableClock clock = MovableClock.stoppedAt(Instant.EPOCH.plus(Duration.ofDays(1)));
    private Optional<ValidKey> table = Optional.of(PARTNER);
    private Runnable meanwhile = () -> {};
    private int questions;
    private final ApiKeyCache keys = new ApiKeyCache(this::ask, clock);

    @Test
    void tableIsAskedOnceForManyRequestsOfASecond() {
        for (int i = 0; i < 100; i++) assertThat(keys.find("partner")).contains(PARTNER);

        assertThat(questions).isEqualTo(1);
    }

    @Test
    void keyThatAnotherNodeRevokedIsRefusedAfterASecond() {
        keys.find("partner");
        table = Optional.empty();
        clock.advance(ApiKeyCache.FRESH);

        assertThat(keys.find("partner")).isEmpty();
    }

    @Test
    void keyRevokedHereIsRefusedAtOnce() {
        keys.find("partner");
        revoke();

        assertThat(keys.find("partner")).isEmpty();
    }

    @Test
    void answerThatARevocationOvertookIsNotRemembered() {
        meanwhile = this::revoke; // the table has answered, and the answer is on its way
        keys.find("partner");
        meanwhile = () -> {};

        assertThat(keys.find("partner")).isEmpty();
    }

    @Test
    void newKeyIsGoodAtOnceThoughItWasAskedForBefore() {
        table = Optional.empty();
        keys.find("partner");
        table = Optional.of(PARTNER);

        assertThat(keys.find("partner")).contains(PARTNER);
    }

    private void revoke() {
        table = Optional.empty();
        keys.forget();
    }

    private Optional<ValidKey> ask(String keyId) {
        questions++;
        Optional<ValidKey> answer = table;
        meanwhile.run();
        return answer;
    }
}
