package io.lotledger.api.projections;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.processor.LaterTablesException;
import io.lotledger.projections.processor.ParkedEvent;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The organisation's events that some projection failed on. The log holds them; tables and workbooks lack them. */
@RestController
@RequestMapping("/epcis/api/2.0/parked-events")
class ParkedEventsController {
    private final ParkedEvents parked;
    private final List<Projection> projections;

    ParkedEventsController(ParkedEvents parked, List<Projection> projections) {
        this.parked = parked;
        // projections that read other projections' tables come last
        this.projections = projections.stream()
                .sorted(Comparator.comparing(projection -> projection.reads().size()))
                .toList();
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Shown(
            String projection, long position, String eventId, String error, int attempts, Instant parkedAt) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(
            List<Shown> parkedEvents,
            @Nullable String nextPageToken,
            @Nullable Long nextAfter) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Retried(int taken, long stillParked) {}

    /**
     * In the order of the log.
     *
     * @param after earlier clients page with this position and with {@code next_after}; accepted for now
     */
    @GetMapping
    ResponseEntity<Page> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "0") long after,
            @PageSize(standard = 100, most = 1_000) PageRequest page) {
        PageItems<ParkedEvent> found = page.cut(
                parked.of(owners(caller), start(page, after), page.limit()),
                event -> event.position() + " " + event.projection());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Page(
                        found.items().stream()
                                .map(ParkedEventsController::shown)
                                .toList(),
                        found.nextPageToken(),
                        found.nextPageToken() == null
                                ? null
                                : found.items().get(page.size() - 1).position() - 1));
    }

    private static ParkedEvents.Place start(PageRequest page, long after) {
        if (page.cursor().isEmpty()) return new ParkedEvents.Place(after, null);
        if (!page.cursor().matches("\\d{1,18} [a-z-]+")) throw page.unknownToken();
        int space = page.cursor().indexOf(' ');
        return new ParkedEvents.Place(
                Long.parseLong(page.cursor().substring(0, space)), page.cursor().substring(space + 1));
    }

    /** Retries the events, usually after an upgrade to a version that can read them. */
    @PostMapping("/retry")
    Retried retry(@AuthenticationPrincipal Caller caller) {
        try {
            int taken = 0;
            for (UUID organisation : owners(caller)) taken += parked.retry(organisation, projections);
            return new Retried(taken, parked.count(owners(caller)));
        } catch (LaterTablesException e) {
            throw new ProblemException(
                    503,
                    "epcisException:ImplementationException",
                    "Later tables",
                    "The remaining parked events stay parked: " + e.getMessage(),
                    Map.of());
        } catch (PessimisticLockingFailureException e) {
            throw new ProblemException(
                    503,
                    "epcisException:ImplementationException",
                    "The tables are in use",
                    "A projection is writing to the same tables. The remaining parked events stay parked. Send the request again in "
                            + ProblemException.RETRY_AFTER_SECONDS + " seconds.",
                    Map.of());
        }
    }

    private static List<UUID> owners(Caller caller) {
        return ParkedEvents.ownersSeenBy(caller.organisation(), caller.isOperator());
    }

    private static Shown shown(ParkedEvent event) {
        return new Shown(
                event.projection(),
                event.position(),
                event.eventId(),
                event.error(),
                event.attempts(),
                event.parkedAt());
    }
}
