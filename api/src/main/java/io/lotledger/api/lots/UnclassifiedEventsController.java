package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.events.IndexCoverage;
import io.lotledger.api.lots.trace.LotCoverage;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.cte.findings.UnclassifiedEvents;
import io.lotledger.projections.cte.findings.UnclassifiedEvents.Entry;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Events that are not a critical tracking event of any lot, each with the reason: holding and packing, unknown steps, units without a known lot. */
@RestController
class UnclassifiedEventsController {
    private final LotCoverage coverage;
    private final UnclassifiedEvents events;

    UnclassifiedEventsController(LotCoverage coverage, JdbcClient jdbc) {
        this.coverage = coverage;
        this.events = new UnclassifiedEvents(jdbc);
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<Shown> events, @Nullable String nextPageToken) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(
            String eventId,
            Instant eventTime,
            String type,
            @Nullable String action,
            @Nullable String bizStep,
            List<Reason> reasons) {
        static Shown of(Entry event) {
            return new Shown(
                    event.eventId(),
                    event.eventTime(),
                    event.type(),
                    event.action(),
                    event.bizStep(),
                    event.reasons().stream()
                            .map(reason -> new Reason(
                                    reason.reason(),
                                    reason.lots().stream()
                                            .map(ShortUuid::encode)
                                            .toList()))
                            .toList());
        }
    }

    record Reason(String reason, List<String> lots) {}

    @GetMapping("/epcis/api/2.0/traceability/unclassified-events")
    ResponseEntity<Page> list(
            @AuthenticationPrincipal Caller caller, @PageSize(standard = 100, most = 1_000) PageRequest page) {
        String cursor = page.cursor();
        int space = cursor.indexOf(' ');
        String eventId = cursor.substring(space + 1);
        long covered = coverage.awaitNear();
        PageItems<Entry> found = page.cut(
                events.after(caller.organisation(), time(page, space), eventId, page.limit()),
                event -> event.eventTime() + " " + event.eventId());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header(IndexCoverage.POSITION, Long.toString(covered))
                .body(new Page(found.items().stream().map(Shown::of).toList(), found.nextPageToken()));
    }

    private static @Nullable Instant time(PageRequest page, int space) {
        if (page.cursor().isEmpty()) return null;
        try {
            Instant time = Instant.parse(page.cursor().substring(0, Math.max(0, space)));
            int year = time.atOffset(ZoneOffset.UTC).getYear(); // an event's year has four digits
            if (year >= -1 && year <= 10_000) return time;
        } catch (DateTimeException e) {
            throw page.unknownToken();
        }
        throw page.unknownToken();
    }
}
