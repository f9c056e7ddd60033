package io.lotledger.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.limits.KeyLimits;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A key whose secret was replaced at noon, and works until one o'clock. */
class ValidKeyTest {
    private static final ApiKey OLD = ApiKey.random();
    private static final ApiKey NEW = ApiKey.withSecret(OLD.id());
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3_600);

    private final ValidKey key = new ValidKey(
            new Caller(UUID.randomUUID(), OLD.id(), Set.of(Role.ADMIN), false),
            KeyLimits.NONE,
            NEW.secretHash(),
            List.of(new ValidKey.Replaced(OLD.secretHash(), NOON, ONE)),
            NOON,
            null,
            false);

    @Test
    void sessionEndsWithTheSecretThatItBeganWith() {
        Instant signedIn = NOON.plusSeconds(3_540);

        assertThat(keeps(signedIn, OLD, ONE.minusSeconds(1))).isTrue();
        assertThat(keeps(signedIn, OLD, ONE))
                .as("though it began after the rotation")
                .isFalse();
        assertThat(keeps(signedIn, NEW, ONE)).isTrue();
        assertThat(keeps(NOON.minusSeconds(60), OLD, ONE)).isFalse();
    }

    @Test
    void sessionOfAnEarlierVersionEndsWithWhatWasReplacedSinceItBegan() {
        assertThat(keeps(NOON.minusSeconds(60), null, ONE.minusSeconds(1))).isTrue();
        assertThat(keeps(NOON.minusSeconds(60), null, ONE)).isFalse();
        assertThat(keeps(NOON.plusSeconds(60), null, ONE)).isTrue();
    }

    private boolean keeps(Instant began, @Nullable ApiKey secret, Instant now) {
        return key.keepsSessionOf(began, secret == null ? null : ApiKey.fingerprint(secret.secretHash()), now);
    }
}
