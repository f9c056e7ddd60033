package io.lotledger.export.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.ingest.epcis.ShortUuid;
import io.lotledger.projections.lineage.Direction;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export was asked for: the facts every later step rests on.
 *
 * @param lot the lot's URI, {@code https://id.gs1.org/01/{gtin14}/10/{lot}} or the class URI as sent
 * @param generation the how-manieth export of this lot, direction and format, from 1
 * @param requestedBy id of the API key
 * @param onlyFdas null for all sheets, as in jobs older than the choice
 * @param logPosition everything captured up to and at this position is in the workbook, nothing later is
 */
public record ExportRequested(
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean onlyFdas)
        implements ExportJobEvent {

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
}
