package io.lotledger.export.attempt;

import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.lifecycle.ExportPolicy;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Uploads the file of an attempt. It keeps the file and retries while the storage may recover. */
class RetryingUpload {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingUpload.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private final WorkbookStore store;
    private final ExportPolicy policy;

    RetryingUpload(WorkbookStore store, ExportPolicy policy) {
        this.store = store;
        this.policy = policy;
    }

    /**
     * @throws StorageUnavailable when retries took longer than {@link ExportPolicy#storagePatience}
     * @throws InterruptedException when the attempt is lost; an object may be stored by then
     */
    void put(Workbook workbook, Path file, HeldAttempt hold) throws InterruptedException {
        long start = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        while (true) {
            hold.check();
            hold.storing();
            try {
                store.put(workbook, file);
                return;
            } catch (StorageUnavailable e) {
                hold.check();
                long waited = System.nanoTime() - start;
                if (waited + pause.toNanos() > policy.storagePatience().toNanos()) throw e;
                LOG.warn("workbook {} is not stored, trying again in {}: {}", workbook.key(), pause, e.getMessage());
                Thread.sleep(pause.toMillis());
                pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
            }
        }
    }
}
