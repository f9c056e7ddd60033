package io.lotledger.api.dashboard.exports;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.problem.CsvBody;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.lifecycle.JobQuery;
import io.lotledger.export.lifecycle.JobSummary;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of exports, as a page and as a file. */
@Controller
class ExportListController {
    private static final String LIST = "compliance/exports/list";

    private final ExportLists lists;

    ExportListController(ExportLists lists) {
        this.lists = lists;
    }

    @GetMapping("/compliance/exports")
    String list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String lot,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(required = false) @Nullable String after,
            HttpServletResponse response,
            Model model) {
        ExportFilter filter = new ExportFilter(status, lot, from, to);
        ZoneId zone = Show.zone();
        Map<String, String> faults = filter.faults(zone);
        if (!faults.isEmpty()) response.setStatus(422);
        model.addAttribute("filter", filter);
        model.addAttribute("faults", faults);
        model.addAttribute("may", ExportRights.of(caller));
        model.addAttribute(
                "list",
                faults.isEmpty()
                        ? lists.page(caller, filter, zone, place(before, after))
                        : new ExportLists.Page(List.of(), null, null));
        return LIST;
    }

    private static JobQuery.Place place(@Nullable String before, @Nullable String after) {
        if (after != null) return new JobQuery.Place.After(position("after", after));
        if (before != null) return new JobQuery.Place.Before(position("before", before));
        return new JobQuery.Place.Newest();
    }

    private static long position(String name, String text) {
        if (text.matches("\\d{1,18}")) return Long.parseLong(text);
        throw ProblemException.unprocessable(
                name, "“" + name + "” is a log position, which the links “older” and “newer” carry.", List.of());
    }

    /** All jobs that the filters select, however many. */
    @GetMapping("/compliance/exports/list.csv")
    void csv(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String lot,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            HttpServletResponse response)
            throws IOException {
        ExportFilter filter = new ExportFilter(status, lot, from, to);
        ZoneId zone = Show.zone();
        filter.faults(zone).forEach((field, fault) -> {
            throw ProblemException.unprocessable(field, fault, List.of());
        });
        response.setContentType(CsvBody.TYPE.toString());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename("exports.csv").build().toString());
        PrintWriter file = response.getWriter();
        file.write(CsvBody.MARK);
        file.write(CsvBody.line(
                "job_short_id",
                "status",
                "lot",
                "direction",
                "fda_only",
                "requested_at",
                "requested_by",
                "delivered_at",
                "failed_at",
                "failure_code",
                "size_bytes"));
        lists.each(caller, filter, zone, job -> file.write(line(job)));
    }

    private String line(ExportLists.Row row) {
        JobSummary job = row.job();
        return CsvBody.line(
                row.id(),
                job.status(),
                Objects.requireNonNullElse(job.lot(), row.title()),
                job.direction(),
                Boolean.toString(job.fdaOnly()),
                job.requestedAt().toString(),
                row.requester(),
                Objects.toString(job.deliveredAt(), ""),
                Objects.toString(job.failedAt(), ""),
                Objects.toString(job.failureCode(), ""),
                Objects.toString(job.sizeBytes(), ""));
    }
}
