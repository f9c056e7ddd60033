package io.lotledger.api.lots;

import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A lot's mass balance, blast radius and timeline. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/lots/{lot}")
class AccountsController {
    private final TraceLookup traces;
    private final AsOf asOf;
    private final LotAccounts accounts;

    AccountsController(TraceLookup traces, AsOf asOf, LotAccounts accounts) {
        this.traces = traces;
        this.asOf = asOf;
        this.accounts = accounts;
    }

    @GetMapping("/mass-balance")
    ResponseEntity<MassBalanceBody> massBalance(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText) {
        Lot known = traces.lot(caller.organisation(), lot);
        long position = asOf.position(caller.organisation(), asOfText);
        Instant now = asOf.time(caller.organisation(), asOfText, position);
        return answer(position, MassBalanceBody.of(known, accounts.massBalance(known, position, now)));
    }

    @GetMapping("/blast-radius")
    ResponseEntity<BlastRadiusBody> blastRadius(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText) {
        Lot known = traces.lot(caller.organisation(), lot);
        long position = asOf.position(caller.organisation(), asOfText);
        return answer(
                position, BlastRadiusBody.of(known, TraceLookup.whole(() -> accounts.blastRadius(known, position))));
    }

    @GetMapping("/timeline")
    ResponseEntity<TimelineBody> timeline(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText) {
        Direction traced = LotParameters.direction(direction);
        Lot known = traces.lot(caller.organisation(), lot);
        long position = asOf.position(caller.organisation(), asOfText);
        return answer(
                position, TimelineBody.of(known, traced, accounts.timeline(traces.trace(known, traced, position))));
    }

    private static <T> ResponseEntity<T> answer(long position, T body) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(position))
                .body(body);
    }
}
