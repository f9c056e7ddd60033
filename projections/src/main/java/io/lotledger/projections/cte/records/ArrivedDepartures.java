package io.lotledger.projections.cte.records;

import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.lineage.units.EventDates;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The departures of one lot that are known to have arrived: a later record is of other goods. All of the amount arrived,
 * and nothing that had left for the place by then was still in transit: otherwise the receipt may be of that. A receipt
 * brings what exactly its amount is open of, otherwise the earliest.
 */
final class ArrivedDepartures {
    private static final String NO_PLACE = "";

    private final Supplier<List<RecordedMovement>> received;
    private final Map<String, List<Departure>> byPlace = new HashMap<>();
    private final Map<RecordedMovement, Instant> arrived = new HashMap<>();
    private @Nullable Queue<Arrival> arrivals;

    /** @param received in event order */
    ArrivedDepartures(Supplier<List<RecordedMovement>> received) {
        this.received = received;
    }

    /** Adds a departure. They are added in event order. */
    void add(RecordedMovement departed) {
        Departure departure = new Departure(departed);
        Set<String> places = departed.otherPlaces();
        (places.isEmpty() ? Set.of(NO_PLACE) : places)
                .forEach(place ->
                        byPlace.computeIfAbsent(place, p -> new ArrayList<>()).add(departure));
    }

    /** Whether the departure arrived earlier than the record, by more than clocks may differ. */
    boolean isBefore(RecordedMovement departed, MovementRecord record) {
        Instant end = record.event().event().eventTime().minus(RecordedMovements.MAX_CLOCK_DIFFERENCE);
        if (!departed.first().event().eventTime().isBefore(end)) return false;
        Queue<Arrival> next = arrivals();
        for (Arrival arrival = next.peek(); arrival != null && arrival.latest().isBefore(end); arrival = next.peek())
            arrive(next.remove());
        Instant known = arrived.get(departed);
        return known != null && known.isBefore(end);
    }

    private Queue<Arrival> arrivals() {
        Queue<Arrival> known = arrivals;
        if (known == null) {
            List<Arrival> inOrder = new ArrayList<>();
            for (RecordedMovement movement : received.get()) {
                for (MovementRecord record : movement.records()) {
                    boolean isFirst = record.event().equals(movement.first());
                    if (isFirst || movement.isJoinedByAmount(record))
                        inOrder.add(new Arrival(record, isFirst, latest(record), inOrder.size()));
                }
            }
            arrivals = known = new PriorityQueue<>(inOrder);
        }
        return known;
    }

    /** An event known only by its date may be at any time of that day. */
    private static Instant latest(MovementRecord record) {
        Instant time = record.event().event().eventTime();
        boolean isOnlyDate = EventDates.isOnlyDate(record.event().event());
        return isOnlyDate ? time.plus(Duration.ofDays(1)).minusNanos(1) : time;
    }

    private void arrive(Arrival arrival) {
        List<Departure> possible = departures(arrival);
        for (LotAmount amount : LotAmount.summed(arrival.record().amounts())) bring(amount, arrival, possible);
        if (possible.stream().anyMatch(Departure::isInTransit)) return;
        possible.stream().filter(Departure::hasArrived).forEach(one -> arrived.put(one.movement, arrival.latest()));
        arrival.places()
                .forEach(place -> byPlace.getOrDefault(place, new ArrayList<>())
                        .removeIf(one -> arrived.containsKey(one.movement)));
    }

    private List<Departure> departures(Arrival arrival) {
        return arrival.places()
                .flatMap(place -> byPlace.getOrDefault(place, List.of()).stream())
                .distinct()
                .filter(one -> !arrived.containsKey(one.movement) && arrival.mayBring(one.movement))
                .toList();
    }

    private static void bring(LotAmount amount, Arrival arrival, List<Departure> possible) {
        List<Part> open = possible.stream()
                .flatMap(one -> one.parts.stream())
                .filter(part -> part.isOpen() && part.sent.countsWith(amount))
                .toList();
        if (!arrival.isFirst() && !isAwaitedWhole(amount, open)) return;
        List<Part> exact =
                open.stream().filter(part -> part.isExactly(amount)).limit(1).toList();
        BigDecimal quantity = amount.quantity();
        for (Part part : exact.isEmpty() ? open : exact) {
            if (quantity != null && quantity.signum() <= 0) return;
            quantity = part.without(quantity);
            if (quantity == null) return;
        }
    }

    /** Otherwise it is another record of an earlier receipt. */
    private static boolean isAwaitedWhole(LotAmount amount, List<Part> open) {
        BigDecimal quantity = amount.quantity();
        if (quantity == null || open.stream().anyMatch(part -> part.open == null)) return true;
        BigDecimal all =
                open.stream().flatMap(part -> Stream.ofNullable(part.open)).reduce(BigDecimal.ZERO, BigDecimal::add);
        return all.compareTo(quantity) >= 0;
    }

    /**
     * @param isFirst whether it is the first record of its movement; nothing but the amount joins another one to it
     * @param latest the time at which it had arrived at the latest
     */
    private record Arrival(MovementRecord record, boolean isFirst, Instant latest, int number)
            implements Comparable<Arrival> {
        private static final Comparator<Arrival> ORDER =
                Comparator.comparing(Arrival::latest).thenComparing(Arrival::number);

        @Override
        public int compareTo(Arrival other) {
            return ORDER.compare(this, other);
        }

        /** A departure that names no place may have gone there. */
        Stream<String> places() {
            return Stream.concat(record.here().stream(), Stream.of(NO_PLACE));
        }

        boolean mayBring(RecordedMovement departed) {
            Set<String> from = record.there().byType().get(0);
            return EventDates.isNotAfter(
                            departed.first().event(), record.event().event())
                    && (from.isEmpty()
                            || !Collections.disjoint(
                                    from, departed.records().get(0).here()));
        }
    }

    private static final class Departure {
        private final RecordedMovement movement;
        private final List<Part> parts;

        Departure(RecordedMovement movement) {
            this.movement = movement;
            this.parts = LotAmount.summed(movement.records().get(0).amounts()).stream()
                    .map(Part::new)
                    .toList();
        }

        boolean isInTransit() {
            return parts.stream().anyMatch(part -> part.isOpen() && !part.isMatched);
        }

        boolean hasArrived() {
            return parts.stream().noneMatch(Part::isOpen);
        }
    }

    /** An amount in one unit of measure. */
    private static final class Part {
        private final LotAmount sent;
        private @Nullable BigDecimal open;
        private boolean isMatched;

        Part(LotAmount sent) {
            this.sent = sent;
            this.open = sent.quantity();
        }

        boolean isOpen() {
            return open == null ? !isMatched : open.signum() > 0;
        }

        boolean isExactly(LotAmount amount) {
            BigDecimal quantity = amount.quantity();
            BigDecimal left = open;
            if (quantity == null || left == null) return quantity == null && left == null;
            return left.compareTo(quantity) == 0;
        }

        /** Takes what is open of it out of the quantity: all of one that cannot be compared. */
        @Nullable
        BigDecimal without(@Nullable BigDecimal quantity) {
            isMatched = true;
            BigDecimal left = open;
            if (quantity == null || left == null) return null;
            BigDecimal part = left.min(quantity);
            open = left.subtract(part);
            return quantity.subtract(part);
        }
    }
}
