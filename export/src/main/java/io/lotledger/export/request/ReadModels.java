package io.lotledger.export.request;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ProjectionProgress;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The head of the log, and waiting until the read models reach a position. Only the projections that an export reads
 * count: a stopped projection that no workbook uses delays no export.
 */
public class ReadModels {
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 200;

    /** The projections that a trace reads. */
    private static final Set<String> TRACE = Set.of(EventIndexProjection.NAME, LineageProjection.NAME);

    /** The projections that a workbook reads: those of the trace, and the master data of its places and products. */
    private static final Set<String> WORKBOOK =
            Set.of(EventIndexProjection.NAME, LineageProjection.NAME, MasterDataProjection.NAME);

    private final ProjectionProgress progress;
    private final EventLog log;

    public ReadModels(ProjectionProgress progress, EventLog log) {
        this.progress = progress;
        this.log = log;
    }

    /** The position of the last event in the log, 0 for an empty log. Every acknowledged event is at or below it. */
    public long head() {
        return log.head();
    }

    /** Position of the slowest projection that a workbook reads. */
    public long position() {
        return positionOf(WORKBOOK);
    }

    /** Position of the slowest projection that a trace reads. */
    public long tracePosition() {
        return positionOf(TRACE);
    }

    /** Waits until a workbook can be written as of {@code logPosition}; false on timeout after {@code atMost}. */
    public boolean await(long logPosition, Duration atMost) throws InterruptedException {
        return await(() -> position() >= logPosition, atMost);
    }

    /** Waits until a trace can be read as of {@code logPosition}; false on timeout after {@code atMost}. */
    public boolean awaitTrace(long logPosition, Duration atMost) throws InterruptedException {
        return await(() -> tracePosition() >= logPosition, atMost);
    }

    /** The same for one projection. */
    public boolean await(String projection, long logPosition, Duration atMost) throws InterruptedException {
        return await(() -> progress.positions().getOrDefault(projection, 0L) >= logPosition, atMost);
    }

    /** The same for several projections. */
    public boolean await(Set<String> projections, long logPosition, Duration atMost) throws InterruptedException {
        return await(() -> positionOf(projections) >= logPosition, atMost);
    }

    private long positionOf(Set<String> projections) {
        return progress.positions().entrySet().stream()
                .filter(position -> projections.contains(position.getKey()))
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(0);
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
