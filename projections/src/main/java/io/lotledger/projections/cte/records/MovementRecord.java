package io.lotledger.projections.cte.records;

import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.MovementDocuments;
import io.lotledger.projections.cte.reading.NamedEnd;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one event says of a departure, or of an arrival, of one lot.
 *
 * @param here the places that the goods left, or reached
 * @param there where they go, or come from
 * @param units the logistic units and serials that the event names
 * @param inside the units and serials inside these, through any nesting
 */
record MovementRecord(
        LotEvent event,
        Set<String> here,
        NamedEnd there,
        MovementDocuments documents,
        Set<String> units,
        Set<String> inside,
        List<LotAmount> amounts,
        List<String> amountsInWords) {

    /** Its step and type. */
    List<String> kind() {
        return RecordedMovements.kind(event);
    }

    boolean isOfKind(MovementRecord other) {
        return event.step().equals(other.event.step())
                && event.event().type().equals(other.event.event().type());
    }

    /** The units in common, through any nesting. */
    Set<String> unitsInCommon(MovementRecord other) {
        Set<String> common = new HashSet<>(allUnits());
        common.retainAll(other.allUnits());
        return common;
    }

    /** Whether both know what is inside their units, and have nothing of it in common: two trips of one truck. */
    boolean holdsOtherUnits(MovementRecord other) {
        return !inside.isEmpty()
                && !other.inside.isEmpty()
                && Collections.disjoint(allUnits(), other.inside)
                && Collections.disjoint(inside, other.allUnits());
    }

    Set<String> allUnits() {
        if (inside.isEmpty()) return units;
        Set<String> all = new HashSet<>(units);
        all.addAll(inside);
        return all;
    }

    boolean namesUnit() {
        return !units.isEmpty();
    }

    /** Whether one names all ends that the other names: no recipient is lost with a record. */
    boolean isOfEnds(MovementRecord other) {
        return !Collections.disjoint(here, other.here) && (there.covers(other.there) || other.there.covers(there));
    }
}
