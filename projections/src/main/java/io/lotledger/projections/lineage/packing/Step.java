package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A change of the contents of one unit.
 *
 * @param time its place in the order of what happened
 * @param moment when it happened; what goes out again does so at the moment of what took it out
 * @param children what it puts in or takes out; none if it takes out all, or what a receipt does not list
 */
record Step(Instant time, EventMoment moment, Kind kind, List<Child> children, Consumer<UnitContents> change) {

    /** What a step does; those that put in or begin anew apply already at their instant, the others not yet. */
    enum Kind {
        /** Put in by then, and not known to be inside before that day: it may have been packed at any time of it. */
        PACKED,
        /** Received, and not known to be inside before: it was packed before it came. */
        CAME,
        /** Seen, and inside before. */
        SEEN,
        /** What has ended is removed, because the unit is used again. */
        BEGUN,
        /** What has certainly ended is removed, because a transformation makes the unit. */
        MADE,
        TAKEN,
        /** It ended, or is in another unit. */
        LEFT,
        ENDED,
        /** A receipt does not list it. */
        MISSED;

        boolean isAtOnce() {
            return compareTo(MADE) <= 0;
        }

        boolean putsIn() {
            return compareTo(SEEN) <= 0;
        }

        /** Whether it removes what has ended. */
        boolean begins() {
            return this == PACKED || this == BEGUN || this == MADE;
        }

        boolean takes() {
            return this == TAKEN || this == LEFT || this == ENDED;
        }
    }

    static Step of(Kind kind, EventMoment moment, List<Child> children, Consumer<UnitContents> change) {
        return new Step(moment.time(), moment, kind, children, change);
    }

    /** @param kept what was put in at the same instant */
    static Step beginning(EventMoment moment, List<Step> kept) {
        return of(Kind.BEGUN, moment, List.of(), held -> {
            held.beginAnew();
            List<Step> missing = kept.stream()
                    .filter(step -> step.children().stream().noneMatch(held::holds))
                    .toList();
            missing.forEach(step -> step.change().accept(held));
        });
    }

    static Step taking(EventMoment moment, List<Child> children) {
        return of(Kind.TAKEN, moment, children, held -> children.forEach(held::take));
    }

    static Step leaving(EventMoment moment, String unit) {
        return of(Kind.LEFT, moment, List.of(Child.of(unit)), held -> held.leave(unit));
    }

    /** What the step took out goes out once more, at this place in the order. */
    Step again(Instant place, List<Child> some) {
        Kind again = kind == Kind.LEFT ? Kind.LEFT : Kind.TAKEN;
        return new Step(place, moment, again, some, held -> {
            for (Child child : some) {
                if (again == Kind.LEFT && child.unit() != null) held.leave(child.unit());
                else held.take(child);
            }
        });
    }

    /** Whether it applies already at its instant. */
    boolean isAtOnce() {
        return kind.isAtOnce();
    }

    boolean names(Child child) {
        return children.stream().anyMatch(child::isSame);
    }

    boolean isOfAll() {
        return children.isEmpty();
    }

    /** Whether it is of a part of a lot. */
    boolean isOfAmount() {
        return children.stream().anyMatch(child -> child.quantity() != null);
    }

    Set<String> units() {
        return children.stream()
                .flatMap(child -> Stream.ofNullable(child.unit()))
                .collect(Collectors.toSet());
    }
}
