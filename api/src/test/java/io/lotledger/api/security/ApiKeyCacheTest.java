package io.lotledger.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.limits.KeyLimits;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ApiKeyCacheTest {
    private static final ValidKey PARTNER = partner();

    private long nanos;
    private Optional<ValidKey> table = Optional.of(PARTNER);
    private Runnable meanwhile = () -> {};
    private int questions;
    private final ApiKeyCache keys = new ApiKeyCache(this::ask, () -> nanos);

    @Test
    void tableIsAskedOnceForManyRequestsOfASecond() {
        for (int i = 0; i < 100; i++)
            assertThat(keys.find("partner", key -> true)).contains(PARTNER);

        assertThat(questions).isEqualTo(1);
    }

    @Test
    void keyThatAnotherNodeRevokedIsRefusedAfterASecond() {
        keys.find("partner", key -> true);
        table = Optional.empty();
        nanos += ApiKeyCache.FRESH.toNanos();

        assertThat(keys.find("partner", key -> true)).isEmpty();
    }

    @Test
    void answerThatWasLongOnItsWayIsAsOldAsItsQuestion() {
        meanwhile = () -> nanos += 2 * ApiKeyCache.FRESH.toNanos(); // another node revokes in these two seconds
        keys.find("partner", key -> true);
        table = Optional.empty();

        assertThat(keys.find("partner", key -> true)).isEmpty();
    }

    @Test
    void keyRevokedHereIsRefusedAtOnce() {
        keys.find("partner", key -> true);
        revoke();

        assertThat(keys.find("partner", key -> true)).isEmpty();
    }

    @Test
    void answerThatARevocationOvertookIsNotRemembered() {
        meanwhile = this::revoke; // the table has answered, and the answer is on its way
        keys.find("partner", key -> true);
        meanwhile = () -> {};

        assertThat(keys.find("partner", key -> true)).isEmpty();
    }

    @Test
    void newKeyIsGoodAtOnceThoughItWasAskedForBefore() {
        table = Optional.empty();
        keys.find("partner", key -> true);
        table = Optional.of(PARTNER);

        assertThat(keys.find("partner", key -> true)).contains(PARTNER);
    }

    /** Its secret was rotated there, or its organisation is active again. */
    @Test
    void keyThatAnotherNodeChangedIsRefusedOnlyAfterALookAtTheTable() {
        keys.find("partner", key -> true);
        ValidKey changed = partner();
        table = Optional.of(changed);

        assertThat(keys.find("partner", key -> key == changed)).contains(changed);
        assertThat(questions).isEqualTo(2);
    }

    @Test
    void guessedSecretsCauseAFewLookupsASecond() {
        for (int i = 0; i < 1_000; i++) {
            keys.find("partner", key -> false);
            nanos += 1_000_000;
        }

        assertThat(questions).isLessThanOrEqualTo(11);
    }

    @Test
    void changeThatComesDuringGuessesIsSeenInATenthOfASecond() {
        keys.find("partner", key -> true);
        keys.find("partner", key -> false);
        ValidKey changed = partner();
        table = Optional.of(changed);
        nanos += ApiKeyCache.REFUSAL_FRESH.toNanos();

        assertThat(keys.find("partner", key -> key == changed)).contains(changed);
    }

    @Test
    void requestsWithOneKeyDoNotWaitForEachOthersLookup() throws Exception {
        CountDownLatch lookups = new CountDownLatch(2);
        ApiKeyCache shared = new ApiKeyCache(
                keyId -> {
                    lookups.countDown();
                    return areBothUnderWay(lookups) ? table : Optional.empty();
                },
                () -> nanos);

        ExecutorService requests = Executors.newFixedThreadPool(2);
        List<Callable<Optional<ValidKey>>> two =
                List.of(() -> shared.find("partner", key -> true), () -> shared.find("partner", key -> true));
        for (Future<Optional<ValidKey>> answer : requests.invokeAll(two))
            assertThat(answer.get()).contains(PARTNER);
        requests.shutdown();
    }

    private static boolean areBothUnderWay(CountDownLatch lookups) {
        try {
            return lookups.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static ValidKey partner() {
        return new ValidKey(
                new Caller(UUID.randomUUID(), "partner", Set.of(Role.CAPTURE), false),
                KeyLimits.NONE,
                new byte[32],
                List.of(),
                null,
                null,
                false);
    }

    private void revoke() {
        table = Optional.empty();
        keys.invalidate();
    }

    private Optional<ValidKey> ask(String keyId) {
        questions++;
        Optional<ValidKey> answer = table;
        meanwhile.run();
        return answer;
    }
}
