package io.lotledger.projections.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadPriorityThrottleTest {
    private final AtomicBoolean isReadInFlight = new AtomicBoolean();
    private final ReadPriorityThrottle throttle = new ReadPriorityThrottle(isReadInFlight::get, 2);
    private final CountDownLatch isToEnd = new CountDownLatch(1);

    @Test
    void projectionsRunInParallelWithoutReads() throws InterruptedException {
        Step first = new Step(isToEnd);
        first.started.join();
        Step second = new Step(new CountDownLatch(0));

        second.thread.join();
        assertThat(second.result).isCompletedWithValue("done");
        assertThat(first.result).isNotDone();
        first.end();
    }

    @Test
    void oneStepRunsAtATimeOnTwoCoresDuringReads() throws InterruptedException {
        isReadInFlight.set(true);
        Step first = new Step(isToEnd);
        first.started.join();
        Step second = new Step(new CountDownLatch(0));

        await().until(() -> second.thread.getState() == Thread.State.TIMED_WAITING);
        assertThat(second.started).isNotDone();

        first.end();
        second.thread.join();
        assertThat(second.result).isCompletedWithValue("done");
    }

    @Test
    void nextStepStartsWhenReadsEnd() throws InterruptedException {
        isReadInFlight.set(true);
        Step first = new Step(isToEnd);
        first.started.join();
        Step second = new Step(new CountDownLatch(0));
        await().until(() -> second.thread.getState() == Thread.State.TIMED_WAITING);

        isReadInFlight.set(false);

        second.thread.join();
        assertThat(second.result).isCompletedWithValue("done");
        assertThat(first.result).isNotDone();
        first.end();
    }

    @Test
    void failedStepReleasesItsPermit() throws InterruptedException {
        isReadInFlight.set(true);
        Thread failing = new Thread(() -> throttle.run(() -> {
            throw new IllegalStateException("failed");
        }));
        failing.setUncaughtExceptionHandler((thread, e) -> {});
        failing.start();
        failing.join();

        Step next = new Step(new CountDownLatch(0));
        next.thread.join();
        assertThat(next.result).isCompletedWithValue("done");
    }

    private final class Step {
        private final CompletableFuture<Void> started = new CompletableFuture<>();
        private final CompletableFuture<String> result = new CompletableFuture<>();
        private final Thread thread;

        Step(CountDownLatch until) {
            thread = new Thread(() -> result.complete(throttle.run(() -> {
                started.complete(null);
                try {
                    until.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return "done";
            })));
            thread.setDaemon(true);
            thread.start();
        }

        void end() throws InterruptedException {
            isToEnd.countDown();
            thread.join();
        }
    }
}
