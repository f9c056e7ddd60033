package io.lotledger.ingest.capture.staging;

import io.lotledger.ingest.document.event.SentEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * Reviews a document's events on whatever threads are free while the next ones are read, and hands them on in document
 * order. A bounded number waits, so a document as long as it likes takes no more memory than a short one.
 *
 * @param <T> what became of an event
 */
final class OrderedReview<T> {
    /** What is reviewed in one go, in characters or so: some thirty events of 1 KB. */
    private static final int RUN = 100_000;
    /** An event as large as that is reviewed while nothing else of its document is in memory. */
    private static final int ALONE = 1_000_000;

    private static final int MOST_UNDER_WAY = 8;

    private final Executor threads;
    private final Function<SentEvent, T> review;
    private final Consumer<T> next;
    private final Deque<FutureTask<List<T>>> underWay = new ArrayDeque<>();
    private List<SentEvent> run = new ArrayList<>();
    private int weight;

    /**
     * @param threads runs what it is given at once, be it on the caller's thread: what waits in a queue would hold up the rest
     * @param next is called on the thread that adds and finishes
     */
    OrderedReview(Executor threads, Function<SentEvent, T> review, Consumer<T> next) {
        this.threads = threads;
        this.review = review;
        this.next = next;
    }

    void add(SentEvent event) {
        int weighs = weight(event.node());
        if (weighs >= ALONE) {
            finish();
            next.accept(review.apply(event));
            return;
        }
        run.add(event);
        weight += weighs;
        if (weight < RUN) return;
        threads.execute(begun());
        while (!underWay.isEmpty()
                && (underWay.size() > MOST_UNDER_WAY || underWay.element().isDone())) handOn();
    }

    /** Returns when all that was added is handed on. */
    void finish() {
        if (!run.isEmpty()) begun().run();
        while (!underWay.isEmpty()) handOn();
    }

    private FutureTask<List<T>> begun() {
        List<SentEvent> events = run;
        run = new ArrayList<>(events.size());
        weight = 0;
        FutureTask<List<T>> task =
                new FutureTask<>(() -> events.stream().map(review).toList());
        underWay.add(task);
        return task;
    }

    private void handOn() {
        try {
            underWay.remove().get().forEach(next);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            if (e.getCause() instanceof Error cause) throw cause;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a document was reviewed", e);
        }
    }

    private static int weight(JsonNode node) {
        int weight = node.isString() ? 50 + node.stringValue().length() : 50;
        for (JsonNode inner : node) weight += weight(inner);
        return weight;
    }
}
