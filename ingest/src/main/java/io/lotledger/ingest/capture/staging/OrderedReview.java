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
 * Reviews a document's events on free threads while later events are read, and delivers the results in document order.
 * The number of waiting events is bounded, so memory use does not depend on the document's length.
 *
 * @param <T> result of reviewing an event
 */
final class OrderedReview<T> {
    /** Size of one batch in approximate characters: about thirty events of 1 KB. */
    private static final int BATCH_WEIGHT = 100_000;
    /** An event of this size is reviewed alone, with no other event of its document in memory. */
    private static final int LARGE_EVENT_WEIGHT = 1_000_000;

    private static final int MAX_IN_FLIGHT = 8;

    private final Executor threads;
    private final Function<SentEvent, T> review;
    private final Consumer<T> consumer;
    private final Deque<FutureTask<List<T>>> inFlight = new ArrayDeque<>();
    private List<SentEvent> batch = new ArrayList<>();
    private int weight;

    /**
     * @param threads runs each task at once, if need be on the caller's thread; a queued task would delay the tasks
     *     after it
     * @param consumer called on the thread that calls {@link #add} and {@link #finish}
     */
    OrderedReview(Executor threads, Function<SentEvent, T> review, Consumer<T> consumer) {
        this.threads = threads;
        this.review = review;
        this.consumer = consumer;
    }

    void add(SentEvent event) {
        int eventWeight = weight(event.node());
        if (eventWeight >= LARGE_EVENT_WEIGHT) {
            finish();
            consumer.accept(review.apply(event));
            return;
        }
        batch.add(event);
        weight += eventWeight;
        if (weight < BATCH_WEIGHT) return;
        threads.execute(startBatch());
        while (!inFlight.isEmpty()
                && (inFlight.size() > MAX_IN_FLIGHT || inFlight.element().isDone())) deliverNext();
    }

    /** Returns when all results are delivered. */
    void finish() {
        if (!batch.isEmpty()) startBatch().run();
        while (!inFlight.isEmpty()) deliverNext();
    }

    private FutureTask<List<T>> startBatch() {
        List<SentEvent> events = batch;
        batch = new ArrayList<>(events.size());
        weight = 0;
        FutureTask<List<T>> task =
                new FutureTask<>(() -> events.stream().map(review).toList());
        inFlight.add(task);
        return task;
    }

    private void deliverNext() {
        try {
            inFlight.remove().get().forEach(consumer);
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
