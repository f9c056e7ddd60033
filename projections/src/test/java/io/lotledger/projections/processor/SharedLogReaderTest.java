package io.lotledger.projections.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.eventlog.LogReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Several readers read one log, each at its own pace; reads end early, positions are missing, and the log grows. */
class SharedLogReaderTest {

    @Property(tries = 60)
    void eachReaderGetsEachEntryOnceAndInOrder(@ForAll long seed) {
        Random random = new Random(seed);
        GrowingLog log = new GrowingLog(random, 50 + random.nextInt(700));
        SharedLogReader shared = new SharedLogReader(log, document -> {
            throw new IllegalStateException("no EPCIS events here");
        });
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) readers.add(new Reader());

        for (int step = 0; step < 60; step++) {
            if (random.nextInt(3) == 0) log.grow(1 + random.nextInt(900));
            Reader reader = readers.get(random.nextInt(readers.size()));
            // a dependent reader stops at the position of the projection it reads
            long limit = random.nextBoolean() ? Long.MAX_VALUE : reader.position + random.nextInt(1_500);
            reader.read(shared, limit);
        }
        for (Reader reader : readers) {
            while (reader.position < log.head()) reader.read(shared, Long.MAX_VALUE);
            assertThat(reader.received).containsExactlyElementsOf(log.positions);
        }
    }

    private static final class Reader {
        private final List<Long> received = new ArrayList<>();
        private long position;

        void read(SharedLogReader log, long limit) {
            SharedLogReader.LogRange next = log.after(position, limit);
            assertThat(next.upTo()).isBetween(position, Math.max(position, limit));
            next.events().forEach(event -> received.add(event.position()));
            position = next.upTo();
        }
    }

    private static final class GrowingLog implements LogReader {
        private final TreeSet<Long> positions = new TreeSet<>();
        private final Random random;
        private final int longestRun;
        private long head;

        GrowingLog(Random random, int longestRun) {
            this.random = random;
            this.longestRun = longestRun;
        }

        void grow(int positionsMore) {
            for (int i = 0; i < positionsMore; i++) {
                head++;
                if (random.nextInt(10) > 0) positions.add(head);
            }
        }

        @Override
        public long head() {
            return head;
        }

        @Override
        public Run read(long after, long until) {
            assertThat(until).isLessThanOrEqualTo(head);
            long upTo = Math.min(until, after + longestRun);
            return new Run(
                    upTo,
                    positions.subSet(after, false, upTo, true).stream()
                            .map(position -> new Placed(position, "entry " + position))
                            .toList());
        }
    }
}
