package io.lotledger.api.dashboard.lineage;

import io.lotledger.api.lots.picture.PictureSvg;
import io.lotledger.api.lots.trace.TraceLookup;
import io.lotledger.api.problem.CsvBody;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.index.IndexedEvents;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The lineage of a lot for the page's script, and as files. */
@RestController
class LineageDataController {
    /** The picture of a larger lineage does not wait for its changes: the script asks for them afterwards. */
    private static final int MOST_WITH_CHANGES = 500;

    private final LineageViews views;
    private final LineageChanges changes;
    private final IndexedEvents index;

    LineageDataController(LineageViews views, LineageChanges changes, JdbcClient jdbc) {
        this.views = views;
        this.changes = changes;
        this.index = new IndexedEvents(jdbc);
    }

    /** What the script shows instead of a picture. */
    record Refusal(String title, String detail) {}

    /** @param withChanges whether to list the log positions at which the lineage changed, if they are few */
    @GetMapping(path = "/compliance/lots/{lot}/lineage.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> data(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String open,
            @RequestParam(required = false) @Nullable String withdrawn,
            @RequestParam(required = false) @Nullable String sel,
            @RequestParam(name = "changes", defaultValue = "false") boolean withChanges) {
        LineageQuestion question = LineageQuestion.of(lot, direction, asOf, open, withdrawn, sel);
        return answer(() -> {
            LineageView view = views.of(caller.organisation(), question);
            boolean isSmall = view.trace().nodes().size() <= MOST_WITH_CHANGES;
            return LineageData.of(view, withChanges && isSmall ? changes.of(caller.organisation(), question) : null);
        });
    }

    @GetMapping(path = "/compliance/lots/{lot}/lineage/changes.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> changes(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction) {
        return answer(() -> LineageData.ChangesData.of(
                changes.of(caller.organisation(), LineageQuestion.of(lot, direction, null, null, null, null))));
    }

    /** All lots up to the picture's own limit; with more, those groups that the page shows. */
    @GetMapping(path = "/compliance/lots/{lot}/lineage.svg", produces = "image/svg+xml")
    ResponseEntity<String> svg(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String open,
            @RequestParam(required = false) @Nullable String withdrawn) {
        LineageView view =
                views.of(caller.organisation(), LineageQuestion.of(lot, direction, asOf, open, withdrawn, null));
        String code = view.graph().lots().get(view.graph().seed()).code();
        String title = "Lineage of " + code + ", log position "
                + String.format(Locale.US, "%,d", view.trace().logPosition());
        return file("lineage-" + code + ".svg", "image/svg+xml").body(PictureSvg.of(view.picture(), title));
    }

    @GetMapping(path = "/compliance/lots/{lot}/lineage.csv", produces = "text/csv")
    ResponseEntity<byte[]> csv(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lot,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "as_of", required = false) @Nullable String asOf,
            @RequestParam(required = false) @Nullable String withdrawn,
            @RequestParam(required = false) @Nullable String sort) {
        LineageView view =
                views.of(caller.organisation(), LineageQuestion.of(lot, direction, asOf, null, withdrawn, null));
        String code = view.graph().lots().get(view.graph().seed()).code();
        return CsvBody.file(
                safe("lineage-" + code + ".csv"),
                LineageTable.of(view, index, LineageTable.Sort.of(sort)).csv());
    }

    private static String safe(String name) {
        return name.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    private static ResponseEntity.BodyBuilder file(String name, String type) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.parseMediaType(type + ";charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(safe(name))
                                .build()
                                .toString());
    }

    /** A refusal is JSON as well: the script shows its words where the picture would be. */
    private static ResponseEntity<?> answer(Supplier<?> body) {
        try {
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(TraceLookup.whole(body));
        } catch (ProblemException e) {
            return ResponseEntity.status(e.status())
                    .cacheControl(CacheControl.noStore())
                    .body(new Refusal(e.title(), String.valueOf(e.getMessage())));
        }
    }
}
