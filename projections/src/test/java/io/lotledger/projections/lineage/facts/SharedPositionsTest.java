package io.lotledger.projections.lineage.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.lineage.facts.SharedPositions.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedPositionsTest {
    private static final long FOR_EVER = Long.MAX_VALUE;

    @Test
    void eventsAfterWhichNothingChangesAreReadAtOnePosition() {
        Map<String, List<Span>> events = Map.of(
                "first", List.of(new Span(1, FOR_EVER)),
                "second", List.of(new Span(7, FOR_EVER)),
                "third", List.of(new Span(9, FOR_EVER)));

        assertThat(positions(events)).hasSize(1);
    }

    @Test
    void everySpanIsReadOnceWithinItAndInOrder() {
        Random random = new Random(4);
        for (int round = 0; round < 200; round++) {
            Map<String, List<Span>> events = new HashMap<>();
            for (int i = 0; i < 1 + random.nextInt(8); i++) {
                List<Span> spans = new ArrayList<>();
                long since = random.nextInt(20);
                for (int j = random.nextInt(5); j > 0; j--) spans.add(new Span(since, since += 1 + random.nextInt(6)));
                spans.add(new Span(since, random.nextBoolean() ? FOR_EVER : since + 1));
                events.put("event " + i, spans);
            }
            Map<String, List<Span>> read = new HashMap<>();
            SharedPositions.of(events.keySet(), events::get)
                    .forEach((position, all) -> all.forEach(at -> {
                        Span span = events.get(at.of()).stream()
                                .filter(one -> one.since() == at.since())
                                .findFirst()
                                .orElseThrow();
                        assertThat(position).isBetween(span.since(), span.until() - 1);
                        read.computeIfAbsent(at.of(), one -> new ArrayList<>()).add(span);
                    }));
            assertThat(read).isEqualTo(events);
        }
    }

    private static List<Long> positions(Map<String, List<Span>> events) {
        List<Long> positions = new ArrayList<>();
        SharedPositions.of(events.keySet(), events::get).forEach((position, all) -> positions.add(position));
        return positions;
    }
}
