package io.lotledger.api.lots;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Events that are a critical tracking event for no lot, each with the reason: holding and packing, unknown steps, units in which no lot is known. */
@RestController
class UnclassifiedEventsController {
    private static final int PAGE = 100;
    private static final int LONGEST_PAGE = 1_000;

    private final UnclassifiedEvents events;

    UnclassifiedEventsController(JdbcClient jdbc) {
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
                            .map(why -> new Reason(
                                    why.reason(),
                                    why.lots().stream().map(ShortUuid::encode).toList()))
                            .toList());
        }
    }

    record Reason(String reason, List<String> lots) {}

    @GetMapping("/epcis/api/2.0/traceability/unclassified-events")
    ResponseEntity<Page> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(name = "per_page", required = false) @Nullable String perPage,
            @RequestParam(name = "perPage", required = false) @Nullable String perPageAlias,
            @RequestParam(name = "next_page_token", required = false) @Nullable String nextPageToken) {
        int size = LotParameters.perPage(perPage, perPageAlias, PAGE, LONGEST_PAGE);
        String after = LotParameters.after(nextPageToken);
        int cut = after.indexOf(' ');
        List<Entry> found = events.after(
                caller.organisation(), time(after, cut), cut < 0 ? "" : after.substring(cut + 1), size + 1);
        List<Entry> page = found.subList(0, Math.min(size, found.size()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Page(
                        page.stream().map(Shown::of).toList(), found.size() > size ? token(page.get(size - 1)) : null));
    }

    private static String token(Entry last) {
        return LotParameters.tokenAfter(last.eventTime() + " " + last.eventId());
    }

    private static @Nullable Instant time(String after, int cut) {
        if (after.isEmpty()) return null;
        try {
            Instant time = Instant.parse(after.substring(0, Math.max(0, cut)));
            int year = time.atOffset(ZoneOffset.UTC).getYear(); // of an event it has four digits
            if (year >= -1 && year <= 10_000) return time;
        } catch (DateTimeException e) {
            // said below
        }
        throw LotParameters.malformed("next_page_token", "Unknown next_page_token; take it from the page before");
    }
}
