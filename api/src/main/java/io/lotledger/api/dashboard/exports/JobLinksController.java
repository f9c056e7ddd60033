package io.lotledger.api.dashboard.exports;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.exports.links.ExportLinks;
import io.lotledger.api.exports.links.LinkBody;
import io.lotledger.api.exports.links.LinkOrder;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The links of an export: made, shown once, listed and revoked. */
@Controller
@RequestMapping("/compliance/exports/{jobId}/links")
class JobLinksController {
    private static final String PAGE = "compliance/exports/links";

    private final ExportLinks links;
    private final JobPages pages;

    JobLinksController(ExportLinks links, JobPages pages) {
        this.links = links;
        this.pages = pages;
    }

    /**
     * A link of the list.
     *
     * @param maker the name of the key that made it
     * @param revoker the name of the key that revoked it; null while it is not revoked
     * @param kind of its tag
     */
    record Row(LinkBody link, String maker, @Nullable String revoker, String kind, String status) {}

    /** The form of a new link, each field as it was typed. */
    record Form(String expiresIn, String note) {
        /** A lifetime that the form offers. */
        record Lifetime(String duration, String words) {}

        public List<Lifetime> lifetimes() {
            return List.of(
                    new Lifetime("PT24H", "one day"),
                    new Lifetime("P7D", "7 days"),
                    new Lifetime("P30D", "30 days"),
                    new Lifetime("P90D", "90 days"));
        }
    }

    @GetMapping
    String list(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(defaultValue = "") String repeated,
            Model model) {
        model.addAttribute("repeated", !repeated.isEmpty());
        fill(caller, pages.events(caller, jobId), new Form("P7D", ""), model);
        return PAGE;
    }

    /**
     * The answer shows the URL, which no later page can show.
     *
     * @param shown number of the links that the form's page showed
     */
    @PostMapping
    String make(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(name = "expires_in", defaultValue = "P7D") String expiresIn,
            @RequestParam(defaultValue = "") String note,
            @RequestParam int shown,
            HttpServletResponse response,
            Model model) {
        List<RecordedEvent> events = pages.events(caller, jobId);
        try {
            LinkOrder order = LinkOrder.of(expiresIn, note);
            JobState job = job(events);
            boolean isSentBefore = links.list(job).stream()
                    .skip(Math.max(0, shown))
                    .anyMatch(
                            link -> link.madeBy().equals(caller.keyId()) && Objects.equals(link.note(), order.note()));
            if (isSentBefore) return "redirect:/compliance/exports/{jobId}/links?repeated=1";
            model.addAttribute("made", links.make(caller, job, order));
            fill(caller, pages.events(caller, jobId), new Form(expiresIn, ""), model);
        } catch (ProblemException refused) {
            if (refused.status() != 422 && refused.status() != 409) throw refused;
            response.setStatus(refused.status());
            model.addAttribute("fault", refused.getMessage());
            fill(caller, events, new Form(expiresIn, note), model);
        }
        return PAGE;
    }

    @PostMapping("/{linkId}/revoke")
    String revoke(@AuthenticationPrincipal Caller caller, @PathVariable String jobId, @PathVariable String linkId) {
        links.revoke(caller, job(pages.events(caller, jobId)), linkId);
        return "redirect:/compliance/exports/{jobId}/links";
    }

    private static JobState job(List<RecordedEvent> events) {
        return JobHistory.fold(events).orElseThrow();
    }

    private void fill(Caller caller, List<RecordedEvent> events, Form form, Model model) {
        model.addAttribute("page", pages.page(caller, events));
        model.addAttribute("form", form);
        model.addAttribute("most", LinkOrder.LONGEST_NOTE);
        List<Row> rows = links.list(job(events)).stream().map(this::row).toList();
        model.addAttribute("links", rows);
    }

    private Row row(LinkBody link) {
        String revoker = link.revokedBy();
        Instant lastUsed = link.lastUsedAt();
        boolean isActive = link.status().equals("active");
        String status = isActive ? lastUsed == null ? "Not opened yet" : "Opened" : Show.words(link.status());
        return new Row(
                link,
                pages.nameOf(link.madeBy()),
                revoker == null ? null : pages.nameOf(revoker),
                isActive ? lastUsed == null ? "info" : "ok" : "plain",
                status);
    }
}
