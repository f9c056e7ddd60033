package io.lotledger.api.dashboard.exports;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.exports.ExportOrder;
import io.lotledger.api.exports.ExportOrders;
import io.lotledger.api.exports.Exports;
import io.lotledger.api.exports.LotExports;
import io.lotledger.api.exports.gaps.NamedGaps;
import io.lotledger.api.security.Caller;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.request.GapsRefused;
import io.lotledger.export.request.ReadModels;
import io.lotledger.ingest.document.text.Violation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Asks for exports: of one lot, of several, or once more. Each ends at the page of the job. */
@Controller
class ExportRequestsController {
    private static final String FORM = "compliance/exports/new";

    private final LotExports lotExports;
    private final ExportOrders orders;
    private final Exports exports;
    private final JobPages pages;
    private final ReadModels readModels;

    ExportRequestsController(
            LotExports lotExports, ExportOrders orders, Exports exports, JobPages pages, ReadModels readModels) {
        this.lotExports = lotExports;
        this.orders = orders;
        this.exports = exports;
        this.pages = pages;
        this.readModels = readModels;
    }

    /** The button of the lot's page. A current job is shown, and a second click shows the job of the first. */
    @PostMapping("/compliance/lots/{lotId}/exports")
    String ofLot(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(name = "fda_only", required = false) @Nullable String fdaOnly,
            @RequestParam(name = "accept_gaps", defaultValue = "false") boolean acceptsGaps,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        ExportSubject subject = lotExports.subject(caller, lotId, direction, null, fdaOnly);
        try {
            return to(lotExports.ask(caller, subject, acceptsGaps).job());
        } catch (GapsRefused refused) {
            return gaps(refused, caller, request, response, model);
        }
    }

    /** The same export once more. */
    @PostMapping("/compliance/exports/{jobId}/again")
    String again(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(name = "accept_gaps", defaultValue = "false") boolean acceptsGaps,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            return to(exports.again(caller, state(caller, jobId).request(), acceptsGaps));
        } catch (GapsRefused refused) {
            return gaps(refused, caller, request, response, model);
        }
    }

    /** The same export with FDA's sheets only, or with all sheets when this one has FDA's only. */
    @PostMapping("/compliance/exports/{jobId}/sheets")
    String otherSheets(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(name = "accept_gaps", defaultValue = "false") boolean acceptsGaps,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        try {
            return to(exports.withOtherSheets(caller, state(caller, jobId).request(), acceptsGaps));
        } catch (GapsRefused refused) {
            return gaps(refused, caller, request, response, model);
        }
    }

    private JobState state(Caller caller, String jobId) {
        return JobHistory.fold(pages.events(caller, jobId)).orElseThrow();
    }

    @GetMapping("/compliance/exports/new")
    String form(
            @RequestParam(required = false) @Nullable String tlc,
            @RequestParam(required = false) @Nullable String gtin,
            Model model) {
        return form(ExportForm.empty(tlc, gtin, readModels.head()), Map.of(), model);
    }

    @PostMapping("/compliance/exports")
    String ask(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String tlcs,
            @RequestParam(defaultValue = "") String gtins,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "both") String direction,
            @RequestParam(name = "fda_only", defaultValue = "false") boolean fdaOnly,
            @RequestParam(defaultValue = "") String since,
            @RequestParam(name = "accept_gaps", defaultValue = "false") boolean acceptsGaps,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        ZoneId zone = Show.zone();
        long head = since.matches("\\d{1,18}") ? Long.parseLong(since) : readModels.head();
        ExportForm form = new ExportForm(tlcs, gtins, from, to, direction, fdaOnly, head);
        ExportOrder order = form.order(zone);
        boolean isRead = form.periodFaults(zone).isEmpty();
        try {
            ExportOrders.Outcome outcome =
                    isRead ? orders.askSince(caller, order, head, acceptsGaps) : orders.check(caller, order);
            return outcome instanceof ExportOrders.Outcome.Accepted accepted
                    ? to(accepted.job())
                    : refused(outcome, form, zone, response, model);
        } catch (GapsRefused refused) {
            return gaps(refused, caller, request, response, model);
        }
    }

    /** A field of the form that was refused, sent again with the gaps accepted. */
    record SentField(String name, String value) {}

    private static String gaps(
            GapsRefused refused, Caller caller, HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(409);
        model.addAttribute("gaps", NamedGaps.of(caller.organisation(), refused));
        model.addAttribute("action", request.getRequestURI());
        List<SentField> fields = new ArrayList<>();
        request.getParameterMap().forEach((name, values) -> {
            boolean isOurs = name.startsWith("_") || name.equals("accept_gaps");
            if (!isOurs) for (String value : values) fields.add(new SentField(name, value));
        });
        model.addAttribute("fields", fields);
        return "compliance/exports/gaps";
    }

    private static String refused(
            ExportOrders.Outcome outcome, ExportForm form, ZoneId zone, HttpServletResponse response, Model model) {
        if (outcome instanceof ExportOrders.Outcome.Behind behind) {
            response.setStatus(503);
            return form(form, Map.of("form", List.of(sentence(behind))), model);
        }
        response.setStatus(422);
        List<Violation> faults = outcome instanceof ExportOrders.Outcome.Refused refused ? refused.faults() : List.of();
        return form(form, form.faults(faults, zone), model);
    }

    private static String sentence(ExportOrders.Outcome.Behind behind) {
        return String.format(
                Locale.US,
                "The tables have come to log position %,d of %,d and do not have some of these names yet."
                        + " No export was made. Send the form again in a few seconds.",
                behind.position(),
                behind.head());
    }

    private static String form(ExportForm form, Map<String, List<String>> faults, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute(
                "count", faults.values().stream().mapToInt(List::size).sum());
        model.addAttribute("zone", Show.zone().getId());
        return FORM;
    }

    private static String to(JobState job) {
        return "redirect:/compliance/exports/" + job.request().shortId();
    }
}
