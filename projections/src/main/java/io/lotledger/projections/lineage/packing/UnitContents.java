package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.units.EventMoment;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The contents of a unit at one moment. */
final class UnitContents {
    /** Between two receipts of one arrival. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    private final LotAmounts lots;
    private final Map<LotKey, String> statedBy = new HashMap<>();
    private final Map<LotKey, Set<String>> nestedWhenStated = new HashMap<>();
    private final Map<LotKey, PutIn> lotsPutIn = new HashMap<>();
    private final Map<String, PutIn> units = new LinkedHashMap<>();
    /** When units were packed, for those of which an event says so: others were inside before they were seen there. */
    private final Map<String, PutIn> unitsPacked = new HashMap<>();
    /** When an event last said that they are inside. */
    private final Map<String, Instant> unitsStated = new HashMap<>();
    /** The units that ended or moved to another unit, of those that were put in and not taken out. */
    private final Set<String> left = new HashSet<>();

    private @Nullable EventMoment arrived;
    private @Nullable Instant received;
    private final List<End> ends = new ArrayList<>();
    /** What was not put in, to find out what is inside without it. */
    private Set<Step> leftOut = Set.of();

    UnitContents() {
        this(new LotAmounts());
    }

    private UnitContents(LotAmounts lots) {
        this.lots = lots;
    }

    /** @param staying what may have been put in after the end */
    private record End(EventMoment moment, Collection<Child> parts, List<Step> staying) {
        /** Certainly, or at the same instant. */
        boolean isBefore(EventMoment other) {
            return !moment.time().isAfter(other.time()) && !moment.isOfOneDayWith(other);
        }

        End andStaying(List<Step> more) {
            return new End(
                    moment,
                    parts,
                    Stream.concat(staying.stream(), more.stream()).toList());
        }
    }

    /**
     * The same contents, which changes of this leave alone. When lots were put in that are gone is forgotten.
     *
     * @param earliest of what may still happen on one day with something
     */
    UnitContents copy(Instant earliest) {
        Set<LotKey> gone = new HashSet<>();
        lotsPutIn.forEach((lot, putIn) -> {
            if (putIn.last().time().isBefore(earliest)) gone.add(lot);
        });
        gone.removeAll(lots.lots());
        UnitContents copy = new UnitContents(lots.copy(gone));
        lotsPutIn.forEach((lot, putIn) -> {
            if (!gone.contains(lot)) copy.lotsPutIn.put(lot, putIn);
        });
        statedBy.forEach((lot, eventId) -> {
            if (!gone.contains(lot)) copy.statedBy.put(lot, eventId);
        });
        nestedWhenStated.forEach((lot, nested) -> {
            if (!nested.isEmpty()) copy.nestedWhenStated.put(lot, new HashSet<>(nested));
        });
        copy.units.putAll(units);
        copy.unitsPacked.putAll(unitsPacked);
        copy.unitsStated.putAll(unitsStated);
        copy.left.addAll(left);
        copy.arrived = arrived;
        copy.received = received;
        copy.ends.addAll(ends);
        return copy;
    }

    /** The same contents, into which these steps put nothing. */
    UnitContents without(Set<Step> steps) {
        UnitContents copy = copy(Instant.MIN);
        copy.leftOut = steps;
        return copy;
    }

    /** About how much a copy holds. */
    int size() {
        return lots.size() + lotsPutIn.size() + nestedWhenStated.size() + units.size();
    }

    void put(Child child, EventMoment moment) {
        beginAnew();
        putIn(child, moment, true);
    }

    private void putIn(Child child, EventMoment moment, boolean isPacked) {
        if (child.unit() != null) {
            put(child.unit(), moment, isPacked);
        } else if (child.lot() != null) {
            lotsPutIn.merge(child.lot(), PutIn.at(moment), PutIn::then);
            lots.put(child.lot(), child.quantity(), child.uom());
        }
    }

    /**
     * Replaces the amount of a lot by what the event says; its lines of one lot are summed. A lot without quantity keeps
     * the known one.
     *
     * @param isPacked whether a unit was put in, and not inside before
     */
    void state(Child child, String eventId, EventMoment moment, boolean isPacked) {
        LotKey lot = child.lot();
        if (lot != null && !eventId.equals(statedBy.put(lot, eventId))) {
            if (lots.holds(lot) && child.quantity() == null) {
                lotsPutIn.merge(lot, PutIn.at(moment), PutIn::then);
                return;
            }
            lots.remove(lot);
            nestedWhenStated.put(lot, new HashSet<>(units.keySet()));
        }
        putIn(child, moment, isPacked);
        if (child.unit() != null) unitsStated.put(child.unit(), moment.time());
    }

