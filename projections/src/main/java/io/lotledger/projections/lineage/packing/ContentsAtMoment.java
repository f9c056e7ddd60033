package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What one unit holds for an event. An event known only by its date finds what was inside at any time of the day, each lot
 * with its largest amount. Any event finds what went out that day, or was put in that day, by an event of which nobody
 * knows whether it was earlier.
 */
final class ContentsAtMoment {
    private final UnitSteps steps;
    /** All that events say was put in, in order. */
    private final List<Fact> putIn = new ArrayList<>();

    ContentsAtMoment(UnitSteps steps) {
        this.steps = steps;
    }

    /** An event says that something was put in, which may have been inside. */
    void say(Fact fact) {
        putIn.add(fact);
    }

    UnitContents at(EventMoment moment) {
        return at(moment, held -> {});
    }

    /** For a transformation that makes the unit, and does not use it: what had certainly ended is gone. */
    UnitContents madeAt(EventMoment moment) {
        return at(moment, held -> held.beginAnew(moment));
    }

    /** @param first what happens to what was inside */
    private UnitContents at(EventMoment moment, Consumer<UnitContents> first) {
        UnitContents held = after(first, steps.at(moment.time()));
        for (Instant later : changesAfter(moment)) held.putMost(after(first, steps.at(later)));
        if (moment.byDate()) addEndedThatDay(moment, first, held);
        if (steps.areOrderedAround(moment)) return held;
        addTakenBefore(moment, first, held);
        addPutInElsewhen(moment, held);
        return held;
    }

    private static UnitContents after(Consumer<UnitContents> first, UnitContents inside) {
        first.accept(inside);
        return inside;
    }

    /** For an event known only by its date, when something was taken out later that day, and the end of the day. */
    private Set<Instant> changesAfter(EventMoment moment) {
        if (!moment.byDate()) return Set.of();
        Set<Instant> changes = new LinkedHashSet<>();
        for (int i = steps.before(moment.time()); i < steps.size(); i++) {
            Step step = steps.get(i);
            if (step.time().isAfter(moment.last())) break;
            if (!step.isAtOnce() && step.time().isAfter(moment.time())) changes.add(step.time());
        }
        changes.add(moment.last());
        return changes;
    }

    /** What was inside until something else was put in later that day, because it had ended. */
    private void addEndedThatDay(EventMoment moment, Consumer<UnitContents> first, UnitContents held) {
        for (int i : steps.outgoing(steps.before(moment.time()), steps.before(moment.last())))
            if (steps.get(i).isAtOnce()) held.putMost(after(first, steps.first(i)));
    }

    /** Adds what went out by then, but may have been inside later that day. */
    private void addTakenBefore(EventMoment moment, Consumer<UnitContents> first, UnitContents held) {
        int earliest = steps.before(moment.time().minus(EventMoment.LONGEST_DATE));
        for (int i : steps.outgoing(earliest, steps.before(moment.afterwards().time()))) {
            Step step = steps.get(i);
            boolean isYetToCome = !step.isAtOnce() && step.time().equals(moment.time());
            if (isYetToCome || !step.moment().isOfOneDayWith(moment)) continue;
            held.putMissing(after(first, steps.first(i)), stayed(i, moment));
        }
    }

    /**
     * What did not go out with a step. What ends at the instant of the moment is inside still, so all that is not went out
     * when the unit was packed again at it.
     */
    private UnitContents stayed(int index, EventMoment moment) {
        Step step = steps.get(index);
        if (step.isAtOnce() && step.time().equals(moment.time())) return new UnitContents();
        if (step.kind() == Step.Kind.MADE) return steps.first(index + 1);
        UnitContents after = step.isAtOnce() ? steps.first(index) : steps.first(index + 1);
        if (step.isAtOnce() || step.kind() == Step.Kind.ENDED) after.beginAnew();
        return after;
    }

    /** Adds what was put in on the event's date in another offset, where this was not within the event's own day. */
    private void addPutInElsewhen(EventMoment moment, UnitContents held) {
        UnitContents others = new UnitContents();
        Instant end = moment.time().plus(EventMoment.LONGEST_DATE);
        int first = UnitSteps.before(putIn, Fact::time, moment.time().minus(EventMoment.LONGEST_DATE));
        for (Fact fact : putIn.subList(first, putIn.size())) {
            if (fact.time().isAfter(end)) break;
            Child child = fact.packing().child();
            boolean isElsewhen = fact.time().isAfter(moment.last())
                    || (moment.byDate() && fact.time().isBefore(moment.time()));
            if (child != null && isElsewhen && fact.moment().isOfOneDayWith(moment)) others.put(child, fact.moment());
        }
        held.putMissing(others, new UnitContents());
    }
}
