package io.lotledger.api.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ParentWatchIT {

    @Test
    void serverStopsWhenTheProcessThatStartedItIsKilled() throws IOException {
        Process parent = new ProcessBuilder("cat").start(); // waits for input
        AtomicBoolean isStopped = new AtomicBoolean();

        new ParentWatch(Optional.of(parent.toHandle()), () -> isStopped.set(true));
        assertThat(isStopped).isFalse();
        parent.destroyForcibly();

        await().untilTrue(isStopped);
    }
}
