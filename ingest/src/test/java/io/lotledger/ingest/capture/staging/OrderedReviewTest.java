package io.lotledger.ingest.capture.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.SentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class OrderedReviewTest {
    private static final int ALONE = 1_000_000;

    private final List<Integer> delivered = new ArrayList<>();

    @Property(tries = 50)
    void resultsKeepDocumentOrderForAnyFreeThreads(
            @ForAll @Size(max = 60) List<@IntRange(max = 120_000) Integer> lengths,
            @ForAll @IntRange(max = 3) int threads) {
        ExecutorService pool = threads == 0 ? null : Executors.newFixedThreadPool(threads);
        List<Integer> out = new ArrayList<>();
        Executor free = pool == null ? Runnable::run : pool;
        OrderedReview<StagedEntry> reviews =
                new OrderedReview<>(free, OrderedReviewTest::reviewed, one -> out.add(index(one)));

        for (int i = 0; i < lengths.size(); i++) reviews.add(event(i, lengths.get(i)));
        reviews.finish();
        if (pool != null) pool.shutdown();

        assertThat(out).isEqualTo(IntStream.range(0, lengths.size()).boxed().toList());
    }

    @Test
    void slowReviewDoesNotAccumulateEvents() {
        AtomicInteger under = new AtomicInteger();
        List<Runnable> given = new ArrayList<>();
        OrderedReview<StagedEntry> reviews = new OrderedReview<>(
                work -> {
                    if (given.isEmpty()) given.add(work); // the first is slow: it does not run yet
                    else work.run();
                    if (under.incrementAndGet() == 9) given.get(0).run();
                },
                OrderedReviewTest::reviewed,
                one -> delivered.add(index(one)));

        for (int i = 0; i < 9; i++) reviews.add(event(i, 100_000));

        assertThat(delivered).hasSize(9);
    }

    @Test
    void hugeEventIsReviewedAlone() {
        List<Integer> before = new ArrayList<>();
        OrderedReview<StagedEntry> reviews = new OrderedReview<>(
                Runnable::run,
                event -> {
                    before.add(delivered.size());
                    return reviewed(event);
                },
                one -> delivered.add(index(one)));

        reviews.add(event(0, 10));
        reviews.add(event(1, ALONE));

        assertThat(before).containsExactly(0, 1);
        assertThat(delivered).containsExactly(0, 1);
    }

    @Test
    void failedReviewFailsTheDocument() {
        OrderedReview<StagedEntry> reviews = new OrderedReview<>(
                Runnable::run,
                event -> {
                    throw new IllegalArgumentException("event " + event.index());
                },
                one -> delivered.add(index(one)));

        assertThatThrownBy(() -> {
                    reviews.add(event(7, 10));
                    reviews.finish();
                })
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("event 7");
    }

    private static int index(StagedEntry one) {
        return ((StagedEntry.Rejected) one).index();
    }

    private static StagedEntry reviewed(SentEvent event) {
        return new StagedEntry.Rejected(event.index(), null, null, List.of(), List.of(), null);
    }

    private static SentEvent event(int index, int length) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("type", "x".repeat(length));
        return new SentEvent(
                index, "$", node, JsonLdContext.NONE, Set.of(), DocumentFormat.JSON, false, path -> path, List.of());
    }
}
