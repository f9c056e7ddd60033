package io.lotledger.api.projections;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.api.summary.LogLag;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.processor.ProjectionProgress;
import io.lotledger.projections.processor.ProjectionVersion;
import io.lotledger.projections.rebuild.RebuildProgress;
import io.lotledger.projections.rebuild.Rebuilds;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** The progress of each projection, its pause, and its rebuild into new tables while the old ones serve. */
@RestController
@RequestMapping(ProjectionsController.PATH)
class ProjectionsController {
    static final String PATH = "/epcis/api/2.0/projections";
    private static final int RETRY_AFTER_SECONDS = 2;

    private final ProjectionProgress progress;
    private final Rebuilds rebuilds;
    private final ProjectionPauses pauses;
    private final LogLag lag;

    ProjectionsController(ProjectionProgress progress, Rebuilds rebuilds, ProjectionPauses pauses, LogLag lag) {
        this.progress = progress;
        this.rebuilds = rebuilds;
        this.pauses = pauses;
        this.lag = lag;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Page(long logPosition, List<Shown> projections) {}

    /**
     * @param lagSeconds age of the first event that is not in the tables
     * @param paused null while the projection follows the log
     * @param tablesVersion version of the code that filled the tables
     * @param codeVersion version of this server's code; when it is newer, a rebuild is running or was cancelled
     * @param stopped why this node does not write the tables: later code has filled them; null while it may
     * @param rebuild the running or the last rebuild; null without one
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Shown(
            String projection,
            long position,
            long lag,
            double lagSeconds,
            @Nullable Pause paused,
            int tablesVersion,
            int codeVersion,
            @Nullable String stopped,
            @Nullable Rebuild rebuild) {}

    record Pause(Instant since, String by) {}

    /** @param percent of the log that the rebuild has read; 100 once it is done, however much the log grows */
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
        Map<String, ProjectionPauses.Pause> paused = pauses.all();
        Map<String, ProjectionVersion> versions = rebuilds.versions();
        Map<String, Long> positions = progress.positionsOf(versions.keySet());
        LogLag.Lags lags = lag.behind(positions);
        List<Shown> shown = versions.entrySet().stream()
                .map(of -> shown(
                        of.getKey(),
                        requireNonNull(positions.get(of.getKey())),
                        lags,
                        paused.get(of.getKey()),
                        of.getValue(),
                        known.get(of.getKey())))
                .toList();
        return new Page(lags.head(), shown);
    }

    @GetMapping("/{projection}")
    ResponseEntity<Shown> one(@PathVariable String projection) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(find(projection));
    }

    /** 202 with the progress at {@code Location}; 409 while a rebuild is running. */
    @PostMapping("/{projection}/rebuild")
    ResponseEntity<Shown> rebuild(@PathVariable String projection, @AuthenticationPrincipal Caller caller) {
        check(projection);
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
                .location(ServletUriComponentsBuilder.fromCurrentContextPath()
                        .path(PATH + "/{projection}")
                        .build(projection))
                .header(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS))
                .body(find(projection));
    }

    /**
     * Stops the projection on all nodes until {@link #resume}. Its tables stay as they are; readers see them age. 503 while a step of
     * it runs.
     */
    @PostMapping("/{projection}/pause")
    Shown pause(@PathVariable String projection, @AuthenticationPrincipal Caller caller) {
        check(projection);
        try {
            pauses.pause(projection, caller.keyId());
        } catch (CannotAcquireLockException e) {
            throw new ProblemException(
                    503,
                    "epcisException:ImplementationException",
                    "The projection is writing",
                    "A step of projection " + projection + " is running and writes its tables, so it is not paused yet."
                            + " Send the request again in " + ProblemException.RETRY_AFTER_SECONDS + " seconds.",
                    Map.of());
        }
        return find(projection);
    }

    @PostMapping("/{projection}/resume")
    Shown resume(@PathVariable String projection) {
        check(projection);
        pauses.resume(projection);
        return find(projection);
    }

    /** Discards the new tables; the serving tables do not change. */
    @DeleteMapping("/{projection}/rebuild")
    ResponseEntity<Void> cancel(@PathVariable String projection) {
        check(projection);
        if (!rebuilds.cancel(projection)) {
            throw ProblemException.notFound(
                    "Projection " + projection + " is not being rebuilt, so there is nothing to cancel. POST " + PATH
                            + "/" + projection + "/rebuild begins a rebuild.");
        }
        return ResponseEntity.noContent().build();
    }

    private Shown find(String projection) {
        check(projection);
        return page().projections().stream()
                .filter(shown -> shown.projection().equals(projection))
                .findFirst()
                .orElseThrow();
    }

    private void check(String projection) {
        Set<String> all = rebuilds.versions().keySet();
        if (all.contains(projection)) return;
        throw ProblemException.notFound(
                "No projection '" + projection + "'; the projections are " + String.join(", ", all) + ".");
    }

    private Shown shown(
            String projection,
            long position,
            LogLag.Lags lags,
            ProjectionPauses.@Nullable Pause pause,
            ProjectionVersion version,
            @Nullable RebuildProgress rebuild) {
        LogLag.Lag behind = requireNonNull(lags.of().get(projection));
        return new Shown(
                projection,
                position,
                behind.positions(),
                behind.time().toMillis() / 1_000.0,
                pause == null ? null : new Pause(pause.since(), pause.by()),
                version.tables(),
                version.code(),
                version.whyNotWritten(projection).orElse(null),
                rebuild == null ? null : shown(rebuild, lags.head()));
    }

    private static Rebuild shown(RebuildProgress rebuild, long head) {
        boolean isRead = head == 0 || rebuild.phase() == RebuildProgress.Phase.DONE;
        int percent = isRead ? 100 : (int) Math.min(100, 100 * rebuild.position() / head);
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
