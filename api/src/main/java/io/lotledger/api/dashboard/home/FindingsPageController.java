package io.lotledger.api.dashboard.home;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.SentTime;
import io.lotledger.api.security.Caller;
import io.lotledger.api.summary.Summaries;
import io.lotledger.projections.cte.findings.UnclassifiedEvents;
import io.lotledger.projections.cte.findings.UnclassifiedEvents.Entry;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingKind.Severity;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The pages of findings and of unclassified events. */
@Controller
class FindingsPageController {
    private static final int EVENTS = 50;

    private final FindingPages pages;
    private final Summaries summaries;
    private final UnclassifiedEvents unclassified;

    FindingsPageController(FindingPages pages, Summaries summaries, JdbcClient jdbc) {
        this.pages = pages;
        this.summaries = summaries;
        this.unclassified = new UnclassifiedEvents(jdbc);
    }

    @GetMapping("/compliance/findings")
    String findings(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String severity,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("counted", summaries.counted());
        model.addAttribute("kinds", List.of(FindingKind.values()));
        if (kind != null && !kind.isEmpty()) {
            FindingKind asked = FindingKind.ofWord(kind)
                    .orElseThrow(() -> ProblemException.notOneOf(
                            "kind",
                            kind,
                            Stream.of(FindingKind.values())
                                    .map(FindingKind::word)
                                    .toList()));
            model.addAttribute("page", pages.ofKind(caller.organisation(), asked, after));
            return "compliance/findings/kind";
        }
        @Nullable Severity only = severity(severity);
        model.addAttribute("severity", only == null ? "" : only.word());
        model.addAttribute("groups", pages.groups(caller.organisation(), only));
        return "compliance/findings/list";
    }

    private static @Nullable Severity severity(@Nullable String word) {
        if (word == null || word.isEmpty()) return null;
        return Stream.of(Severity.values())
                .filter(severity -> severity.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ProblemException.notOneOf(
                        "severity",
                        word,
                        Stream.of(Severity.values()).map(Severity::word).toList()));
    }

    @GetMapping("/compliance/unclassified-events")
    String unclassifiedEvents(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        int cut = after == null ? -1 : after.indexOf('_');
        @Nullable Instant time = after == null || cut < 0 ? null : time(after.substring(0, cut));
        List<Entry> found = unclassified.after(
                caller.organisation(), time, after == null ? "" : after.substring(cut + 1), EVENTS + 1);
        boolean more = found.size() > EVENTS;
        List<Entry> shown = more ? found.subList(0, EVENTS) : found;
        model.addAttribute("events", shown);
        model.addAttribute("isFirst", after == null);
        model.addAttribute("next", more ? next(shown.get(EVENTS - 1)) : null);
        return "compliance/findings/unclassified";
    }

    private static String next(Entry last) {
        return UriComponentsBuilder.fromPath("/compliance/unclassified-events")
                .queryParam("after", "{after}")
                .buildAndExpand(last.eventTime() + "_" + last.eventId())
                .encode()
                .toUriString();
    }

    private static Instant time(String text) {
        try {
            return SentTime.parse(text);
        } catch (DateTimeException e) {
            throw ProblemException.unprocessable(
                    "after", "There is no such place in the list. Open it again from its first page.", List.of());
        }
    }
}
