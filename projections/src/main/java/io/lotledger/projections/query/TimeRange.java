package io.lotledger.projections.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** From one instant, up to but without another; {@code null} leaves an end open. */
public record TimeRange(@Nullable Instant from, @Nullable Instant before) {
    public static final TimeRange ALL = new TimeRange(null, null);

    public boolean includes(Instant time) {
        return (from == null || !time.isBefore(from)) && (before == null || time.isBefore(before));
    }

    TimeRange from(Instant other) {
        return new TimeRange(from == null || other.isAfter(from) ? other : from, before);
    }

    TimeRange before(Instant other) {
        return new TimeRange(from, before == null || other.isBefore(before) ? other : before);
    }

    TimeRange and(TimeRange other) {
        TimeRange both = other.from == null ? this : from(other.from);
        return other.before == null ? both : both.before(other.before);
    }
}
