package io.lotledger.projections.query.search;

import io.lotledger.projections.query.EventOrder;
import io.lotledger.projections.query.event.ValueForm;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The first events after a cursor in the order of an extension field, of all that it is given. Numbers come before
 * times and times before texts; an event without the field comes last in either direction.
 */
final class FieldOrder {
    private final EventOrder.ByField order;
    private final @Nullable Cursor after;
    private final int atMost;
    private final Comparator<Cursor> comparator;
    private final PriorityQueue<Cursor> first;

    FieldOrder(EventOrder.ByField order, @Nullable Cursor after, int atMost) {
        this.order = order;
        this.after = after;
        this.atMost = atMost;
        Comparator<Cursor> byValue = (one, other) -> compare(one.value(), other.value(), order.ascending());
        Comparator<Cursor> byPosition = Comparator.comparingLong(Cursor::position);
        this.comparator = byValue.thenComparing(order.ascending() ? byPosition : byPosition.reversed());
        this.first = new PriorityQueue<>(comparator.reversed());
    }

    void add(EventSearch.Match match) {
        Cursor cursor = new Cursor(value(match), match.cursor().position());
        if (after != null && comparator.compare(cursor, after) <= 0) return;
        first.add(cursor);
        if (first.size() > atMost) first.remove();
    }

    List<FoundEvent> first() {
        List<Cursor> sorted = new ArrayList<>(first);
        sorted.sort(comparator);
        return sorted.stream().map(cursor -> new FoundEvent(cursor, null)).toList();
    }

    /** Of several values the one that comes first in the order; empty if there is none. */
    private String value(EventSearch.Match match) {
        TreeSet<String> values = new TreeSet<>((one, other) -> compare(one, other, order.ascending()));
        order.facets().forEach(facet -> values.addAll(match.event().values(facet)));
        return values.isEmpty() ? "" : values.first();
    }

    private static int compare(String one, String other, boolean ascending) {
        if (one.isEmpty() || other.isEmpty()) return Boolean.compare(one.isEmpty(), other.isEmpty());
        int order = compare(one, other);
        return ascending ? order : -order;
    }

    private static int compare(String one, String other) {
        Optional<BigDecimal> number = ValueForm.asNumber(one);
        Optional<BigDecimal> otherNumber = ValueForm.asNumber(other);
        if (number.isPresent() && otherNumber.isPresent()) return number.get().compareTo(otherNumber.get());
        @Nullable Instant time = ValueForm.asTime(one);
        @Nullable Instant otherTime = ValueForm.asTime(other);
        if (time != null && otherTime != null) return time.compareTo(otherTime);
        int kind = kind(number, time) - kind(otherNumber, otherTime);
        return kind != 0 ? kind : one.compareTo(other);
    }

    private static int kind(Optional<BigDecimal> number, @Nullable Instant time) {
        if (number.isPresent()) return 0;
        return time != null ? 1 : 2;
    }
}
