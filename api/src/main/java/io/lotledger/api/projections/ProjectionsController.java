package io.lotledger.api.projections;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.projections.processor.ProjectionProgress;
import io.lotledger.projections.processor.ProjectionVersion;
import io.lotledger.projections.rebuild.RebuildProgress;
import io.lotledger.projections.rebuild.Rebuilds;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The progress of each projection, and its rebuild into new tables while the old ones serve. */
@RestController
@RequestMapping(ProjectionsController.PATH)
class ProjectionsController {
    static final String PATH = "/epcis/api/2.0/projections";
    private static final int RETRY_AFTER_SECONDS = 2;

    private final ProjectionProgress progress;
    private final Rebuilds rebuilds;
    private final EventLog log;

    ProjectionsController(ProjectionProgress progress, Rebuilds rebuilds, EventLog log) {
        this.progress = progress;
        this.rebuilds = rebuilds;
        this.log = log;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Page(long logPosition, List<Shown> projections) {}

    /**
     * @param tablesVersion version of the code that filled the tables
     * @param codeVersion version of this server's code; when it is newer, a rebuild is running or was cancelled
     * @param rebuild the running or the last rebuild; null without one
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(
            String projection,
            long position,
            long lag,
            int tablesVersion,
            int codeVersion,
            @Nullable Rebuild rebuild) {}

    /** @param percent of the log that the rebuild has read */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Rebuild(
            String status,
            long position,
            int percent,
            String requestedBy,
            Instant startedAt,
            Instant updatedAt,
            @Nullable Instant finishedAt,
            @Nullable String error) {}

    @GetMapping
    ResponseEntity<Page> list() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(page());
    }

    private Page page() {
        Map<String, RebuildProgress> known = rebuilds.progress().stream()
                .collect(Collectors.toMap(RebuildProgress::projection, Function.identity()));
        Map<String, Long> positions = progress.positions();
        long head = log.head();
        List<Shown> shown = rebuilds.versions().entrySet().stream()
                .map(of -> shown(
                        of.getKey(),
                        positions.getOrDefault(of.getKey(), 0L),
                        head,
                        of.getValue(),
                        known.get(of.getKey())))
                .toList();
        return new Page(head, shown);
    }

    @GetMapping("/{projection}")
    ResponseEntity<Shown> one(@PathVariable String projection) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(find(projection));
    }

    /** 202 with the progress at {@code Location}; 409 while a rebuild is running. */
    @PostMapping("/{projection}/rebuild")
    ResponseEntity<Shown> rebuild(@PathVariable String projection, @AuthenticationPrincipal Caller caller) {
        find(projection);
        if (!rebuilds.begin(projection, caller.keyId())) {
            throw new ProblemException(
                    409,
                    "epcisException:ResourceAlreadyExistsException",
                    "A rebuild is running",
                    "Projection " + projection + " is already being rebuilt: GET " + PATH + "/" + projection
                            + " shows its progress, DELETE " + PATH + "/" + projection + "/rebuild cancels it.",
                    Map.of());
        }
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + projection))
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS))
                .body(find(projection));
    }

    /** Discards the new tables; the serving tables do not change. */
    @DeleteMapping("/{projection}/rebuild")
    ResponseEntity<Void> cancel(@PathVariable String projection) {
        find(projection);
        if (!rebuilds.cancel(projection)) {
            throw ProblemException.notFound("Projection " + projection + " is not being rebuilt.");
        }
        return ResponseEntity.noContent().build();
    }

    private Shown find(String projection) {
        List<Shown> all = page().projections();
        return all.stream()
                .filter(shown -> shown.projection().equals(projection))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("No projection '" + projection + "'; the projections are "
                        + all.stream().map(Shown::projection).collect(Collectors.joining(", ")) + "."));
    }

    private static Shown shown(
            String projection, long position, long head, ProjectionVersion version, @Nullable RebuildProgress rebuild) {
        return new Shown(
                projection,
                position,
                Math.max(0, head - position),
                version.tables(),
                version.code(),
                rebuild == null ? null : shown(rebuild, head));
    }

    private static Rebuild shown(RebuildProgress rebuild, long head) {
        int percent = head == 0 ? 100 : (int) Math.min(100, 100 * rebuild.position() / head);
        return new Rebuild(
                rebuild.phase().name().toLowerCase(Locale.ROOT),
                rebuild.position(),
                percent,
                rebuild.requestedBy(),
                rebuild.startedAt(),
                rebuild.updatedAt(),
                rebuild.finishedAt(),
                rebuild.error());
    }
}
