package io.lotledger.api.lots;

import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.history.TraceHistory;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The lineage of a lot, as data or as a drawing. */
@RestController
class LineageController {
    private static final String PATH = "/epcis/api/2.0/traceability/lots/{lot}/lineage";
    private static final String GRAPHVIZ = "text/vnd.graphviz";
    private static final String SVG = "image/svg+xml";
    private static final String FOODCHAIN_LAB = "application/vnd.lotledger.foodchain-lab+json";

    private final TraceLookup traces;
    private final AsOf asOf;
    private final RecordTimes recordTimes;
    private final LotFindings findings;
    private final LotDescriptions descriptions;
    private final LotAccounts accounts;
    private final TraceHistory history;
    private final JointReads joint;

    LineageController(
            TraceLookup traces,
            AsOf asOf,
            RecordTimes recordTimes,
            LotFindings findings,
            LotDescriptions descriptions,
            LotAccounts accounts,
            TraceHistory history,
            JointReads joint) {
        this.traces = traces;
        this.asOf = asOf;
        this.recordTimes = recordTimes;
        this.findings = findings;
        this.descriptions = descriptions;
        this.accounts = accounts;
        this.history = history;
        this.joint = joint;
    }

    /**
     * @param withFindings false omits the findings, which take most of the time of a large trace
     * @param withWithdrawn true adds the edges that are no longer in force
     */
    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LineageBody> lineage(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(name = "findings", defaultValue = "true") boolean withFindings,
            @RequestParam(name = "withdrawn", defaultValue = "false") boolean withWithdrawn) {
        Trace trace = trace(caller, lot, direction, asOf);
        return answer(trace).body(joint.of(() -> body(trace, asOf, withFindings, withWithdrawn)));
    }

    private LineageBody body(Trace trace, @Nullable String asOf, boolean withFindings, boolean withWithdrawn) {
        UUID organisation = trace.seed().organisation();
        Instant now = this.asOf.time(organisation, asOf, trace.logPosition());
        return LineageBody.of(
                trace,
                recordTimes.at(organisation, trace.logPosition()).orElse(null),
                withFindings ? findings(trace, now) : null,
                withWithdrawn ? WithdrawnBody.of(history.withdrawn(trace)) : null);
    }

    @GetMapping(path = PATH, produces = GRAPHVIZ)
    ResponseEntity<String> graphviz(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        Trace trace = trace(caller, lot, direction, asOf);
        return answer(trace).body(drawing(trace).graphviz());
    }

    @GetMapping(path = PATH, produces = SVG)
    ResponseEntity<String> svg(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        Trace trace = trace(caller, lot, direction, asOf);
        if (trace.nodes().size() > LineageDrawing.MOST_DRAWN) {
            throw TraceLookup.tooLarge("The trace has " + trace.nodes().size() + " lots; a drawing has at most "
                    + LineageDrawing.MOST_DRAWN + ". Ask for " + GRAPHVIZ
                    + " or JSON, or for one direction.");
        }
        return answer(trace).body(drawing(trace).svg());
    }

    @GetMapping(path = PATH, produces = FOODCHAIN_LAB)
    ResponseEntity<FoodChainLabBody> foodChainLab(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf) {
        Trace trace = trace(caller, lot, direction, asOf);
        return answer(trace).body(FoodChainLabBody.of(accounts.network(trace)));
    }

    private Trace trace(Caller caller, String lotId, @Nullable String direction, @Nullable String asOfText) {
        UUID organisation = caller.organisation();
        Direction traced = LotParameters.direction(direction);
        Lot seed = traces.lot(organisation, lotId);
        return traces.trace(seed, traced, asOf.position(organisation, asOfText));
    }

    private List<FindingBody> findings(Trace trace, Instant now) {
        UUID organisation = trace.seed().organisation();
        return findings.of(trace, now).stream()
                .map(finding -> FindingBody.of(organisation, finding))
                .distinct()
                .toList();
    }

    private static ResponseEntity.BodyBuilder answer(Trace trace) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(trace.logPosition()));
    }

    private LineageDrawing drawing(Trace trace) {
        return LineageDrawing.of(trace, lots -> descriptions.of(lots, trace.logPosition()));
    }
}
