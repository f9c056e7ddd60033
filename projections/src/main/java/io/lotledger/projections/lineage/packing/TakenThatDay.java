package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.packing.Step.Kind;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What took something out of a unit before an event in order, but of one day with it, where one of the two is known only by
 * its date. If the event saw it inside, it was taken out afterwards: a truck is received, then unloaded.
 */
final class TakenThatDay {
    private final NestedUnits units;
    private final ListedUnits listedUnits;

    TakenThatDay(NestedUnits units, ListedUnits listedUnits) {
        this.units = units;
        this.listedUnits = listedUnits;
    }

    /**
     * What took out what the fact says is inside, in order: since it was last packed, and before that what found nothing to
     * take out.
     */
    List<Step> after(Child child, UnitHistory unit, Fact fact) {
        boolean receives = listedUnits.isReceipt(fact);
        boolean isHeld = child.unit() != null ? unit.latest().holds(child) : listedUnits.isInside(fact);
        if (isHeld && !receives) return List.of();
        List<Step> takings = after(child, unit, fact, isHeld, receives);
        if (takings.isEmpty()) return takings;
        if (child.unit() != null) return List.of(takings.get(takings.size() - 1));
        String parent = fact.packing().parent();
        for (int i = 0; i < takings.size(); i++) {
            if (listedUnits.isAmountIn(
                    fact, units.at(Set.of(parent), takings.get(i).time()))) return takings.subList(i, takings.size());
        }
        return receives || !unit.latest().holds(child) ? takings : List.of();
    }

    /** @param isHeld whether it is inside, and so was packed since */
    private List<Step> after(Child child, UnitHistory unit, Fact fact, boolean isHeld, boolean receives) {
        EventMoment moment = fact.moment();
        List<Step> found = new ArrayList<>();
        boolean isPacked = isHeld;
        for (Step step : backThroughTheDay(unit, moment)) {
            if (isPacked && !receives) break;
            if (step.kind() == Kind.PACKED && step.names(child)) isPacked = true;
            if (step.kind().takes()
                    && step.moment().isOfOneDayWith(moment)
                    && took(step, child, fact.packing().parent(), receives)
                    && (!isPacked || foundNothing(step, child, unit))) found.add(step);
        }
        Collections.reverse(found);
        return found;
    }

    /** Whether it took this out of the unit, or may have if it came to this place in the unit. */
    private boolean took(Step taking, Child child, String unit, boolean receives) {
        boolean ended = taking.kind() == Kind.ENDED;
        if (ended && units.latestIn(unit).hasEnded()) return false; // it goes when something else is put in
        if (!ended && taking.names(child)) return true;
        if (!ended && taking.isOfAll() && receives) return true;
        return wasIn(ended || taking.isOfAll() ? Set.of(unit) : taking.units(), child, taking.time());
    }

    private static boolean foundNothing(Step taking, Child child, UnitHistory unit) {
        UnitContents held = unit.at(taking.time());
        return taking.isOfAll() ? !held.holdsSomething() : taking.names(child) && !held.holds(child);
    }

    /** Whether it was in one of the units, through any nesting. */
    boolean wasIn(Set<String> some, Child child, Instant time) {
        return child.unit() == null
                ? !amounts(child, some, time).isEmpty()
                : units.unitsIn(some, time).contains(child.unit());
    }

    /** What goes out again with it of what an event says is inside. */
    List<Child> goingAgain(Step taking, Child child, UnitHistory unit) {
        if (child.unit() != null) return withListed(child, unit);
        if (taking.names(child))
            return taking.children().stream().filter(child::isSame).toList();
        if (taking.isOfAll() || taking.kind() == Kind.ENDED) return List.of(new Child(null, child.lot(), null, null));
        return amounts(child, taking.units(), taking.time());
    }

    /** The child, and what goes out with it because the unit lists it by name beside it. */
    List<Child> withListed(Child child, UnitHistory unit) {
        List<Child> all = new ArrayList<>(List.of(child));
        if (child.unit() != null)
            units.listedWith(child.unit(), unit.latest()).forEach(listed -> all.add(Child.of(listed)));
        return all;
    }

    /** How much of the lot is in the units at the time. */
    private List<Child> amounts(Child child, Set<String> some, Instant time) {
        return child.lot() == null ? List.of() : units.at(some, time).lots().of(child.lot());
    }

    /** What took this out that day after it came with a receipt of the day: it was packed before both. */
    static Optional<Step> afterItCame(Child child, UnitHistory unit, EventMoment moment) {
        Optional<Step> taking = Optional.empty();
        for (Step step : sinceUnpackings(child, unit, moment)) {
            boolean isOfOneDay = step.moment().isOfOneDayWith(moment);
            if (step.kind().putsIn() && step.kind() != Kind.SEEN && step.names(child))
                return step.kind() == Kind.CAME && isOfOneDay ? taking : Optional.empty();
            if (taking.isEmpty() && isOfOneDay && isUnpackingOf(child, step)) taking = Optional.of(step);
        }
        return Optional.empty();
    }

    /**
     * An unpacking of the day, earlier in order than this packing, that found nothing to take out: it took what was packed
     * that day. A unit, and a quantity of a lot, goes out once.
     */
    static Optional<Step> thatFoundNothing(Child child, UnitHistory unit, EventMoment moment) {
        boolean isPackedSince = false;
        for (Step step : sinceUnpackings(child, unit, moment)) {
            isPackedSince |= step.kind() == Kind.PACKED
                    && step.names(child)
                    && !step.time().equals(moment.time());
            if (isPackedSince && child.unit() != null) return Optional.empty();
            if (isUnpackingOf(child, step)
                    && step.moment().isOfOneDayWith(moment)
                    && !(isPackedSince && step.isOfAmount())
                    && foundNothing(step, child, unit)) return Optional.of(step);
        }
        return Optional.empty();
    }

    private static boolean isUnpackingOf(Child child, Step step) {
        return step.kind() == Kind.TAKEN && (step.isOfAll() || step.names(child));
    }

    /** The last steps, the last one first, that may be of one day with the moment; none if none unpacked the child. */
    private static List<Step> sinceUnpackings(Child child, UnitHistory unit, EventMoment moment) {
        UnitSteps steps = unit.steps();
        boolean isUnpacked = steps.outgoing(first(unit, moment), steps.size()).stream()
                .anyMatch(index -> isUnpackingOf(child, steps.get(index)));
        return isUnpacked ? backThroughTheDay(unit, moment) : List.of();
    }

    /** The last steps, the last one first, that may be of one day with the moment; none if nothing went out since. */
    private static List<Step> backThroughTheDay(UnitHistory unit, EventMoment moment) {
        UnitSteps steps = unit.steps();
        int first = first(unit, moment);
        return steps.areOrderedAround(moment)
                        || steps.outgoing(first, steps.size()).isEmpty()
                ? List.of()
                : steps.latestFirst(first);
    }

    private static int first(UnitHistory unit, EventMoment moment) {
        return unit.steps().before(moment.time().minus(EventMoment.LONGEST_DATE));
    }
}
