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

/**
 * An export was asked for: the facts every later step rests on. Either of one lot, or of the lots that meet criteria.
 *
 * @param lotId null where criteria were asked
 * @param lot the lot's URI, {@code https://id.gs1.org/01/{gtin14}/10/{lot}} or the class URI as sent; null where criteria were asked
 * @param generation the how-manieth export of this subject, from 1
 * @param requestedBy id of the API key
 * @param onlyFdas null for all sheets, as in jobs older than the choice
 * @param criteria null where one lot was asked for
 * @param logPosition everything captured up to and at this position is in the workbook, nothing later is
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LotCriteria criteria)
        implements ExportJobEvent {

    /** Of one lot. */
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

    /** The lot that was asked for; empty where criteria were. */
    public Optional<Lot> oneLot() {
        return Optional.ofNullable(lot)
                .map(uri -> new Lot(organisation, LotKey.of(uri).orElseGet(() -> new LotKey(uri, null, null))));
    }

    public ExportSubject subject() {
        ExportSubject.Seeds seeds = oneLot().<ExportSubject.Seeds>map(ExportSubject.Seeds.OneLot::new)
                .orElseGet(() -> new ExportSubject.Seeds.Chosen(
                        Objects.requireNonNull(criteria, "a request is of a lot or of criteria")));
        return new ExportSubject(organisation, seeds, direction, format, fdaOnly());
    }
}
