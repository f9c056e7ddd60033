package io.lotledger.api.lots;

import io.lotledger.api.lots.trace.LotCoverage;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import io.lotledger.projections.lineage.RecordTimes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The parameter {@code as_of}: a record time or a log position. */
@Component
public class AsOf {
    private final RecordTimes recordTimes;
    private final LotCoverage coverage;
    private final Clock clock;

    AsOf(RecordTimes recordTimes, LotCoverage coverage, Clock clock) {
        this.recordTimes = recordTimes;
        this.coverage = coverage;
        this.clock = clock;
    }

    /**
     * The log position of {@code as_of}; without it, the position up to which the tables of lots are filled. Waits a moment for the
     * tables to reach it, or to reach what was acknowledged.
     *
     * @throws ProblemException 503 for a position that these tables have not reached yet, 422 for one beyond the end of the log
     */
    public long position(UUID organisation, @Nullable String asOf) {
        if (asOf == null) return coverage.awaitNear();
        if (!asOf.matches("\\d{1,18}")) return atTime(organisation, time(asOf));
        long position = Long.parseLong(asOf);
        if (position <= coverage.position()) return position;
        long head = coverage.head();
        if (position > head)
            throw LotParameters.malformed(
                    "as_of", "Position " + position + " does not exist yet; the latest is " + head);
        long covered = coverage.await(position);
        if (position > covered) throw coverage.filling(covered, head);
        return position;
    }

    /**
     * The time for which an answer holds: the requested time, or the record time of the last entry up to the requested position.
     * Without {@code as_of} it is now, and it is never later than now.
     */
    public Instant time(UUID organisation, @Nullable String asOf, long position) {
        Instant now = clock.instant();
        if (asOf == null) return now;
        Instant then = asOf.matches("\\d{1,18}")
                ? recordTimes.at(organisation, position).orElse(now)
                : SentTime.parse(asOf);
        return then.isBefore(now) ? then : now;
    }

    private long atTime(UUID organisation, Instant time) {
        long covered = coverage.position();
        boolean isCovered = recordTimes
                .at(organisation, covered)
                .filter(last -> last.isAfter(time))
                .isPresent();
        return Math.min(isCovered ? covered : coverage.awaitNear(), recordTimes.positionAt(organisation, time));
    }

    private static Instant time(String asOf) {
        try {
            return SentTime.parse(asOf);
        } catch (DateTimeException e) {
            throw LotParameters.malformed(
                    "as_of",
                    "as_of must be a log position or a time with an offset such as 2026-11-23T00:00:00Z, not '" + asOf
                            + "'");
        }
    }
}
