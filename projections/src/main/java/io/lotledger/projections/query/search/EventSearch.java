package io.lotledger.projections.query.search;

import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import io.lotledger.projections.query.EventOrder;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.condition.Condition;
import io.lotledger.projections.query.condition.Equality;
import io.lotledger.projections.query.event.QueriedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds the events that match a query. The index narrows the search to candidates in their order; each candidate's
 * document is then tested exactly. Results of one {@code upTo} never change: the log only grows.
 */
public final class EventSearch {
    private static final int FIRST_BATCH = 32;
    private static final int LARGEST_BATCH = 4_096;
    /** Damaged entries of a page, which the answer names in a header. */
    private static final int MOST_UNREADABLE = 100;

    private static final int MOST_CHARACTERS_HELD = 8_000_000;

    private final Candidates candidates;
    private final Documents documents;
    private final TransactionTemplate transaction;
    private final Duration longest;

    /** @param longest how long one search may take */
    public EventSearch(
            JdbcClient jdbc, LoggedDocuments documents, PlatformTransactionManager transactions, Duration longest) {
        this.candidates = new Candidates(jdbc);
        this.documents = new Documents(documents);
        this.transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(true);
        this.longest = longest;
    }

    /**
     * One page. A damaged entry of which it cannot be told whether it matches is left out and named by the page. A page with many
     * of them ends early.
     *
     * @param query resolved, if it reads master data
     * @param upTo the log position up to which events count
     * @param after {@code null} for the first page
     * @throws SearchTooLongException when it takes too long
     * @throws DamagedEntryException when many entries are damaged and the order is that of a field
     */
    public FoundPage find(UUID organisation, EventQuery query, long upTo, @Nullable Cursor after, int atMost) {
        if (isImpossible(query)) return new FoundPage(List.of(), null, List.of());
        return inTransaction(() -> {
            if (query.order() instanceof EventOrder.ByField field) {
                FieldOrder ordered = new FieldOrder(field, after, atMost + 1);
                List<Long> unreadable = new ArrayList<>();
                each(
                        organisation,
                        query,
                        upTo,
                        null,
                        LARGEST_BATCH,
                        event -> {
                            ordered.add(event);
                            return true;
                        },
                        damaged -> {
                            unreadable.add(damaged.position());
                            if (unreadable.size() > MOST_UNREADABLE)
                                throw new DamagedEntryException(damaged.position(), null);
                            return true;
                        });
                return page(ordered.first(), atMost, unreadable);
            }
            PageInLogOrder page = new PageInLogOrder(atMost);
            each(organisation, query, upTo, after, Math.max(FIRST_BATCH, atMost + 1), page::add, page::leaveOut);
            return page.found();
        });
    }

    /** Whether more events than this match. */
    public boolean exceeds(UUID organisation, EventQuery query, long upTo, int most) {
        if (isImpossible(query)) return false;
        int[] count = {0};
        inTransaction(() -> {
            int batch = Math.min(LARGEST_BATCH, most + 1);
            each(organisation, query, upTo, null, batch, event -> ++count[0] <= most, damaged -> true);
            return count;
        });
        return count[0] > most;
    }

    /** Hands over the documents of a page in order, with a bounded number of them in memory. */
    public void documents(FoundPage page, Consumer<KeptEvent> consumer) {
        int size = Documents.CHUNK;
        for (int from = 0; from < page.events.size(); from += size) {
            List<FoundEvent> chunk = page.events.subList(from, Math.min(from + size, page.events.size()));
            List<Long> missing = chunk.stream()
                    .filter(event -> event.kept() == null)
                    .map(event -> event.cursor().position())
                    .toList();
            Iterator<KeptEvent> read = missing.isEmpty()
                    ? Collections.emptyIterator()
                    : documents.at(missing).iterator();
            for (FoundEvent event : chunk) {
                KeptEvent kept = event.kept();
                consumer.accept(kept == null ? read.next() : kept);
            }
        }
    }

    /** A matching event with its place in the order. */
    record Match(Cursor cursor, QueriedEvent event) {}

