package io.lotledger.api.lots.readiness;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.lots.AsOf;
import io.lotledger.api.lots.LotParameters;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.lots.trace.TraceRecords;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.security.Caller;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** How complete the records are under the rule: each element of one lot's trace, or the scores of many lots. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability")
class ReadinessController {
    private final TraceLookup traces;
    private final AsOf asOf;
    private final LotLineage lineage;
    private final LotScores scores;
    private final TraceRecords records;

    ReadinessController(TraceLookup traces, AsOf asOf, LotLineage lineage, LotScores scores, TraceRecords records) {
        this.traces = traces;
        this.asOf = asOf;
        this.lineage = lineage;
        this.scores = scores;
        this.records = records;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(
            List<ReadinessBody.Scores> lots,
            @Nullable String nextPageToken,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Long> unreadablePositions) {}

    @GetMapping("/lots/{lot}/readiness")
    ResponseEntity<ReadinessBody> ofTrace(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText) {
        Direction traced = LotParameters.direction(direction);
        Lot known = traces.lot(caller.organisation(), lot);
        Trace trace = traces.trace(known, traced, asOf.position(caller.organisation(), asOfText));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(trace.logPosition()))
                .body(ReadinessBody.of(known, Readiness.of(records.of(trace).ctes())));
    }

    /**
     * Scores each lot alone, without its trace, ordered by class URI. A lot that needs a damaged entry of the log is left out,
     * and {@code unreadable_positions} names the entry.
     *
     * @param from selects lots with an event at or after this time
     * @param to selects lots with an event before this time
     */
    @GetMapping("/readiness")
    ResponseEntity<Page> ofMany(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String gtin,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText,
            @PageSize(standard = 100, most = 1_000) PageRequest page) {
        UUID organisation = caller.organisation();
        Instant since = LotParameters.time("from", from, Instant.EPOCH);
        Instant until = LotParameters.time("to", to, Instant.parse("9999-12-31T23:59:59Z"));
        long position = asOf.position(organisation, asOfText);
        PageItems<Lot> found = page.cut(
                lineage.withEventsIn(
                        organisation, LotParameters.gtin(gtin), since, until, position, page.cursor(), page.limit()),
                lot -> lot.key().uri());
        SortedSet<Long> unreadable = new TreeSet<>();
        List<ReadinessBody.Scores> scored =
                scores
                        .of(organisation, found.items(), position, (lot, e) -> unreadable.add(e.position()))
                        .entrySet()
                        .stream()
                        .map(each -> ReadinessBody.scores(each.getKey(), each.getValue()))
                        .toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(position))
                .body(new Page(scored, found.nextPageToken(), unreadable.isEmpty() ? null : List.copyOf(unreadable)));
    }
}
