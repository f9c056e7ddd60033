package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.findings.LotFindings.DeclarationsWithoutEvent;
import io.lotledger.projections.cte.findings.LotFindings.SerialsWithoutLot;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.LotQuery;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Findings of one lot, or of all lots page by page in the order of the lots. */
@RestController
class FindingsController {
    private static final LotQuery EVERY_LOT = new LotQuery(null, null, null, null);
    private static final int LOTS_AT_ONCE = 250;
    /** Limits the events without a lot in one query: each may name many serials. */
    private static final int EVENTS_AT_ONCE = 100;

    private static final int MOST_EVENTS = 2_500;
    /** Prefix of a cursor among the events without a lot. The blank keeps it apart from the URI of a lot. */
    private static final String EVENT = " event ";
    /** Prefix of a cursor among the declarations without their event. */
    private static final String DECLARATION = " declaration ";
    /** Limits the lots searched for one page. A page may be short or empty and still have a next page. */
    private static final int MOST_LOTS = 2_500;

    private final TraceLookup traces;
    private final AsOf asOf;
    private final LotLineage lineage;
    private final LotFindings findings;

    FindingsController(TraceLookup traces, AsOf asOf, LotLineage lineage, LotFindings findings) {
        this.traces = traces;
        this.asOf = asOf;
        this.lineage = lineage;
        this.findings = findings;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<FindingBody> findings, @Nullable String nextPageToken) {}

    @GetMapping("/epcis/api/2.0/traceability/findings")
    ResponseEntity<Page> find(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "lot_id", required = false) @Nullable String lotId,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText,
            @PageSize(standard = 100, most = 1_000) PageRequest page) {
        UUID organisation = caller.organisation();
        Predicate<Finding> filter = filter(LotParameters.findingKind(kind), LotParameters.severity(severity));
        Optional<Lot> lot = Optional.ofNullable(lotId).map(id -> traces.lot(organisation, id));
        long position = asOf.position(organisation, asOfText);
        Instant now = asOf.time(organisation, asOfText, position);
        if (lot.isPresent()) return answer(new Page(ofLot(lot.get(), position, now, filter), null));
        return answer(page(organisation, position, now, filter, page));
    }

    private List<FindingBody> ofLot(Lot lot, long position, Instant now, Predicate<Finding> filter) {
        UUID organisation = lot.organisation();
        return bodies(organisation, findings.ofLot(lot, position, now), filter);
    }

    /** Lists declarations without their event, then movements of serials without a lot, then the lots' findings. */
    private Page page(UUID organisation, long position, Instant now, Predicate<Finding> filter, PageRequest request) {
        Set<FindingBody> page = new LinkedHashSet<>();
        int size = request.size();
        String after = request.cursor();
        if (after.isEmpty() || after.startsWith(DECLARATION)) {
            Optional<Long> next =
                    declarations(organisation, position, filter, last(DECLARATION, after, request), size, page);
            if (next.isPresent()) return new Page(List.copyOf(page), PageRequest.token(DECLARATION + next.get()));
            after = "";
        }
        if (after.isEmpty() || after.startsWith(EVENT)) {
            Optional<Long> next = serials(organisation, position, filter, last(EVENT, after, request), size, page);
            if (next.isPresent()) return new Page(List.copyOf(page), PageRequest.token(EVENT + next.get()));
            after = "";
        }
        for (int seen = 0; seen < MOST_LOTS && page.size() < size; seen += LOTS_AT_ONCE) {
            List<Lot> lots = lineage.search(organisation, EVERY_LOT, after, LOTS_AT_ONCE);
            if (lots.isEmpty()) return new Page(List.copyOf(page), null);
            List<UUID> ids = lots.stream().map(Lot::id).toList();
            page.addAll(bodies(organisation, findings.of(organisation, ids, position, now), filter));
            Lot last = lots.get(lots.size() - 1);
            if (lots.size() < LOTS_AT_ONCE) return new Page(List.copyOf(page), null);
            after = last.key().uri();
        }
        return new Page(List.copyOf(page), PageRequest.token(after));
    }

    /** @return where the next page begins, empty after the last declaration */
    private Optional<Long> declarations(
            UUID organisation, long position, Predicate<Finding> filter, long start, int size, Set<FindingBody> page) {
        @Nullable Long after = start;
        for (int seen = 0; after != null && seen < MOST_EVENTS && page.size() < size; seen += EVENTS_AT_ONCE) {
            DeclarationsWithoutEvent some =
                    findings.declarationsWithoutEvent(organisation, after, EVENTS_AT_ONCE, position);
            page.addAll(bodies(organisation, some.findings(), filter));
            after = some.next();
        }
        return Optional.ofNullable(after);
    }

    /** @return where the next page begins, empty after the last event */
    private Optional<Long> serials(
            UUID organisation, long position, Predicate<Finding> filter, long start, int size, Set<FindingBody> page) {
        @Nullable Long after = start;
        for (int seen = 0; after != null && seen < MOST_EVENTS && page.size() < size; seen += EVENTS_AT_ONCE) {
            SerialsWithoutLot some = findings.serialsWithoutLot(organisation, after, EVENTS_AT_ONCE, position);
            page.addAll(bodies(organisation, some.findings(), filter));
            after = some.next();
        }
        return Optional.ofNullable(after);
    }

    private static long last(String kind, String cursor, PageRequest request) {
        if (cursor.isEmpty()) return 0;
        String position = cursor.substring(kind.length());
        if (!position.matches("\\d{1,18}")) throw request.unknownToken();
        return Long.parseLong(position);
    }

    private static List<FindingBody> bodies(UUID organisation, List<Finding> found, Predicate<Finding> filter) {
        return found.stream()
                .filter(filter)
                .map(finding -> FindingBody.of(organisation, finding))
                .distinct()
                .toList();
    }

    private static Predicate<Finding> filter(@Nullable FindingKind kind, @Nullable Severity severity) {
        return finding -> (kind == null || finding.kind() == kind)
                && (severity == null || finding.kind().severity() == severity);
    }

    private static ResponseEntity<Page> answer(Page page) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page);
    }
}
