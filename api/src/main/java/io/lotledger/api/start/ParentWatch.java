package io.lotledger.api.start;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * Stops the server when the process that started it ends. Ctrl-C reaches Maven and the server; a signal to Maven alone would
 * leave the server with its port and its data directory.
 */
@Component
@ConditionalOnProperty(name = "lotledger.stop-with-parent", havingValue = "true")
final class ParentWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ParentWatch.class);

    @Autowired
    ParentWatch() {
        this(ProcessHandle.current().parent(), () -> System.exit(0));
    }

    ParentWatch(Optional<ProcessHandle> parent, Runnable stop) {
        parent.map(ProcessHandle::onExit).ifPresent(end -> stopAfter(end, stop));
    }

    private static void stopAfter(CompletableFuture<ProcessHandle> end, Runnable stop) {
        CompletableFuture<Void> unused = end.thenRun(() -> {
            LOG.info("The process that started the server has ended; the server stops");
            stop.run();
        });
    }
}
