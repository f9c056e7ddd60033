package io.lotledger.api.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ObjectStoreReachedTest {
    private final AtomicBoolean answers = new AtomicBoolean();
    private final AtomicInteger slowChecks = new AtomicInteger();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObjectStoreHealth store = new ObjectStoreHealth(new MeteredWorkbookStore(new Storage(), meters));

    @Test
    void nodeThatHasNeverReachedS3IsNotReady() {
        assertThat(status()).isEqualTo("OUT_OF_SERVICE");
        assertThat(meters.get("lotledger.s3.errors")
                        .tag("operation", "check")
                        .counter()
                        .count())
                .isPositive();
    }

    @Test
    void outageAfterS3HasAnsweredOnceLeavesItReady() {
        answers.set(true);
        assertThat(status()).isEqualTo("UP");

        answers.set(false);
        assertThat(status()).isEqualTo("UP");
    }

    /** On a busy machine the first call may take longer than a check is given. */
    @Test
    void firstCheckThatFailsIsMadeAgainBeforeItCounts() {
        slowChecks.set(1);
        answers.set(true);

        assertThat(store.health().getStatus().getCode()).isEqualTo("UP");
    }

    private String status() {
        return new ObjectStoreReached(store).health().getStatus().getCode();
    }

    private final class Storage implements WorkbookStore {
        @Override
        public void check() {
            if (!answers.get() || slowChecks.getAndDecrement() > 0)
                throw new StorageUnavailable("S3 refuses the credentials", new IllegalStateException());
        }

        @Override
        public void put(Workbook workbook, Path file) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean copy(String key, OutputStream out) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean mayHold(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public SignedLink link(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void abandonUploads(String key) {
            throw new UnsupportedOperationException();
        }
    }
}
