package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.lots.trace.LotCoverage;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.LotQuery;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Finds lots by traceability lot code, GTIN, class or text, and one lot by its id. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/lots")
class LotsController {
    private static final Pattern OF_SEARCH = Pattern.compile("(?s)(.+) of ([0-9a-f]{1,8})");

    private final TraceLookup traces;
    private final LotCoverage coverage;
    private final LotLineage lineage;
    private final LotDescriptions descriptions;
    private final Evidence evidence;
    private final LotAccounts accounts;
    private final LotFindings findings;
    private final JointReads joint;
    private final Clock clock;

    LotsController(
            TraceLookup traces,
            LotCoverage coverage,
            LotLineage lineage,
            LotDescriptions descriptions,
            Evidence evidence,
            LotAccounts accounts,
            LotFindings findings,
            JointReads joint,
            Clock clock) {
        this.traces = traces;
        this.coverage = coverage;
        this.lineage = lineage;
        this.descriptions = descriptions;
        this.evidence = evidence;
        this.accounts = accounts;
        this.findings = findings;
        this.joint = joint;
        this.clock = clock;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<LotBody> lots, @Nullable String nextPageToken) {}

    /** Ordered by class URI. 503 instead of no lot if an event that the tables do not have yet may name one. */
    @GetMapping
    ResponseEntity<Page> find(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String tlc,
            @RequestParam(required = false) @Nullable String gtin,
            @RequestParam(name = "class", required = false) @Nullable String lotClass,
            @RequestParam(required = false) @Nullable String q,
            PageRequest page) {
        LotQuery query = LotParameters.query(tlc, gtin, lotClass, q);
        String search = Integer.toHexString(query.toString().hashCode());
        String after = after(page, search);
        long head = coverage.head();
        long position = coverage.awaitNear();
        List<Lot> lots = lineage.search(caller.organisation(), query, after, page.limit());
        if (lots.isEmpty() && position < head) throw coverage.filling(position, head);
        PageItems<Lot> found = page.cut(lots, lot -> lot.key().uri() + " of " + search);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(position))
                .body(new Page(
                        descriptions.of(found.items()).stream().map(LotBody::of).toList(), found.nextPageToken()));
    }

    /** The URI where the page before ended; tokens of earlier versions do not name their search. */
    private static String after(PageRequest page, String search) {
        Matcher cursor = OF_SEARCH.matcher(page.cursor());
        if (!cursor.matches()) return page.cursor();
        if (!cursor.group(2).equals(search)) throw page.unknownToken();
        return cursor.group(1);
    }

    @GetMapping("/{lot}")
    ResponseEntity<LotSummaryBody> one(@AuthenticationPrincipal Caller caller, @PathVariable String lot) {
        Lot found = traces.lot(caller.organisation(), lot);
        long position = coverage.awaitNear();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(position))
                .body(joint.of(() -> summary(found, position)));
    }

    private LotSummaryBody summary(Lot lot, long position) {
        LotBody described = LotBody.of(descriptions.of(List.of(lot)).get(0));
        try {
            Instant now = clock.instant();
            Optional<TraceEvidence> own = evidence.ofLot(lot, position);
            return LotSummaryBody.of(
                    described,
                    MassBalanceBody.of(lot, accounts.massBalance(lot, own, now)).balances(),
                    findings.ofLot(lot, own, position, now).stream()
                            .distinct()
                            .map(finding -> FindingBody.of(lot.organisation(), finding))
                            .toList());
        } catch (TraceTooLarge | DamagedEntryException e) {
            return LotSummaryBody.of(described, null, null);
        }
    }
}
