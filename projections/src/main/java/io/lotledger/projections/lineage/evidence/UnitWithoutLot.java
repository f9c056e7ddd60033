package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.lineage.units.EventMoment;
import org.jspecify.annotations.Nullable;

/**
 * A unit or serial that a transformation made while no event says of which lot.
 *
 * @param made when it was made
 * @param replaced when it was made again, packed with a lot that was made with it, or packed after it was emptied; {@code null}
 *     if it was not
 */
record UnitWithoutLot(
        String unit,
        String transformation,
        EventMoment made,
        @Nullable EventMoment replaced) {

    /** Stands for what the transformation put into the unit, as if it were a lot; no event names it. */
    LotKey standIn() {
        return new LotKey(unit, null, transformation);
    }

    /** Whether a use of the unit may be of what the transformation put into it. What fills it up uses it first. */
    boolean mayBeUsedAt(EventMoment use) {
        return isNotBefore(use, made) && (replaced == null || isNotBefore(replaced, use));
    }

    private static boolean isNotBefore(EventMoment later, EventMoment earlier) {
        return !later.time().isBefore(earlier.time())
                || ((later.byDate() || earlier.byDate()) && !later.date().isBefore(earlier.date()));
    }

    /** Puts the stand-in into the unit until something is known to have replaced it. */
    void addTo(PackingFacts packings) {
        Child content = new Child(null, standIn(), null, null);
        packings.add(made, transformation, 0, new Packing(Action.ADD, unit, content, false));
        if (replaced != null)
            packings.add(replaced, transformation, 1, new Packing(Action.DELETE, unit, content, false));
    }
}
