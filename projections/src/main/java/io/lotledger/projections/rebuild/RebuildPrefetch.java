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

/** The parts of a rebuild that come next, read one after the other and worked out side by side, while the one before is written. */
final class RebuildPrefetch {
    private static final int PARTS = 3;
    private static final int THREADS = 2;

    private final ProjectionPositions positions;
    private final SharedLogReader log;
    private final TransactionTemplate transaction;
    private final Executor threads;
    private final Deque<Coming> coming = new ArrayDeque<>();
    private @Nullable Rebuild rebuild;

    /** One that was begun anew uses nothing of the one before. */
    private record Rebuild(String projection, Instant startedAt) {}

    /** @param end how far the part goes, known before it is worked out */
    private record Coming(CompletableFuture<Long> after, CompletableFuture<Long> end, CompletableFuture<Part> part) {}

    /**
     * @param events none where the projection is not filled from the log
     * @param write to be run in the transaction of the caller; fails where working out did
     */
    record Part(long after, long upTo, List<LoggedEvent> events, Runnable write) {}

    RebuildPrefetch(
            ProjectionPositions positions, SharedLogReader log, TransactionTemplate transaction, Executor threads) {
        this.positions = positions;
        this.log = log;
        this.transaction = transaction;
        this.threads = threads;
    }

    /** Of those that end when there is nothing to do for them. */
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

    /** The part after a position that is before the head. */
    Part next(Projection projection, Instant startedAt, long after, long head) {
        try {
            return begun(projection, startedAt, after, head);
        } catch (CompletionException e) {
            coming.clear(); // what failed is not asked again
            throw e;
        }
    }

    private Part begun(Projection projection, Instant startedAt, long after, long head) {
        Rebuild asked = new Rebuild(projection.name(), startedAt);
        Coming first = coming.peek();
        boolean known = asked.equals(rebuild) && first != null && first.after().join() == after;
        if (!known) coming.clear();
        rebuild = asked;
        while (coming.size() < PARTS) {
            Coming last = coming.peekLast();
            coming.add(begin(projection, last == null ? CompletableFuture.completedFuture(after) : last.end(), head));
        }
        Part part = coming.remove().part().join();
        if (part.upTo() >= head) coming.clear(); // nothing was left for them
        return part;
    }

    private Coming begin(Projection projection, CompletableFuture<Long> start, long head) {
        if (!projection.isFilledFromLog()) {
            CompletableFuture<Long> end =
                    start.thenApplyAsync(after -> after < head ? projection.endOfPart(after, head) : after, threads);
            return new Coming(
                    start,
                    end,
                    end.thenApplyAsync(upTo -> workedOut(projection, start.join(), upTo, List.of()), threads));
        }
        CompletableFuture<LogReader.Run> run =
                start.thenApplyAsync(after -> log.run(after, Math.min(head, after + SharedLogReader.BLOCK)), threads);
        return new Coming(
                start,
                run.thenApply(LogReader.Run::upTo),
                run.thenApplyAsync(r -> workedOut(projection, start.join(), r.upTo(), log.read(r)), threads));
    }

    private Part workedOut(Projection projection, long after, long upTo, List<LoggedEvent> events) {
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
