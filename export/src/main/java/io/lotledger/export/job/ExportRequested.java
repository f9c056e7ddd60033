package io.lotledger.export.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * An export was requested, either of one lot or of the lots that meet criteria. Every later step uses these facts.
 *
 * @param lotId null when the request gave criteria
 * @param lot the lot's URI, {@code https://id.gs1.org/01/{gtin14}/10/{lot}} or the class URI as sent; null when the request gave criteria
 * @param generation ordinal of the export of this subject, from 1
 * @param requestedBy id of the API key
 * @param onlyFdas null for all sheets, as in jobs from before this option
 * @param criteria null when the request named one lot
 * @param acceptedGaps null when the request met no gate, or passed it
 * @param logPosition the workbook contains everything captured up to and including this position, and nothing later
 */
public record ExportRequested(
        UUID jobId,
        UUID organisation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable UUID lotId,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String lot,
        Direction direction,
        WorkbookFormat format,
        int generation,
        String requestedBy,
        Instant requestedAt,
        long logPosition,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean onlyFdas,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LotCriteria criteria,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AcceptedGaps acceptedGaps)
        implements ExportJobEvent {

    /**
     * The records were below the least readiness, and the request accepted that.
     *
     * @param readiness share of the required elements that were there, from 0 to 1
     * @param leastReadiness the setting of the server
     * @param missing count of the required elements that were missing
     * @param logPosition up to which they were counted
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record AcceptedGaps(double readiness, double leastReadiness, long missing, long logPosition) {}

    /** Of one lot, without accepted gaps. */
    public ExportRequested(
            UUID jobId,
            UUID organisation,
            UUID lotId,
            String lot,
            Direction direction,
            WorkbookFormat format,
            int generation,
            String requestedBy,
            Instant requestedAt,
            long logPosition,
            @Nullable Boolean onlyFdas) {
        this(
                jobId,
                organisation,
                lotId,
                lot,
                direction,
                format,
                generation,
                requestedBy,
                requestedAt,
                logPosition,
                onlyFdas,
                null,
                null);
    }

    @Override
    public Instant at() {
        return requestedAt;
    }

    @Override
    public String who() {
        return requestedBy;
    }

    /** Whether the sheets that are not FDA's are left out. */
    public boolean fdaOnly() {
        return Boolean.TRUE.equals(onlyFdas);
    }

    /** The job's id in the HTTP contract, 22 characters. */
    public String shortId() {
        return ShortUuid.encode(jobId);
    }

    /** The requested lot; empty when the request gave criteria. */
    public Optional<Lot> oneLot() {
        return Optional.ofNullable(lot)
                .map(uri -> new Lot(organisation, LotKey.of(uri).orElseGet(() -> new LotKey(uri, null, null))));
    }

    public ExportSubject subject() {
        ExportSubject.Seeds seeds = oneLot().<ExportSubject.Seeds>map(ExportSubject.Seeds.OneLot::new)
                .orElseGet(() -> new ExportSubject.Seeds.Chosen(
                        Objects.requireNonNull(criteria, "a request names a lot or criteria")));
        return new ExportSubject(organisation, seeds, direction, format, fdaOnly());
    }
}
