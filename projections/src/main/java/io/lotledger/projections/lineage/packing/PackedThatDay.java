package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was packed into one unit since it was last emptied, at the instant of an event that takes something out, or on its
 * day if one of the two is known only by its date. It may have been packed afterwards, and stays if what goes out is
 * explained without it: the unit held something else, or the same lot or unit otherwise as well.
 */
final class PackedThatDay {
    private final String unit;
    private final UnitSteps steps;
    /** What was put in and taken out since the unit was last emptied, after what stayed then. */
    private List<Step> sinceCleared = new ArrayList<>();

    private Instant cleared = Instant.MIN;
    /** What the first of these put in, and how many these are. */
    private UnitContents before = new UnitContents();

    private int followed;

    PackedThatDay(String unit, UnitSteps steps) {
        this.unit = unit;
        this.steps = steps;
    }

    void add(Step step) {
        sinceCleared.add(step);
    }

    void forget() {
        sinceCleared.clear();
        followNone();
    }

    private void followNone() {
        before = new UnitContents();
        followed = 0;
    }

    /** The unit is emptied, but for what these steps put in. */
    void clear(EventMoment moment, List<Step> staying) {
        sinceCleared = new ArrayList<>(staying);
        cleared = moment.time();
        followNone();
    }

    /** What was put in at this instant, the last. */
    List<Step> putInAt(Instant time) {
        return sinceCleared.stream()
                .filter(step -> step.kind().putsIn() && step.time().equals(time))
                .toList();
    }

    /** What stays when the unit is emptied. Emptied twice at one instant, it is emptied once. */
    List<Step> stayingWhenCleared(EventMoment moment, UnitContents latest) {
        return cleared.equals(moment.time()) || heldOtherwise(moment) ? stillHeld(moment, latest) : List.of();
    }

    /** What stays of these when they are taken out. */
    List<Step> stayingWhenTaken(EventMoment moment, List<Child> children, UnitContents latest) {
        List<Step> again = stillHeld(moment, latest).stream()
                .filter(step -> children.stream().anyMatch(step::names))
                .toList();
        if (again.isEmpty()) return again;
        UnitContents others = without(of(moment), moment);
        return again.stream()
                .filter(step -> step.children().stream().anyMatch(others::holds))
                .toList();
    }

    /**
     * What stays when the unit ends.
     *
     * @param parts what ends of lots that end in part
     */
    List<Step> stayingAtEnd(EventMoment moment, List<Child> parts, UnitContents latest) {
        if (!heldOtherwise(moment)) return List.of();
        return stillHeld(moment, latest).stream()
                .filter(step -> parts.stream().noneMatch(step::names))
                .toList();
    }

    /** Whether the unit holds something beside what was packed that day, and beside itself, as some events say. */
    boolean heldOtherwise(EventMoment moment) {
        List<Step> thatDay = of(moment);
        return !thatDay.isEmpty() && without(thatDay, moment).holdsOtherThan(unit);
    }

    private List<Step> stillHeld(EventMoment moment, UnitContents latest) {
        return of(moment).stream()
                .filter(step -> step.children().stream().anyMatch(latest::holds))
                .toList();
    }

    /** What an event of the day saw inside, or received, may be what these steps had put in. */
    private UnitContents without(List<Step> some, EventMoment moment) {
        Set<Step> left = new HashSet<>(some);
        Set<Object> packed = some.stream()
                .flatMap(step -> step.children().stream().map(Child::what))
                .collect(Collectors.toSet());
        followUntil(moment.time().minus(UnitSteps.LONGEST_EFFECT));
        UnitContents others = before.without(left);
        for (Step step : sinceCleared.subList(followed, sinceCleared.size())) {
            boolean isMadeThatDay = step.kind() == Step.Kind.MADE && isOfThese(step, moment);
            if (isMadeThatDay || left.contains(step)) continue;
            boolean mayBeOfThese = step.kind() == Step.Kind.SEEN
                    || (step.kind() == Step.Kind.CAME
                            && step.moment().isOfOneDayWith(moment)
                            && step.children().stream().anyMatch(child -> packed.contains(child.what())));
            follow(step, mayBeOfThese, others);
        }
        return others;
    }

    private static void follow(Step step, boolean onlyIfInside, UnitContents held) {
        if (!onlyIfInside || step.children().stream().anyMatch(held::holds))
            step.change().accept(held);
    }

    /** Of steps of former days it does not matter what is asked of a day. */
    private void followUntil(Instant day) {
        if (followed > 0 && !sinceCleared.get(followed - 1).time().isBefore(day)) followNone();
        int known = followed;
        while (followed < sinceCleared.size()
                && sinceCleared.get(followed).time().isBefore(day)) {
            Step step = sinceCleared.get(followed++);
            follow(step, step.kind() == Step.Kind.SEEN, before);
        }
        if (followed > known) before = before.copy(day);
    }

    /** What was packed at some time of the day, or at the same instant: two events of one instant have no order either. */
    private List<Step> of(EventMoment moment) {
        boolean isOrdered = steps.areOrderedAround(moment);
        List<Step> found = new ArrayList<>();
        Instant earliest = isOrdered ? moment.time() : moment.time().minus(EventMoment.LONGEST_DATE);
        for (int i = sinceCleared.size() - 1; i >= 0; i--) {
            Step step = sinceCleared.get(i);
            if (step.time().isBefore(earliest)) break;
            if (step.kind() == Step.Kind.PACKED && isOfThese(step, moment)) found.add(step);
        }
        Collections.reverse(found);
        return found;
    }

    private static boolean isOfThese(Step step, EventMoment moment) {
        return step.time().equals(moment.time()) || step.moment().isOfOneDayWith(moment);
    }
}