    /** The event repeats what is inside beside the units in it. */
    void stateAgain(LotKey lot, EventMoment moment) {
        lotsPutIn.merge(lot, PutIn.at(moment), PutIn::then);
    }

    /** Nothing of the lot is loose: what the event says of it is in the units that it lists. */
    void stateInUnits(Child child, String eventId) {
        LotKey lot = child.lot();
        if (lot != null && !eventId.equals(statedBy.put(lot, eventId))) lots.remove(lot);
    }

    /**
     * Removes what no receipt has listed, now or shortly before. Receipts of one unit in quick succession are of one
     * arrival: its cases are read one by one. What was put in at some time of the day of the arrival stays.
     */
    void keepReceived(EventMoment moment) {
        boolean goesOn = received != null && !received.plus(LONGEST_PAUSE).isBefore(moment.time());
        EventMoment arrival = goesOn && arrived != null ? arrived : moment;
        received = moment.time();
        arrived = arrival;
        PutIn now = PutIn.at(moment);
        lots.removeIf(lot -> lotsPutIn.getOrDefault(lot, now).isBefore(arrival));
        units.values().removeIf(putIn -> putIn.isBefore(arrival));
        unitsPacked.keySet().retainAll(units.keySet());
        unitsStated.keySet().retainAll(units.keySet());
    }

    /**
     * What is inside has ended, but is found here until something is put in: a unit that is used again without being
     * packed again may have been used in parts. A part that is told, and is less than what is inside, goes at once.
     *
     * @param parts what has ended of lots that are known to have ended in part; empty if all of everything has
     * @param staying what may have been put in after the end
     */
    void end(EventMoment moment, Collection<Child> parts, List<Step> staying) {
        Set<LotKey> taken = takeParts(parts);
        List<Child> left = parts.stream()
                .map(part -> taken.contains(part.lot()) ? new Child(null, part.lot(), null, null) : part)
                .toList();
        ends.add(new End(moment, left, staying));
    }

    /**
     * Takes these parts of lots of which more is right inside.
     *
     * @return the lots
     */
    Set<LotKey> takeParts(Collection<Child> parts) {
        Set<LotKey> taken = parts.stream()
                .flatMap(part -> Stream.ofNullable(part.lot()))
                .filter(lot -> lots.holdsMoreThan(lot, parts))
                .collect(Collectors.toSet());
        parts.stream().filter(part -> taken.contains(part.lot())).forEach(this::take);
        return taken;
    }

    /** Whether it would {@linkplain #beginAnew begin anew} with what is put in next. */
    boolean hasEnded() {
        return !ends.isEmpty();
    }

    /** Whether it has ended, but may have done so later that day than at this moment. */
    boolean endsOnDayOf(EventMoment moment) {
        return hasEnded() && ends.stream().allMatch(end -> end.moment().isOfOneDayWith(moment));
    }

    boolean hasEndedBefore(EventMoment moment) {
        return ends.stream().anyMatch(end -> end.isBefore(moment));
    }

    /** Removes what has ended. */
    void beginAnew() {
        begin(end -> true);
    }

    /** Removes what has ended, but for what may have done so later that day than at this moment. */
    void beginAnew(EventMoment moment) {
        begin(end -> end.isBefore(moment));
    }

    private void begin(Predicate<End> isOver) {
        List<End> all = List.copyOf(ends);
        List<End> open = new ArrayList<>();
        ends.clear();
        for (End end : all) {
            if (isOver.test(end)) {
                remove(end.parts());
                end.staying().stream()
                        .filter(putIn -> !leftOut.contains(putIn))
                        .forEach(putIn -> putIn.change().accept(this));
                open.replaceAll(earlier -> earlier.andStaying(end.staying()));
            } else open.add(end);
        }
        ends.addAll(open);
    }

    private void remove(Collection<Child> parts) {
        if (parts.isEmpty()) clear();
        lots.removeIf(lot -> parts.stream().noneMatch(part -> lot.equals(part.lot())));
        parts.stream().filter(part -> part.quantity() != null).forEach(this::take);
    }

    /** Puts in an amount of a lot that includes what these units hold of it. */
    void putIncluding(Set<String> nested, Child child, EventMoment moment) {
        put(child, moment);
        if (child.lot() != null)
            nestedWhenStated.computeIfAbsent(child.lot(), l -> new HashSet<>()).addAll(nested);
    }

    /** Whether the stated amount of a lot includes that in a nested unit. */
    boolean includes(LotKey lot, String unit) {
        return nestedWhenStated.getOrDefault(lot, Set.of()).contains(unit) && lots.holds(lot);
    }

