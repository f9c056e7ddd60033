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
    private static final ValidKey PARTNER = new ValidKey(
            new Caller(UUID.randomUUID(), "partner", Set.of(Role.CAPTURE), false),
            KeyLimits.NONE,
            new byte[32],
            List.of(),
            null,
            null,
            false);

    private long nanos;
    private Optional<ValidKey> table = Optional.of(PARTNER);
    private Runnable meanwhile = () -> {};
    private int questions;
    private final ApiKeyCache keys = new ApiKeyCache(this::ask, () -> nanos);

    @Test
    void tableIsAskedOnceForManyRequestsOfASecond() {
        for (int i = 0; i < 100; i++) assertThat(keys.find("partner")).contains(PARTNER);

        assertThat(questions).isEqualTo(1);
    }

    @Test
    void keyThatAnotherNodeRevokedIsRefusedAfterASecond() {
        keys.find("partner");
        table = Optional.empty();
        nanos += ApiKeyCache.FRESH.toNanos();

        assertThat(keys.find("partner")).isEmpty();
    }

    @Test
    void answerThatWasLongOnItsWayIsAsOldAsItsQuestion() {
        meanwhile = () -> nanos += 2 * ApiKeyCache.FRESH.toNanos(); // another node revokes in these two seconds
        keys.find("partner");
        table = Optional.empty();

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
        List<Callable<Optional<ValidKey>>> two = List.of(() -> shared.find("partner"), () -> shared.find("partner"));
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
