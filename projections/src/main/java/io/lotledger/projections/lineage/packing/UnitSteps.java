package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The steps of one unit in order, and what it holds after any number of them. It remembers after some of the steps what the
 * unit held, so that a reused unit costs no more than a new one.
 */
final class UnitSteps {
    /** What was put in earlier is not of one day with what happens now. */
    static final Duration LONGEST_EFFECT = EventMoment.LONGEST_DATE.plusDays(1);

    private static final int SELDOM = 16;
    private static final UnitContents NOTHING = new UnitContents();

    private final List<Step> steps = new ArrayList<>();
    private final List<Known> known = new ArrayList<>(List.of(new Known(0, NOTHING)));
    /** The steps with which something may have gone out. */
    private final NavigableSet<Integer> outgoing = new TreeSet<>();

    private boolean hasDates;

    /** The contents after so many steps. */
    private record Known(int after, UnitContents contents) {}

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

    /**
     * Remembers, from time to time, what the unit holds after the steps so far: so often that few steps follow what is
     * remembered, and so seldom that all of it is not much more than what was done.
     *
     * @return the same contents
     */
    UnitContents remember(UnitContents latest) {
        int since = steps.size() - known.get(known.size() - 1).after();
        if (latest.isEmpty()) known.add(new Known(steps.size(), NOTHING));
        else if (since >= SELDOM + latest.size()) {
            Instant last = steps.get(steps.size() - 1).time();
            known.add(new Known(steps.size(), latest.copy(last.minus(LONGEST_EFFECT))));
        } else return latest;
        return first(steps.size()); // nothing of before matters, as in the contents of a later time
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
        int high = known.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (known.get(middle).after() <= end) low = middle;
            else high = middle - 1;
        }
        Known from = known.get(low);
        UnitContents held = from.contents().copy(Instant.MIN);
        for (Step step : steps.subList(from.after(), end)) step.change().accept(held);
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