    /** Visits matching events, and damaged ones that may match, in order until a visitor has enough. */
    private void each(
            UUID organisation,
            EventQuery query,
            long upTo,
            @Nullable Cursor after,
            int firstBatch,
            Predicate<Match> visitor,
            Predicate<Cursor> damaged) {
        long start = System.nanoTime();
        long read = 0;
        Cursor cursor = after;
        for (int batch = firstBatch; ; batch = Math.min(batch * 4, Math.max(firstBatch, LARGEST_BATCH))) {
            List<Cursor> rows = candidates.next(organisation, query, upTo, cursor, batch);
            for (int from = 0; from < rows.size(); from += Documents.CHUNK) {
                List<Cursor> chunk = rows.subList(from, Math.min(from + Documents.CHUNK, rows.size()));
                Map<Long, KeptEvent> kept =
                        documents.readable(chunk.stream().map(Cursor::position).toList());
                for (Cursor place : chunk) {
                    @Nullable QueriedEvent event = parsed(place.position(), kept.get(place.position()));
                    if (event == null) {
                        if (!damaged.test(place)) return;
                    } else if (query.matches(event) && !visitor.test(new Match(place, event))) return;
                }
                read += chunk.size();
                if (System.nanoTime() - start > longest.toNanos()) throw new SearchTooLongException(longest, read);
            }
            if (rows.size() < batch) return;
            cursor = rows.get(rows.size() - 1);
        }
    }

    /** Null for an event that is damaged: it was indexed, so it could be parsed. */
    private static @Nullable QueriedEvent parsed(long position, @Nullable KeptEvent kept) {
        try {
            return kept == null ? null : QueriedEvent.of(position, kept);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static FoundPage page(List<FoundEvent> found, int atMost, List<Long> unreadable) {
        if (found.size() <= atMost) return new FoundPage(found, null, unreadable);
        return new FoundPage(found.subList(0, atMost), found.get(atMost - 1).cursor(), unreadable);
    }

    /** A page as the search goes through the candidates in their order. */
    private static final class PageInLogOrder {
        private final int atMost;
        private final List<FoundEvent> events = new ArrayList<>();
        private final HeldDocuments held = new HeldDocuments();
        /** Each with the number of events before it: those behind the last event of the page are named by the next one. */
        private final List<LeftOut> leftOut = new ArrayList<>();

        private record LeftOut(Cursor place, int before) {}

        PageInLogOrder(int atMost) {
            this.atMost = atMost;
        }

        boolean add(Match match) {
            events.add(new FoundEvent(match.cursor(), held.hold(match.event().kept())));
            return events.size() <= atMost;
        }

        boolean leaveOut(Cursor damaged) {
            leftOut.add(new LeftOut(damaged, events.size()));
            return leftOut.size() < MOST_UNREADABLE;
        }

        FoundPage found() {
            if (events.size() > atMost) return page(events, atMost, unreadable(atMost));
            if (leftOut.size() < MOST_UNREADABLE) return page(events, atMost, unreadable(Integer.MAX_VALUE));
            Cursor last = leftOut.get(leftOut.size() - 1).place();
            return new FoundPage(events, last, unreadable(Integer.MAX_VALUE));
        }

        private List<Long> unreadable(int beforeEvent) {
            return leftOut.stream()
                    .filter(one -> one.before() < beforeEvent)
                    .map(one -> one.place().position())
                    .toList();
        }
    }

    /** Such as a place condition without any place. */
    private static boolean isImpossible(EventQuery query) {
        return query.conditions().stream().anyMatch(EventSearch::isImpossible);
    }

    private static boolean isImpossible(Condition condition) {
        return condition instanceof Equality equality && equality.values().isEmpty();
    }

    private <T> T inTransaction(Supplier<T> reading) {
        T result = transaction.execute(status -> {
            candidates.planForValues();
            return reading.get();
        });
        if (result == null) throw new IllegalStateException("the search gave no result");
        return result;
    }

    /** Keeps documents until they are too many characters. */
    private static final class HeldDocuments {
        private long characters;

        @Nullable
        KeptEvent hold(KeptEvent kept) {
            characters += kept.document().length();
            return characters > MOST_CHARACTERS_HELD ? null : kept;
        }
    }
}
