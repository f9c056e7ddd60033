package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.findings.LotFindings.OfDeclarations;
import io.lotledger.projections.cte.findings.LotFindings.SerialsWithoutLot;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.LotQuery;
import io.lotledger.projections.lineage.evidence.ReadableLots;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Findings of one lot, or of all lots page by page in the order of the lots. A page of all lots leaves out those that need a
 * damaged entry of the log, and {@code unreadable_positions} names the entry.
 */
@RestController
class FindingsController {
    private static final LotQuery EVERY_LOT = new LotQuery(null, null, null, null);
    private static final int LOTS_AT_ONCE = 250;
    /** Limits the events without a lot in one query: each may name many serials. */
    private static final int EVENTS_AT_ONCE = 100;

    /** Limits the work for one page. A page may be short or empty and still have a next page. */
    private static final int MOST_PORTIONS = 12;
    /** Prefix of a place among the events without a lot. The blank keeps it apart from the URI of a lot. */
    private static final String EVENT = " event ";
    /** Prefix of a place among the error declarations. */
    private static final String DECLARATION = " declaration ";
    /** Prefix of a place among the lots; tokens of earlier versions have the URI alone. */
    private static final String LOT = " lot ";
    /** A page that ended within a portion: where the portion begins, findings to skip, and the log position. */
    private static final Pattern WITHIN = Pattern.compile("(?s)(.*) \\+(\\d{1,9})@(\\d{1,18})");

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
    record Page(
            List<FindingBody> findings,
            @Nullable String nextPageToken,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<Long> unreadablePositions) {}

    @GetMapping("/epcis/api/2.0/traceability/findings")
    ResponseEntity<Page> find(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "lot_id", required = false) @Nullable String lotId,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(name = "as_of", required = false) @Nullable String asOfText,
            @PageSize(standard = 100, most = 1_000) PageRequest page) {
        UUID organisation = caller.organisation();
        Set<FindingKind> kinds = kinds(LotParameters.findingKind(kind), LotParameters.severity(severity));
        Optional<Lot> lot = Optional.ofNullable(lotId).map(id -> traces.lot(organisation, id));
        long position = asOf.position(organisation, asOfText);
        Instant now = asOf.time(organisation, asOfText, position);
        String place = page.cursor();
        int skip = 0;
        Matcher within = WITHIN.matcher(place);
        if (within.matches()) {
            place = within.group(1);
            skip = Integer.parseInt(within.group(2));
            // findings captured meanwhile would shift the count
            if (asOfText == null) position = Long.parseLong(within.group(3));
        }
        FindingsPage found = new FindingsPage(organisation, kinds, page.size(), position, skip);
        return answer(
                position, lot.isPresent() ? ofLot(lot.get(), now, place, page, found) : ofAll(now, place, page, found));
    }

    private Page ofLot(Lot lot, Instant now, String place, PageRequest request, FindingsPage page) {
        String only = LOT + lot.key().uri();
        if (!place.isEmpty() && !place.equals(only)) throw request.unknownToken();
        return page.end(
                page.add(only, findings.ofLot(lot, page.position(), now)).orElse(null));
    }

    /** Lists the findings of error declarations, then movements of serials without a lot, then the lots' findings. */
    private Page ofAll(Instant now, String start, PageRequest request, FindingsPage page) {
        @Nullable String place = start.isEmpty() ? DECLARATION + 0 : start;
        for (int portions = 0; place != null && portions < MOST_PORTIONS && !page.isFull(); portions++) {
            Portion portion = portion(page, now, place, request);
            Optional<String> rest = page.add(place, portion.findings());
            place = rest.isPresent() ? rest.get() : portion.next();
        }
        return page.end(place);
    }

    /** @param next where the next portion begins; null after the last one */
    private record Portion(List<Finding> findings, @Nullable String next) {}

    private Portion portion(FindingsPage page, Instant now, String place, PageRequest request) {
        UUID organisation = page.organisation();
        long position = page.position();
        if (place.startsWith(DECLARATION)) {
            Set<FindingKind> kinds = EnumSet.copyOf(LotFindings.DECLARED);
            kinds.retainAll(page.kinds());
            if (kinds.isEmpty()) return new Portion(List.of(), EVENT + 0);
            OfDeclarations some = findings.ofDeclarations(
                    organisation, kinds, last(DECLARATION, place, request), EVENTS_AT_ONCE, position);
            return new Portion(some.findings(), some.next() == null ? EVENT + 0 : DECLARATION + some.next());
        }
        if (place.startsWith(EVENT)) {
            if (!page.kinds().contains(FindingKind.SERIAL_WITHOUT_LOT)) return new Portion(List.of(), LOT);
            SerialsWithoutLot some =
                    findings.serialsWithoutLot(organisation, last(EVENT, place, request), EVENTS_AT_ONCE, position);
            return new Portion(some.findings(), some.next() == null ? LOT : EVENT + some.next());
        }
        String after = place.startsWith(LOT) ? place.substring(LOT.length()) : place;
        List<Lot> lots = lineage.search(organisation, EVERY_LOT, after, LOTS_AT_ONCE);
        List<UUID> ids = lots.stream().map(Lot::id).toList();
        @Nullable
        String next = lots.size() < LOTS_AT_ONCE
                ? null
                : LOT + lots.get(lots.size() - 1).key().uri();
        List<Finding> found = ReadableLots.each(
                ids,
                some -> findings.of(organisation, some, position, now),
                (lot, damaged) -> page.leaveOut(damaged.position()));
        return new Portion(found, next);
    }

    private static long last(String kind, String place, PageRequest request) {
        String position = place.substring(kind.length());
        if (!position.matches("\\d{1,18}")) throw request.unknownToken();
        return Long.parseLong(position);
    }

    private static Set<FindingKind> kinds(@Nullable FindingKind kind, @Nullable Severity severity) {
        Set<FindingKind> kinds = EnumSet.allOf(FindingKind.class);
        kinds.removeIf(one -> (kind != null && one != kind) || (severity != null && one.severity() != severity));
        return kinds;
    }

    private static ResponseEntity<Page> answer(long position, Page page) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(position))
                .body(page);
    }
}
