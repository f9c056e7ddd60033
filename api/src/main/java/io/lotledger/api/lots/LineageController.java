package io.lotledger.api.lots;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.replay.ProjectionPositions;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where a lot came from and where it went. */
@RestController
class LineageController {
    private final LotLineage lineage;
    private final RecordTimes recordTimes;
    private final ProjectionPositions positions;

    LineageController(LotLineage lineage, RecordTimes recordTimes, ProjectionPositions positions) {
        this.lineage = lineage;
        this.recordTimes = recordTimes;
        this.positions = positions;
    }

    /** @param asOf a record time or a log position; absent, as far as the tables have read the log */
    @GetMapping("/epcis/api/2.0/traceability/lots/{lot}/lineage")
    ResponseEntity<LineageBody> lineage(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        UUID organisation = caller.organisation();
        Direction way = Parameters.direction(direction);
        Lot seed = lineage.find(organisation, Parameters.lotId(lot)).orElseThrow(() -> LotsController.unknown(lot));
        Trace trace = trace(seed, way, position(organisation, asOf));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(LineageBody.of(
                        trace, recordTimes.at(organisation, trace.logPosition()).orElse(null)));
    }

    private Trace trace(Lot seed, Direction way, long logPosition) {
        try {
            return lineage.trace(seed, way, logPosition);
        } catch (TraceTooLarge e) {
            String detail = String.valueOf(e.getMessage());
            throw new ProblemException(
                    413, "epcisException:QueryTooLargeException", "Trace too large", detail, Map.of());
        }
    }

    private long position(UUID organisation, @Nullable String asOf) {
        long covered = positions.positions().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0);
        if (asOf == null) return covered;
        if (!asOf.matches("\\d{1,18}")) return Math.min(covered, atTime(organisation, asOf));
        long position = Long.parseLong(asOf);
        if (position > covered) {
            throw Parameters.malformed("as_of", "as_of: the tables hold the log up to position " + covered);
        }
        return position;
    }

    private long atTime(UUID organisation, String asOf) {
        try {
            return recordTimes.positionAt(
                    organisation, OffsetDateTime.parse(asOf).toInstant());
        } catch (DateTimeException e) {
            throw Parameters.malformed(
                    "as_of",
                    "as_of: '" + asOf + "' is neither a log position nor a record time such as 2026-11-23T00:00:00Z");
        }
    }
}
