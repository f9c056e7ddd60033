package io.lotledger.api.lots;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.cte.table.CteProjection;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.processor.ProjectionPositions;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The parameter {@code as_of}: a record time or a log position. */
@Component
public class AsOf {
    /** The projections that questions about lots read. */
    private static final Set<String> READ =
            Set.of(EventIndexProjection.NAME, LineageProjection.NAME, MasterDataProjection.NAME, CteProjection.NAME);

    private final RecordTimes recordTimes;
    private final ProjectionPositions positions;
    private final EventLog log;
    private final Clock clock;

    AsOf(RecordTimes recordTimes, ProjectionPositions positions, EventLog log, Clock clock) {
        this.recordTimes = recordTimes;
        this.positions = positions;
        this.log = log;
        this.clock = clock;
    }

    /**
     * The log position of {@code as_of}; without it, the position up to which the tables of lots are filled.
     *
     * @throws ProblemException 503 for a position that these tables have not reached yet, 422 for one beyond the end of the log
     */
    public long position(UUID organisation, @Nullable String asOf) {
        long covered = positions.positions().entrySet().stream()
                .filter(one -> READ.contains(one.getKey()))
                .mapToLong(Map.Entry::getValue)
                .min()
                .orElse(0);
        if (asOf == null) return covered;
        if (!asOf.matches("\\d{1,18}")) return Math.min(covered, atTime(organisation, asOf));
        long position = Long.parseLong(asOf);
        if (position <= covered) return position;
        long head = log.head();
        if (position <= head) throw ProblemException.filling("read model of lots", covered, head);
        throw LotParameters.malformed("as_of", "Position " + position + " does not exist yet; the latest is " + head);
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

    private long atTime(UUID organisation, String asOf) {
        try {
            return recordTimes.positionAt(organisation, SentTime.parse(asOf));
        } catch (DateTimeException e) {
            throw LotParameters.malformed(
                    "as_of",
                    "as_of must be a log position or a time with an offset such as 2026-11-23T00:00:00Z, not '" + asOf
                            + "'");
        }
    }
}
