package io.lotledger.projections.cte.records;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.MovementEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;

/** The shipments and receipts of one lot in event order, by unit and by route: whether goods came back in between. */
final class MovedGoods {
    private final LotKey lot;
    private final Map<LotEvent, Integer> positions = new HashMap<>();
    private final Map<String, List<Movement>> byUnit = new HashMap<>();
    /** The positions of movements from one place to another. */
    private final Map<List<String>, NavigableSet<Integer>> byRoute = new HashMap<>();

    private record Movement(int position, boolean departs, Set<String> from, Set<String> to) {}

    /** @param movements those of the lot, in event order */
    MovedGoods(LotKey lot, List<LotEvent> movements) {
        this.lot = lot;
        for (LotEvent event : movements) {
            boolean departs = MovementEvents.isShipment(event) || MovementEvents.isTransport(event);
            if (positions.putIfAbsent(event, positions.size()) == null && (departs || MovementEvents.isReceipt(event)))
                add(event, departs);
        }
    }

    private void add(LotEvent event, boolean departs) {
        Movement movement = new Movement(
                positions.size() - 1,
                departs,
                departs ? event.shippedFrom() : event.sources().byType().get(0),
                departs ? event.destinations().byType().get(0) : event.receivedAt());
        for (String unit : event.unitsOf(lot))
            byUnit.computeIfAbsent(unit, u -> new ArrayList<>()).add(movement);
        for (String from : movement.from()) {
            for (String to : movement.to())
                byRoute.computeIfAbsent(List.of(from, to), r -> new TreeSet<>()).add(movement.position());
        }
    }

    /** Whether the lot moved from one of the places to one of the others between the two records. */
    boolean moved(Set<String> from, Set<String> to, MovementRecord earlier, MovementRecord later) {
        int last = position(later);
        return from.stream()
                .flatMap(one -> to.stream().map(other -> byRoute.getOrDefault(List.of(one, other), NONE)))
                .map(positions -> positions.higher(position(earlier)))
                .anyMatch(next -> next != null && next < last);
    }

    private static final NavigableSet<Integer> NONE = Collections.emptyNavigableSet();

    /** Whether a unit came to the place of a departure, or left the place of an arrival, between the two records. */
    boolean cameBack(
            Set<String> units, Set<String> here, MovementRecord earlier, MovementRecord later, boolean departures) {
        return units.stream()
                .flatMap(unit -> byUnit.getOrDefault(unit, List.of()).stream())
                .filter(movement -> isBetween(movement, earlier, later))
                .anyMatch(movement -> departures ? bringsTo(movement, here) : takesFrom(movement, here));
    }

    /** Whether a unit is known to have arrived between two departures, or to have left between two arrivals. */
    boolean turned(Set<String> units, MovementRecord earlier, MovementRecord later, boolean departures) {
        return units.stream()
                .flatMap(unit -> byUnit.getOrDefault(unit, List.of()).stream())
                .anyMatch(movement -> movement.departs() != departures && isBetween(movement, earlier, later));
    }

    private static boolean bringsTo(Movement movement, Set<String> here) {
        return !Collections.disjoint(movement.to(), here) || (movement.departs() && isElsewhere(movement.from(), here));
    }

    private static boolean takesFrom(Movement movement, Set<String> here) {
        return !Collections.disjoint(movement.from(), here)
                || (!movement.departs() && isElsewhere(movement.to(), here));
    }

    private static boolean isElsewhere(Set<String> places, Set<String> here) {
        return !places.isEmpty() && Collections.disjoint(places, here);
    }

    private boolean isBetween(Movement movement, MovementRecord earlier, MovementRecord later) {
        return position(earlier) < movement.position() && movement.position() < position(later);
    }

    private int position(MovementRecord movement) {
        return positions.getOrDefault(movement.event(), 0);
    }
}