    /** The units in it that a stated amount of some lot includes. */
    Set<String> unitsIncluded() {
        Set<String> included = new HashSet<>();
        nestedWhenStated.forEach((lot, nested) -> {
            if (lots.holds(lot)) included.addAll(nested);
        });
        included.retainAll(units.keySet());
        return included;
    }

    /** The amounts that include nothing of what is in the units in it. */
    LotAmounts loose() {
        LotAmounts loose = new LotAmounts();
        loose.putAll(lots, lot -> Collections.disjoint(nestedWhenStated.getOrDefault(lot, Set.of()), units.keySet()));
        return loose;
    }

    private void put(String unit, EventMoment moment, boolean isPacked) {
        units.merge(unit, PutIn.at(moment), PutIn::then);
        if (isPacked) unitsPacked.merge(unit, PutIn.at(moment), PutIn::then);
        left.remove(unit);
        nestedWhenStated.values().forEach(nested -> nested.remove(unit));
    }

    void putOne(LotKey lot) {
        lots.put(lot, BigDecimal.ONE, null);
    }

    /** The unit ended, or is in another one. */
    void leave(String unit) {
        if (!units.containsKey(unit)) return;
        take(unit);
        left.add(unit);
    }

    void putAll(UnitContents other, Predicate<LotKey> isCounted) {
        lots.putAll(other.lots, isCounted);
    }

    /** Puts in what the other holds and this does not, and of each lot that both hold the larger amount. */
    void putMost(UnitContents other) {
        lots.putMost(other.lots);
        putMissing(other, new UnitContents());
    }

    /** Puts in what the one holds, and neither the other nor this. */
    void putMissing(UnitContents one, UnitContents other) {
        lots.putMissing(one.lots, other.lots);
        one.units.forEach((unit, putIn) -> {
            if (!other.units.containsKey(unit)) units.putIfAbsent(unit, putIn);
        });
        one.nestedWhenStated.forEach((lot, nested) ->
                nestedWhenStated.computeIfAbsent(lot, l -> new HashSet<>()).addAll(nested));
    }

    /** A DELETE without quantity removes all of the lot, in any unit of measure. */
    void take(Child child) {
        if (child.unit() != null) take(child.unit());
        else if (child.lot() != null) lots.take(child.lot(), child.quantity(), child.uom());
    }

    void take(String unit) {
        units.remove(unit);
        unitsPacked.remove(unit);
        unitsStated.remove(unit);
        left.remove(unit);
    }

    void clear() {
        lots.clear();
        units.clear();
        unitsPacked.clear();
        unitsStated.clear();
        left.clear();
    }

    /** Whether events put both in, or said that both are inside, at one instant. */
    boolean areListedTogether(String unit, String other) {
        PutIn one = units.get(unit);
        PutIn another = units.get(other);
        if (one == null || another == null) return false;
        Instant stated = unitsStated.get(unit);
        return one.last().time().equals(another.last().time())
                || (stated != null && stated.equals(unitsStated.get(other)));
    }

    /** Whether it was put in before the moment, and not at some time of that day. */
    boolean holdsSinceBefore(String unit, EventMoment moment) {
        PutIn packed = unitsPacked.get(unit);
        return units.containsKey(unit) && (packed == null || packed.isBefore(moment));
    }

    boolean holds(Child child) {
        return child.unit() != null ? units.containsKey(child.unit()) : child.lot() != null && lots.holds(child.lot());
    }

    /** Whether nothing else was put in that was not taken out. */
    boolean isNothingBut(Set<String> some) {
        return lots.isEmpty() && left.isEmpty() && some.containsAll(units.keySet());
    }

    boolean isEmpty() {
        return lots.isEmpty() && units.isEmpty() && left.isEmpty() && ends.isEmpty();
    }

    boolean holdsSomething() {
        return !lots.isEmpty() || !units.isEmpty();
    }

    boolean holdsOtherThan(String unit) {
        return !lots.isEmpty() || !Set.of(unit).containsAll(units.keySet());
    }

    Set<String> units() {
        return units.keySet();
    }

    /** The lots that are right inside, and not in a unit in it. */
    LotAmounts lots() {
        return lots;
    }

    /**
     * When something was put in.
     *
     * @param byDate the last time that is known only by its date
     */
    private record PutIn(EventMoment last, @Nullable EventMoment byDate) {
        static PutIn at(EventMoment moment) {
            return new PutIn(moment, moment.byDate() ? moment : null);
        }

        PutIn then(PutIn later) {
            return new PutIn(later.last, later.byDate == null ? byDate : later.byDate);
        }

        boolean isBefore(EventMoment moment) {
            return last.time().isBefore(moment.time())
                    && !last.isOfOneDayWith(moment)
                    && (byDate == null || !byDate.isOfOneDayWith(moment));
        }
    }
}
