package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What one unit of a generated chain holds, and since when. Each thing in it remembers when it was put in. */
final class UnitByHand {
    enum How {
        PACKED,
        CAME,
        SEEN
    }

    /** @param cases of a lot, or {@code null} for a unit */
    record Load(EpcisEvent event, String what, @Nullable BigDecimal cases, How how) {
        boolean isStated() {
            return Happening.isSeen(event);
        }
    }

    /** When something was put in, for the last time and for the last time by a date. */
    record Since(EpcisEvent last, @Nullable EpcisEvent byDate) {
        static Since of(EpcisEvent event) {
            return new Since(event, CivilDates.isDate(event) ? event : null);
        }

        Since then(Since later) {
            return new Since(later.last, later.byDate == null ? byDate : later.byDate);
        }

        boolean isBefore(EpcisEvent event) {
            return last.eventTime().isBefore(event.eventTime())
                    && !CivilDates.isOneDay(last, event)
                    && (byDate == null || !CivilDates.isOneDay(byDate, event));
        }
    }

    /** @param parts what ended of the lots that it names; empty if all ended */
    record End(EpcisEvent event, Map<String, BigDecimal> parts, List<Load> staying) {
        boolean isBefore(EpcisEvent other) {
            return !event.eventTime().isAfter(other.eventTime()) && !CivilDates.isOneDay(event, other);
        }
    }

    /**
     * Something went out of a unit, or might have.
     *
     * @param named what went out, and how much; all, if empty
     * @param left whether it ended or is elsewhere
     * @param ended whether it ended with the unit
     */
    record Going(
            EpcisEvent event, Instant time, Map<String, Optional<BigDecimal>> named, boolean left, boolean ended) {}

    static void take(UnitByHand unit, String lot, BigDecimal quantity) {
        unit.lots.computeIfPresent(lot, (l, held) -> {
            BigDecimal left = held.subtract(quantity);
            return left.signum() > 0 ? left : null;
        });
    }

    final Map<String, BigDecimal> lots = new HashMap<>();
    final Map<String, Since> lotsPutIn = new HashMap<>();
    final Map<String, Since> unitsPutIn = new HashMap<>();
    /** Not those that were only seen. */
    final Map<String, Since> unitsPacked = new HashMap<>();

    final Map<String, Instant> unitsStated = new HashMap<>();
    /** Loads and goings, in order. */
    final List<Object> story = new ArrayList<>();
    /** The units whose contents are in the amount of a lot that a receipt stated. */
    final Map<String, Set<String>> statedWith = new HashMap<>();

    final Set<String> everInside = new HashSet<>();
    /** Without an unpacking: ended, or packed elsewhere. */
    final Set<String> gone = new HashSet<>();

    void lose(String name) {
        unitsPacked.remove(name);
        unitsStated.remove(name);
        if (unitsPutIn.remove(name) != null) gone.add(name);
    }

    boolean isInsideSinceBefore(String name, EpcisEvent event) {
        return unitsPutIn.containsKey(name)
                && (!unitsPacked.containsKey(name) || unitsPacked.get(name).isBefore(event));
    }

    boolean areStatedTogether(String one, String other) {
        return unitsStated.containsKey(one) && unitsStated.get(one).equals(unitsStated.get(other));
    }

    boolean endsOnDayOf(EpcisEvent event) {
        return !ends.isEmpty() && ends.stream().allMatch(end -> CivilDates.isOneDay(end.event(), event));
    }

    void forgetPackingsOfWhatWentOut() {
        unitsPacked.keySet().retainAll(unitsPutIn.keySet());
        unitsStated.keySet().retainAll(unitsPutIn.keySet());
    }

    void empty() {
        lots.clear();
        unitsPutIn.clear();
        unitsPacked.clear();
        unitsStated.clear();
        gone.clear();
    }

    boolean everHeldLots;
    /** Since it was emptied. */
    final List<Load> loads = new ArrayList<>();

    final List<End> ends = new ArrayList<>();
    final Map<String, EpcisEvent> endedInside = new HashMap<>();

    @Nullable
    EpcisEvent emptied;

    @Nullable
    EpcisEvent received;

    boolean holds(String what) {
        return lots.containsKey(what) || unitsPutIn.containsKey(what);
    }

    Set<String> contents() {
        Set<String> contents = new HashSet<>(lots.keySet());
        contents.addAll(unitsPutIn.keySet());
        return contents;
    }

    void load(Load load) {
        BigDecimal cases = load.cases();
        if (cases == null) {
            if (load.isStated()) unitsStated.put(load.what(), load.event().eventTime());
            if (load.how() != How.SEEN) unitsPacked.merge(load.what(), Since.of(load.event()), Since::then);
            unitsPutIn.merge(load.what(), Since.of(load.event()), Since::then);
            gone.remove(load.what());
            statedWith.values().forEach(with -> with.remove(load.what()));
        } else {
            lots.merge(load.what(), cases, BigDecimal::add);
            lotsPutIn.merge(load.what(), Since.of(load.event()), Since::then);
        }
    }

    void removeWhatEnded(Predicate<End> some) {
        List<End> all = List.copyOf(ends);
        ends.clear();
        for (End end : all) {
            if (!some.test(end)) {
                ends.add(end);
                continue;
            }
            ends.replaceAll(earlier -> {
                List<Load> staying = new ArrayList<>(earlier.staying());
                staying.addAll(end.staying());
                return new End(earlier.event(), earlier.parts(), staying);
            });
            if (end.parts().isEmpty()) empty();
            lots.keySet().retainAll(end.parts().keySet());
            end.parts().forEach((lot, part) -> take(this, lot, part));
            end.staying().forEach(this::load);
        }
    }

    /** What is put in at this instant stays: it may have been put in afterwards. */
    void removeWhatEndedBefore(EpcisEvent event) {
        List<Load> now = loads.stream()
                .filter(load -> load.event().eventTime().equals(event.eventTime()))
                .toList();
        removeWhatEnded(end -> true);
        List<Load> missing = now.stream().filter(load -> !holds(load.what())).toList();
        missing.forEach(this::load);
    }

    /** As if it had been packed afterwards. */
    void stay(List<Load> staying) {
        if (!staying.isEmpty()) removeWhatEnded(end -> true);
        staying.forEach(this::load);
    }

    Set<String> contentsWithoutWhatEnded() {
        UnitByHand copy = copy();
        copy.removeWhatEnded(end -> true);
        return copy.contents();
    }

    Set<String> contentsWithoutWhatEndedBefore(EpcisEvent event) {
        UnitByHand copy = copy();
        copy.removeWhatEnded(end -> end.isBefore(event));
        return copy.contents();
    }

    /** What it holds, and what of it has ended. */
    UnitByHand copy() {
        UnitByHand copy = new UnitByHand();
        copy.lots.putAll(lots);
        copy.unitsPutIn.putAll(unitsPutIn);
        copy.ends.addAll(ends);
        return copy;
    }
}
