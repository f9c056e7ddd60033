package io.lotledger.projections.lineage.units;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Log positions at which something held: disjoint periods in order, each with its first position and the first position
 * after it.
 */
public record LogPeriods(List<Period> all) {
    public static final LogPeriods NEVER = new LogPeriods(List.of());
    public static final LogPeriods ALWAYS = of(Long.MIN_VALUE, Long.MAX_VALUE);

    public LogPeriods {
        all = List.copyOf(all);
    }

    /** @param until the first position at which it no longer held, {@link Long#MAX_VALUE} if it still holds */
    public record Period(long since, long until) {
        public boolean isEmpty() {
            return until <= since;
        }
    }

    public static LogPeriods of(long since, long until) {
        Period period = new Period(since, until);
        return period.isEmpty() ? NEVER : new LogPeriods(List.of(period));
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public boolean contains(long position) {
        return all.stream().anyMatch(period -> period.since() <= position && position < period.until());
    }

    public LogPeriods intersect(LogPeriods other) {
        List<Period> both = new ArrayList<>();
        for (Period one : all) {
            for (Period two : other.all) {
                Period common = new Period(Math.max(one.since(), two.since()), Math.min(one.until(), two.until()));
                if (!common.isEmpty()) both.add(common);
            }
        }
        return new LogPeriods(both);
    }

    public LogPeriods union(LogPeriods other) {
        if (other.isEmpty()) return this;
        if (isEmpty()) return other;
        List<Period> merged = new ArrayList<>();
        Stream.concat(all.stream(), other.all.stream())
                .sorted(Comparator.comparingLong(Period::since))
                .forEach(period -> append(merged, period));
        return new LogPeriods(merged);
    }

    public LogPeriods minus(LogPeriods other) {
        LogPeriods left = this;
        for (Period gone : other.all) {
            left = left.intersect(of(Long.MIN_VALUE, gone.since()).union(of(gone.until(), Long.MAX_VALUE)));
        }
        return left;
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
