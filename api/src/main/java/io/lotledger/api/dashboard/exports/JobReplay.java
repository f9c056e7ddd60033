package io.lotledger.api.dashboard.exports;

import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.lifecycle.RecordedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The events of a job, and its state after one of them.
 *
 * @param at the sequence number of that event
 * @param last the sequence number of the last event
 * @param says the event in words, for {@code aria-valuetext}
 * @param rows the part of the list in which the event stands
 * @param earlier the event that leads to the part before; null when this is the first part
 * @param later the event that leads to the part after; null when this is the last part
 * @param marks what stands under the slider
 */
record JobReplay(
        long at,
        long last,
        String says,
        List<Row> rows,
        @Nullable Long earlier,
        @Nullable Long later,
        List<Mark> marks,
        StateTable state) {
    /** A job with more events than this shows runs of {@code ProgressReported} as one row. */
    static final int FOLDED_ABOVE = 50;

    static final int ROWS = 100;
    /** So many marks have room for their words. */
    static final int MOST_LABELS = 8;

    private static final int LEAST_RUN = 3;

    /** Where a row stands to the event whose state is shown. */
    enum When {
        BEFORE,
        NOW,
        AFTER;

        static When of(long first, long last, long at) {
            return last < at ? BEFORE : first > at ? AFTER : NOW;
        }

        /** For the class of the element. */
        public String word() {
            return this == NOW ? "now" : this == AFTER ? "later" : "past";
        }
    }

    /**
     * A row of the list: an event, or a run of events that reported progress.
     *
     * @param first sequence number of the event, or of the first in the run
     * @param count 1 for an event
     * @param payload as it was recorded; null for a run
     */
    record Row(
            long first,
            long last,
            long count,
            EventWords words,
            Instant time,
            @Nullable String payload,
            When when) {
        public boolean isRun() {
            return count > 1;
        }
    }

    /** An event under the slider. */
    record Mark(long sequence, String label, String kind) {}

    /** Whether the marks have room for their words. */
    public boolean isLabelled() {
        return last < MOST_LABELS;
    }

    /**
     * @param open a run that is shown event by event, by its first sequence number; null for none
     * @param payload writes an event as the API does
     */
    static JobReplay of(
            List<RecordedEvent> events,
            long at,
            @Nullable Long open,
            StateTable state,
            Function<RecordedEvent, EventWords> words,
            Function<RecordedEvent, String> payload) {
        List<Row> all = rows(events, at, open, words, payload);
        int here = 0;
        while (here < all.size() - 1 && all.get(here).last() < at) here++;
        int from = here / ROWS * ROWS;
        int to = Math.min(all.size(), from + ROWS);
        RecordedEvent now = events.get((int) at);
        return new JobReplay(
                at,
                events.size() - 1L,
                "event " + at + ", " + words.apply(now).spoken(),
                List.copyOf(all.subList(from, to)),
                from == 0 ? null : all.get(from - 1).last(),
                to == all.size() ? null : all.get(to).first(),
                marks(events, words),
                state);
    }

    private static List<Row> rows(
            List<RecordedEvent> events,
            long at,
            @Nullable Long open,
            Function<RecordedEvent, EventWords> words,
            Function<RecordedEvent, String> payload) {
        List<Row> rows = new ArrayList<>();
        int next = 0;
        while (next < events.size()) {
            RecordedEvent first = events.get(next);
            int run = events.size() > FOLDED_ABOVE ? run(events, next) : 1;
            boolean folded = run >= LEAST_RUN && (open == null || open != first.sequence());
            if (folded) {
                RecordedEvent last = events.get(next + run - 1);
                rows.add(new Row(
                        first.sequence(),
                        last.sequence(),
                        run,
                        EventWords.ofRun((ProgressReported) first.event(), (ProgressReported) last.event(), run),
                        first.recordedAt(),
                        null,
                        When.of(first.sequence(), last.sequence(), at)));
            } else {
                for (RecordedEvent event : events.subList(next, next + run))
                    rows.add(new Row(
                            event.sequence(),
                            event.sequence(),
                            1,
                            words.apply(event),
                            event.recordedAt(),
                            payload.apply(event),
                            When.of(event.sequence(), event.sequence(), at)));
            }
            next += run;
        }
        return rows;
    }

    /** The number of events from {@code start} on that report progress without another event between them, 1 at least. */
    private static int run(List<RecordedEvent> events, int start) {
        int end = start;
        while (end < events.size() && events.get(end).event() instanceof ProgressReported) end++;
        return Math.max(1, end - start);
    }

    /** All events where there is room for their words; otherwise those that do not report progress. */
    private static List<Mark> marks(List<RecordedEvent> events, Function<RecordedEvent, EventWords> words) {
        boolean all = events.size() <= MOST_LABELS;
        return events.stream()
                .filter(event -> all || !(event.event() instanceof ProgressReported))
                .map(event -> {
                    EventWords said = words.apply(event);
                    return new Mark(event.sequence(), said.label(), said.kind());
                })
                .toList();
    }
}
