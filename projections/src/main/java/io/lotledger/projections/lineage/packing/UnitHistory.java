package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.packing.Step.Kind;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens to one unit, and what it holds then. */
final class UnitHistory {
    private final UnitSteps steps = new UnitSteps();
    private final PackedThatDay packed;
    private final ContentsAtMoment contents = new ContentsAtMoment(steps);

    private final Set<String> hadUnits = new LinkedHashSet<>();
    private final Map<String, List<String>> statedUnits = new HashMap<>();
    /** The units that hold it and ended with it, and when. */
    private final Map<String, EventMoment> endedWith = new HashMap<>();

    private UnitContents latest = new UnitContents();
    private boolean hadLots;

    UnitHistory(String unit) {
        packed = new PackedThatDay(unit, steps);
    }

    /** The contents after all that happened so far. */
    UnitContents latest() {
        return latest;
    }

    UnitSteps steps() {
        return steps;
    }

    /** Whether it ever held lots of its own. */
    boolean hadLots() {
        return hadLots;
    }

    /** Every unit that was ever in it. */
    Set<String> hadUnits() {
        return hadUnits;
    }

    /** The units that an event says are inside. */
    List<String> statedUnits(String eventId) {
        return statedUnits.getOrDefault(eventId, List.of());
    }

    Map<String, EventMoment> endedWith() {
        return endedWith;
    }

    /** An event says that something was put in, which may have been inside. */
    void say(Fact fact) {
        contents.say(fact);
        steps.noteDate(fact.moment());
        Child child = fact.packing().child();
        if (child != null && child.unit() == null) hadLots = true;
    }

    /** A unit is inside by the word of an event. */
    void holdsUnit(String unit, Fact fact) {
        hadUnits.add(unit);
        if (fact.packing().sets())
            statedUnits.computeIfAbsent(fact.eventId(), e -> new ArrayList<>()).add(unit);
    }

    void add(Step step) {
        boolean begins = latest.hasEnded() && step.kind().begins();
        steps.add(step, !step.isAtOnce() || begins);
        packed.add(step);
        step.change().accept(latest);
        if (latest.isEmpty()) packed.forget();
        latest = steps.remember(latest);
    }

    /** The unit is used again: what has ended is gone, but for what is put in at the same instant. */
    void begin(EventMoment moment) {
        if (latest.hasEnded()) add(Step.beginning(moment, packed.putInAt(moment.time())));
    }

    /** A transformation makes the unit: what has certainly ended by then is gone. */
    void makeAnew(EventMoment moment) {
        if (latest.hasEndedBefore(moment)) add(Step.of(Kind.MADE, moment, List.of(), held -> held.beginAnew(moment)));
    }

    /** Takes everything out, but for what may have been put in later that day. */
    void clear(EventMoment moment) {
        List<Step> staying = packed.stayingWhenCleared(moment, latest);
        add(Step.of(Kind.TAKEN, moment, List.of(), held -> {
            held.clear();
            staying.forEach(step -> step.change().accept(held));
        }));
        packed.clear(moment, staying);
    }

    /** Takes units, or all of a lot, out, but for what may have been put in again later that day. */
    void take(EventMoment moment, List<Child> children) {
        List<Step> staying = packed.stayingWhenTaken(moment, children, latest);
        add(Step.of(Kind.TAKEN, moment, children, held -> {
            children.forEach(held::take);
            staying.forEach(step -> step.change().accept(held));
        }));
    }

    void leave(String unit, EventMoment moment) {
        add(Step.leaving(moment, unit));
    }

    /** A unit that is not inside any more would leave now, if what was packed by date that day was packed later. */
    void wouldLeave(String unit, EventMoment moment) {
        packed.add(Step.leaving(moment, unit));
    }

    /** @param parts what ends of lots that end in part */
    void end(EventMoment moment, List<Child> parts) {
        List<Step> staying = packed.stayingAtEnd(moment, parts, latest);
        add(Step.of(Kind.ENDED, moment, parts, held -> held.end(moment, parts, staying)));
    }

    /** These parts of lots end, if more of them is inside. The unit does not. */
    void endPart(EventMoment moment, List<Child> parts) {
        add(Step.of(Kind.ENDED, moment, parts, held -> held.takeParts(parts)));
    }

    /** Whether it holds something beside what was put in at some time of the day. */
    boolean heldOtherwise(EventMoment moment) {
        return packed.heldOtherwise(moment);
    }

    UnitContents at(Instant time) {
        return steps.at(time);
    }

    UnitContents at(EventMoment moment) {
        return contents.at(moment);
    }

    /** For a transformation that makes the unit, and does not use it. */
    UnitContents madeAt(EventMoment moment) {
        return contents.madeAt(moment);
    }
}
