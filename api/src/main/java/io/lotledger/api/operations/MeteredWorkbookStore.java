package io.lotledger.api.operations;

import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.delivery.WorkbookStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** Times the calls of S3, and counts those that fail. */
public final class MeteredWorkbookStore implements WorkbookStore {
    private final WorkbookStore store;
    private final Call check;
    private final Call put;
    private final Call get;
    private final Call remove;

    public MeteredWorkbookStore(WorkbookStore store, MeterRegistry registry) {
        this.store = store;
        this.check = new Call("check", registry);
        this.put = new Call("put", registry);
        this.get = new Call("get", registry);
        this.remove = new Call("remove", registry);
    }

    private interface Action<T, E extends Exception> {
        T run() throws E;
    }

    private static final class Call {
        private final Timer timer;
        private final Counter errors;

        Call(String operation, MeterRegistry registry) {
            timer = Timer.builder("lotledger.s3.requests")
                    .tag("operation", operation)
                    .description("Calls of S3, retries included; get includes sending to the client")
                    .register(registry);
            errors = Counter.builder("lotledger.s3.errors")
                    .tag("operation", operation)
                    .description("Calls of S3 that failed after their retries")
                    .register(registry);
        }

        <T, E extends Exception> T measure(Action<T, E> action) throws E {
            Timer.Sample sample = Timer.start();
            try {
                return action.run();
            } catch (StorageUnavailable e) {
                errors.increment();
                throw e;
            } finally {
                sample.stop(timer);
            }
        }

        void measure(Runnable action) {
            Action<Boolean, RuntimeException> asAction = () -> {
                action.run();
                return true;
            };
            measure(asAction);
        }
    }

    @Override
    public void check() {
        check.measure(store::check);
    }

    @Override
    public void put(Workbook workbook, Path file) {
        put.measure(() -> store.put(workbook, file));
    }

    @Override
    public boolean copy(String key, OutputStream out) throws IOException {
        return get.measure(() -> store.copy(key, out));
    }

    @Override
    public boolean mayHold(String key) {
        return check.measure(() -> store.mayHold(key));
    }

    /** Signs without a request to S3. */
    @Override
    public SignedLink link(String key) {
        return store.link(key);
    }

    @Override
    public void remove(String key) {
        remove.measure(() -> store.remove(key));
    }

    @Override
    public void abandonUploads(String key) {
        remove.measure(() -> store.abandonUploads(key));
    }
}
