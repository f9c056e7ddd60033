package io.lotledger.projections.cte.records;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells two departures of one lot, or two arrivals, from two records of one. Both name one place, do not contradict each
 * other in the other end or in their documents, and state one amount. Of these:
 *
 * <ol>
 *   <li>If both name units, and none in common, they are two. So are two trips of one unit with other units inside.
 *   <li>If the goods came back in between, they are two.
 *   <li>If their step and type are the same, they are two: a unit is used again.
 *   <li>If they share the document of one consignment (bill of lading, despatch advice), they are one.
 *   <li>If they name the same logistic units or serials, they are one, unless one of these is known to have arrived
 *       between two departures, or to have left between two arrivals.
 *   <li>If they are more than seven days apart, they are two, because an order may be delivered several times. So are
 *       departures of which the earlier {@linkplain ArrivedDepartures had arrived} more than a day before the later.
 *   <li>Otherwise they are one.
 * </ol>
 */
final class SeparateMovements {
    private final MovedGoods moved;
    private final boolean departures;

    /** @param departures whether the records are of departures, otherwise of arrivals */
    SeparateMovements(MovedGoods moved, boolean departures) {
        this.moved = moved;
        this.departures = departures;
    }

    /** @param earlier in event order */
    boolean areOne(MovementRecord earlier, MovementRecord later) {
        if (earlier.isOfKind(later)) return false; // RecordedMovements does not compare such events at all
        if (!earlier.isOfEnds(later) || earlier.documents().contradict(later.documents())) return false;
        if (!RecordedAmounts.areOne(earlier, later)) return false;
        Set<String> common = earlier.unitsInCommon(later);
        if (common.isEmpty() && earlier.namesUnit() && later.namesUnit()) return false;
        if (earlier.holdsOtherUnits(later) || cameBack(earlier, later, common)) return false;
        if (earlier.documents().areOfOneConsignment(later.documents())) return true;
        if (!common.isEmpty()) return !moved.turned(common, earlier, later, departures);
        return !isFarApart(earlier, later);
    }

    /** Whether they are taken for one though neither a unit nor a document says so. */
    static boolean isGuess(MovementRecord one, MovementRecord other) {
        return one.unitsInCommon(other).isEmpty() && !one.documents().share(other.documents());
    }

    /** Whether a unit or the document of one consignment joins them. */
    static boolean areOfOneConsignment(MovementRecord one, MovementRecord other) {
        return !one.unitsInCommon(other).isEmpty() || one.documents().areOfOneConsignment(other.documents());
    }

    static Duration between(MovementRecord one, MovementRecord other) {
        return Duration.between(
                        one.event().event().eventTime(), other.event().event().eventTime())
                .abs();
    }

    static boolean isFarApart(MovementRecord one, MovementRecord other) {
        return between(one, other).compareTo(RecordedMovements.LONGEST_BETWEEN_RECORDS) > 0;
    }

    private boolean cameBack(MovementRecord earlier, MovementRecord later, Set<String> units) {
        Set<String> here = union(earlier.here(), later.here());
        if (!units.isEmpty()) return moved.cameBack(units, here, earlier, later, departures);
        Set<String> there = union(places(earlier), places(later));
        return departures ? moved.moved(there, here, earlier, later) : moved.moved(here, there, earlier, later);
    }

    private static Set<String> places(MovementRecord movement) {
        return movement.there().byType().get(0);
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }
}
