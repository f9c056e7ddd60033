package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The steps of one unit in order, and what it holds after any number of them. It remembers after which steps the unit was
 * empty, so that a reused unit costs no more than a new one.
 */
final class UnitSteps {
    private final List<Step> steps = new ArrayList<>();
    private final List<Integer> emptyBefore = new ArrayList<>(List.of(0));
    /** The steps with which something may have gone out. */
    private final NavigableSet<Integer> outgoing = new TreeSet<>();

    private boolean hasDates;

    /** @param takesOut whether something may go out with it */
    void add(Step step, boolean takesOut) {
        if (takesOut) outgoing.add(steps.size());
        steps.add(step);
        noteDate(step.moment());
    }

    /** Notes that something happened to the unit at this moment, though it may have changed nothing. */
    void noteDate(EventMoment moment) {
        hasDates |= moment.byDate();
    }

    /** The unit is empty after the steps so far. */
    void isEmptyNow() {
        emptyBefore.add(steps.size());
    }

    /** Whether the order is certain: neither the moment nor that of any step is known only by its date. */
    boolean areOrderedAround(EventMoment moment) {
        return !hasDates && !moment.byDate();
    }

    int size() {
        return steps.size();
    }

    Step get(int index) {
        return steps.get(index);
    }

    /** The steps from the last one back to that of an index. */
    List<Step> latestFirst(int index) {
        List<Step> latest = new ArrayList<>(steps.subList(index, steps.size()));
        Collections.reverse(latest);
        return latest;
    }

    /** The indexes, from one to before another, of the steps with which something may have gone out. */
    NavigableSet<Integer> outgoing(int from, int end) {
        return outgoing.subSet(from, true, end, false);
    }

    /** The contents at an instant: what is put in at it is inside already, and what is taken out is inside still. */
    UnitContents at(Instant time) {
        int end = before(time);
        UnitContents held = first(end);
        for (int i = end; i < steps.size() && steps.get(i).time().equals(time); i++) {
            if (steps.get(i).isAtOnce()) steps.get(i).change().accept(held);
        }
        return held;
    }

    /** The contents after so many steps. */
    UnitContents first(int end) {
        int low = 0;
        int high = emptyBefore.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (emptyBefore.get(middle) <= end) low = middle;
            else high = middle - 1;
        }
        UnitContents held = new UnitContents();
        for (Step step : steps.subList(emptyBefore.get(low), end)) step.change().accept(held);
        return held;
    }

    /** How many steps are before the instant. */
    int before(Instant time) {
        return before(steps, Step::time, time);
    }

    /** How many of these are before the instant. */
    static <T> int before(List<T> inOrder, Function<T, Instant> at, Instant time) {
        int low = 0;
        int high = inOrder.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at.apply(inOrder.get(middle)).isBefore(time)) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
