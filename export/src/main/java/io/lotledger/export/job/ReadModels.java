package io.lotledger.export.job;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.replay.ProjectionProgress;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/** The tables, seen from the log: where its head is, and waiting until the tables have come so far. */
@Component
public class ReadModels {
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    private final ProjectionProgress progress;
    private final EventLog log;

    ReadModels(ProjectionProgress progress, EventLog log) {
        this.progress = progress;
        this.log = log;
    }

    /** The position of the last event in the log, 0 when there is none: everything acknowledged is at or below it. */
    public long head() {
        return log.head();
    }

    /** How far the slowest table is. */
    public long position() {
        return progress.positions().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
    }

    /** Waits until the tables hold everything up to {@code logPosition}; false when they do not in {@code atMost}. */
    public boolean await(long logPosition, Duration atMost) throws InterruptedException {
        return await(() -> progress.covers(logPosition), atMost);
    }

    /** The same of one projection's tables. */
    public boolean await(String projection, long logPosition, Duration atMost) throws InterruptedException {
        return await(() -> progress.positions().getOrDefault(projection, 0L) >= logPosition, atMost);
    }

    private static boolean await(BooleanSupplier covered, Duration atMost) throws InterruptedException {
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_MILLIS;
        while (!covered.getAsBoolean()) {
            if (System.nanoTime() - start >= atMost.toNanos()) return false;
            Thread.sleep(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
        return true;
    }
}
