package io.lotledger.projections.lineage.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Log positions at which something held: disjoint periods in order, each with its first position and the first position
 * after it.
 */
record LogPeriods(List<Period> all) {
    static final LogPeriods NEVER = new LogPeriods(List.of());

    LogPeriods {
        all = List.copyOf(all);
    }

    /** @param until the first position at which it no longer held, {@link Long#MAX_VALUE} if it still holds */
    record Period(long since, long until) {
        boolean isEmpty() {
            return until <= since;
        }
    }

    static LogPeriods of(long since, long until) {
        Period period = new Period(since, until);
        return period.isEmpty() ? NEVER : new LogPeriods(List.of(period));
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    boolean contains(long position) {
        return all.stream().anyMatch(period -> period.since() <= position && position < period.until());
    }

    LogPeriods intersect(LogPeriods other) {
        List<Period> both = new ArrayList<>();
        for (Period one : all) {
            for (Period two : other.all) {
                Period common = new Period(Math.max(one.since(), two.since()), Math.min(one.until(), two.until()));
                if (!common.isEmpty()) both.add(common);
            }
        }
        return new LogPeriods(both);
    }

    LogPeriods union(LogPeriods other) {
        if (other.isEmpty()) return this;
        if (isEmpty()) return other;
        List<Period> merged = new ArrayList<>();
        Stream.concat(all.stream(), other.all.stream())
                .sorted(Comparator.comparingLong(Period::since))
                .forEach(period -> append(merged, period));
        return new LogPeriods(merged);
    }

    private static void append(List<Period> merged, Period next) {
        int last = merged.size() - 1;
        if (last < 0 || merged.get(last).until() < next.since()) {
            merged.add(next);
        } else {
            Period before = merged.get(last);
            merged.set(last, new Period(before.since(), Math.max(before.until(), next.until())));
        }
    }
}
