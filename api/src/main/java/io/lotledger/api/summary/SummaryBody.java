package io.lotledger.api.summary;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The organisation in figures.
 *
 * @param lastCapture null before the first capture, and for keys that may read no events
 * @param capturesToday null for keys that may read no events
 * @param exports null for keys that may not list export jobs
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record SummaryBody(
        Counted asOf,
        Lots lots,
        long events,
        @Nullable LastCapture lastCapture,
        @Nullable Captures capturesToday,
        Readiness readiness,
        List<Findings> findings,
        @Nullable Exports exports,
        Projections projections) {

    /**
     * @param logPosition lots, events, readiness and findings hold everything up to here
     * @param ageSeconds since these counts were known to hold everything in the log
     * @param waitingLots lots of all organisations that are being counted again, at most 10,000
     * @param recountPercent progress of a recount of all lots; null when none is running
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Counted(
            long logPosition,
            Instant countedAt,
            long ageSeconds,
            int waitingLots,
            @Nullable Integer recountPercent) {}

    /** @param newToday lots that the log has named since {@code todayFrom} */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Lots(long total, long newToday, Instant todayFrom) {}

    /** @param sentBy name of the key that sent it */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LastCapture(
            String captureId, Instant at, @Nullable String sentBy, int events) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Captures(long captures, long accepted, long rejected) {}

    /**
     * Of the lots with a critical tracking event in the last 30 days.
     *
     * @param foods the 100 foods with most lots
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Readiness(
            int days,
            long lots,
            double score,
            double tlcScore,
            double tlcSourceScore,
            long missing,
            List<Food> foods) {}

    /** @param gtin null for all lots without one */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Food(
            @Nullable String gtin,
            @Nullable String name,
            long lots,
            double score,
            double tlcScore,
            double tlcSourceScore,
            long missing) {}

    /**
     * @param lots with such a finding
     * @param overdueLots of these, with a shipment that is overdue
     * @param events with such a finding that belong to no lot
     * @param oldest event time of the earliest event of these findings
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Findings(
            String kind, String severity, String title, long lots, long overdueLots, long events, Instant oldest) {}

    /**
     * Jobs of the last 30 days, and every open one.
     *
     * @param late jobs that took, or are taking, more than 24 hours (21 CFR 1.1455(c))
     * @param oldestOpen null when no job is open
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Exports(
            int days,
            long delivered,
            long open,
            long failed,
            long late,
            @Nullable Long longestSeconds,
            @Nullable OpenJob oldestOpen) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record OpenJob(String jobShortId, Instant requestedAt, Instant deadline) {}

    /**
     * @param logPosition position of the last entry of the log
     * @param position of the slowest projection
     * @param paused names of the projections that an operator has paused
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Projections(long logPosition, long position, long lag, long lagSeconds, List<String> paused) {}
}
