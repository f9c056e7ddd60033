package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.packing.PackingFacts.Listing;
import io.lotledger.projections.lineage.packing.Step.Kind;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.List;
import java.util.Set;

/**
 * Events that say what is inside: an OBSERVE, and an ADD that ships or receives the unit. Such an event states the amount of
 * the lots that it lists and puts in only what is not inside yet; what a receipt does not list has not come.
 *
 * <p>It packs nothing that was inside before, and a receipt packs nothing at all: what is unpacked, moved or ended that day
 * has gone afterwards, whichever of the two comes first in the order of events.
 */
final class StatedContents {
    private final NestedUnits units;
    private final ListedUnits listedUnits;
    private final UnitEnds ends;
    private final TakenThatDay taken;
    private final GoingAgain goingAgain;

    StatedContents(
            NestedUnits units, ListedUnits listedUnits, UnitEnds ends, TakenThatDay taken, GoingAgain goingAgain) {
        this.units = units;
        this.listedUnits = listedUnits;
        this.ends = ends;
        this.taken = taken;
        this.goingAgain = goingAgain;
    }

    /** @return whether it was put in: what an event says that does not receive the unit may have been inside */
    boolean state(Child child, UnitHistory unit, Fact fact) {
        EventMoment moment = fact.moment();
        String parent = fact.packing().parent();
        boolean receives = listedUnits.isReceipt(fact);
        boolean mayEndLater = unit.latest().endsOnDayOf(moment);
        if (mayEndLater) listedUnits.look(fact);
        else ends.useAgain(parent, moment);
        listedUnits.lookRightInside(fact);
        boolean isInside = listedUnits.isInside(fact);
        if (isInside && !receives) return false;
        if (mayEndLater && !receives) ends.useAgain(parent, moment);
        boolean repeats = listedUnits.repeats(fact);
        if (!repeats && listedUnits.hold(fact)) {
            unit.add(Step.of(Kind.SEEN, moment, List.of(child), held -> held.stateInUnits(child, fact.eventId())));
            return true;
        }
        List<Step> takings = taken.after(child, unit, fact);
        boolean wasInside = listedUnits.wasInside(fact)
                || listedUnits.isInListedUnit(fact)
                || takings.stream().anyMatch(taking -> taken.wasIn(Set.of(parent), child, taking.time()));
        for (Step taking : takings)
            goingAgain.add(
                    List.of(Listing.of(fact), child.what(), taking),
                    unit,
                    taking,
                    () -> taken.goingAgain(taking, child, unit));
        Kind kind = wasInside ? Kind.SEEN : receives ? Kind.CAME : Kind.PACKED;
        boolean isPacked = kind != Kind.SEEN;
        unit.add(Step.of(kind, moment, List.of(child), held -> {
            if (repeats && child.lot() != null) held.stateAgain(child.lot(), moment);
            else held.state(child, fact.eventId(), moment, isPacked);
        }));
        return true;
    }

    /** What a receipt does not list has not come. Units whose contents nobody knows may hold it. */
    void exclude(UnitHistory unit, Fact fact) {
        if (unit.statedUnits(fact.eventId()).stream().allMatch(units::isKnown))
            unit.add(Step.of(Kind.MISSED, fact.moment(), List.of(), held -> held.keepReceived(fact.moment())));
    }
}
