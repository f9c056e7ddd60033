package io.lotledger.api.dashboard.captures;

import io.lotledger.api.capture.CaptureHistory;
import io.lotledger.api.dashboard.Show;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.capture.job.CaptureFilter;
import io.lotledger.ingest.capture.job.CaptureJob;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of captures. */
@Controller
class CapturesPageController {
    private static final int PER_PAGE = 50;

    private final CaptureHistory history;

    CapturesPageController(CaptureHistory history) {
        this.history = history;
    }

    @GetMapping("/compliance/captures")
    String list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String since,
            @RequestParam(required = false) @Nullable String until,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String sender,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            HttpServletResponse response,
            Model model) {
        CaptureListForm form = CaptureListForm.of(since, until, status, sender);
        Map<String, String> faults = form.faults();
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("seesAll", caller.roles().contains(Role.ADMIN));
        model.addAttribute("rows", List.of());
        if (faults.isEmpty()) fill(caller, form, after, before, model);
        else response.setStatus(422);
        return "compliance/captures/list";
    }

    private void fill(
            Caller caller, CaptureListForm form, @Nullable String after, @Nullable String before, Model model) {
        CaptureFilter filter = form.filter(Show.zone());
        CaptureHistory.Page page;
        boolean isNewer;
        boolean isOlder;
        if (before != null) {
            page = history.newer(caller, filter, job(caller, before), PER_PAGE);
            isNewer = page.hasMore();
            isOlder = true;
        } else {
            page = history.page(caller, filter, after == null ? null : job(caller, after), PER_PAGE);
            isNewer = after != null;
            isOlder = page.hasMore();
        }
        long covered = history.covered();
        List<CaptureJob> jobs = page.jobs();
        model.addAttribute(
                "rows",
                jobs.stream()
                        .map(job -> new CaptureRow(job, job.lastPosition() <= covered))
                        .toList());
        if (jobs.isEmpty()) return;
        if (isNewer) model.addAttribute("newer", form.url("before", jobs.get(0).captureID()));
        if (isOlder)
            model.addAttribute(
                    "older", form.url("after", jobs.get(jobs.size() - 1).captureID()));
    }

    private CaptureJob job(Caller caller, String captureID) {
        return history.find(caller, captureID)
                .orElseThrow(() -> ProblemException.notFound(
                        "This page of the list is no longer there. Open Captures to begin with the newest."));
    }
}
