package io.lotledger.projections.rebuild;

import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.SharedLogReader;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Prefetches the next parts of a rebuild: reads them in order and prepares them in parallel, while the previous part is
 * written.
 */
final class RebuildPrefetch {
    private static final int PARTS = 3;
    private static final int THREADS = 2;

    private final ProjectionPositions positions;
    private final SharedLogReader log;
    private final TransactionTemplate transaction;
    private final Executor threads;
    private final Deque<Prefetched> queue = new ArrayDeque<>();
    private @Nullable Rebuild rebuild;

    /** Identifies one rebuild; a restarted rebuild does not reuse the parts of the previous one. */
    private record Rebuild(String projection, Instant startedAt) {}

    /** @param end end position of the part, known before the part is prepared */
    private record Prefetched(
            CompletableFuture<Long> after, CompletableFuture<Long> end, CompletableFuture<Part> part) {}

    /**
     * @param events empty if the projection is not filled from the log
     * @param write runs in the caller's transaction; rethrows the failure of the preparation
     */
    record Part(long after, long upTo, List<LoggedEvent> events, Runnable write) {}

    RebuildPrefetch(
            ProjectionPositions positions, SharedLogReader log, TransactionTemplate transaction, Executor threads) {
        this.positions = positions;
        this.log = log;
        this.transaction = transaction;
        this.threads = threads;
    }

    /** A thread pool whose threads end when they are idle. */
    static Executor threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "rebuild-ahead");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Returns the part after a position that is before the head. */
    Part next(Projection projection, Instant startedAt, long after, long head) {
        try {
            return prefetched(projection, startedAt, after, head);
        } catch (CompletionException e) {
            queue.clear(); // do not reuse failed parts
            throw e;
        }
    }

    private Part prefetched(Projection projection, Instant startedAt, long after, long head) {
        Rebuild requested = new Rebuild(projection.name(), startedAt);
        Prefetched first = queue.peek();
        boolean known =
                requested.equals(rebuild) && first != null && first.after().join() == after;
        if (!known) queue.clear();
        rebuild = requested;
        while (queue.size() < PARTS) {
            Prefetched last = queue.peekLast();
            queue.add(prefetch(projection, last == null ? CompletableFuture.completedFuture(after) : last.end(), head));
        }
        Part part = queue.remove().part().join();
        if (part.upTo() >= head) queue.clear(); // no parts lie beyond the head
        return part;
    }

    private Prefetched prefetch(Projection projection, CompletableFuture<Long> start, long head) {
        if (!projection.isFilledFromLog()) {
            CompletableFuture<Long> end =
                    start.thenApplyAsync(after -> after < head ? projection.endOfPart(after, head) : after, threads);
            return new Prefetched(
                    start,
                    end,
                    end.thenApplyAsync(upTo -> prepare(projection, start.join(), upTo, List.of()), threads));
        }
        CompletableFuture<LogReader.Run> run =
                start.thenApplyAsync(after -> log.run(after, Math.min(head, after + SharedLogReader.BLOCK)), threads);
        return new Prefetched(
                start,
                run.thenApply(LogReader.Run::upTo),
                run.thenApplyAsync(r -> prepare(projection, start.join(), r.upTo(), log.read(r)), threads));
    }

    private Part prepare(Projection projection, long after, long upTo, List<LoggedEvent> events) {
        if (upTo <= after) return new Part(after, upTo, List.of(), () -> {});
        try {
            Runnable write = projection.isFilledFromLog()
                    ? projection.fill(events, after, upTo)
                    : Objects.requireNonNull(transaction.execute(status -> {
                        positions.prepareToWrite();
                        return projection.fill(events, after, upTo);
                    }));
            return new Part(after, upTo, events, write);
        } catch (RuntimeException e) {
            return new Part(after, upTo, events, () -> {
                throw e;
            });
        }
    }
}
