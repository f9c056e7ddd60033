package io.lotledger.api.lots.changes;

import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.lots.AsOf;
import io.lotledger.api.lots.LotParameters;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.history.TraceHistory;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The log positions at which the trace of a lot changed: values of {@code as_of} that give different answers. */
@RestController
class ChangesController {
    private final TraceLookup traces;
    private final AsOf asOf;
    private final TraceHistory history;

    ChangesController(TraceLookup traces, AsOf asOf, TraceHistory history) {
        this.traces = traces;
        this.asOf = asOf;
        this.history = history;
    }

    @GetMapping("/epcis/api/2.0/traceability/lots/{lot}/changes")
    ResponseEntity<ChangesBody> changes(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText) {
        Direction traced = LotParameters.direction(direction);
        Lot known = traces.lot(caller.organisation(), lot);
        long position = asOf.position(caller.organisation(), asOfText);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(position))
                .body(ChangesBody.of(known, traced, position, history.changes(known, traced, position)));
    }
}
