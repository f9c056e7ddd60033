package io.lotledger.api.drills;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.security.Caller;
import io.lotledger.export.drill.DrillList;
import io.lotledger.export.workbook.Readiness;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Mock recalls: how long the workbook takes, how complete the records are, and whom one would have to call. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/drills")
class DrillsController {
    private static final String BEFORE = "before ";
    private static final String RETRY_AFTER_SECONDS = "1";

    private final Drills drills;

    DrillsController(Drills drills) {
        this.drills = drills;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<DrillLine> drills, @Nullable String nextPageToken) {}

    /**
     * @param lots count of the lots that the drill began with
     * @param calls count of the places to call
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record DrillLine(
            String drillId,
            String status,
            int lots,
            @Nullable Integer random,
            String direction,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant endedAt,
            @Nullable Double seconds,
            @Nullable Double readiness,
            @Nullable Long missing,
            @Nullable Long calls,
            @Nullable String failureCode) {
        static DrillLine of(DrillList.Row row) {
            Double readiness = row.readiness();
            return new DrillLine(
                    ShortUuid.encode(row.drillId()),
                    row.status(),
                    row.lots(),
                    row.random(),
                    row.direction(),
                    row.requestedBy(),
                    row.requestedAt(),
                    row.endedAt(),
                    row.seconds(),
                    readiness == null ? null : Readiness.rounded(readiness),
                    row.missing(),
                    row.calls(),
                    row.failureCode());
        }
    }

    /** A drill begins soon, on any node. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<DrillBody> start(@AuthenticationPrincipal Caller caller, @RequestBody byte[] body) {
        DrillBody drill = drills.start(caller, DrillOrder.read(body));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .location(ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path("/epcis/api/2.0/traceability/drills/{drill}")
                        .build(drill.drillId()))
                .body(drill);
    }

    /** Newest first. */
    @GetMapping
    ResponseEntity<Page> list(@AuthenticationPrincipal Caller caller, PageRequest page) {
        PageItems<DrillList.Row> found =
                page.cut(drills.page(caller, before(page), page.limit()), row -> BEFORE + row.position());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Page(found.items().stream().map(DrillLine::of).toList(), found.nextPageToken()));
    }

    private static long before(PageRequest page) {
        if (page.cursor().isEmpty()) return Long.MAX_VALUE;
        if (!page.cursor().matches(BEFORE + "\\d{1,18}")) throw page.unknownToken();
        return Long.parseLong(page.cursor().substring(BEFORE.length()));
    }

    @GetMapping("/{drillId}")
    ResponseEntity<DrillBody> one(@AuthenticationPrincipal Caller caller, @PathVariable String drillId) {
        DrillBody drill = drills.find(caller, drillId);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (drill.endedAt() == null) answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        return answer.body(drill);
    }
}
