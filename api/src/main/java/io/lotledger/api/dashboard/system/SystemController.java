package io.lotledger.api.dashboard.system;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.projections.processor.LaterTablesException;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.rebuild.Rebuilds;
import io.lotledger.projections.tally.TallyStep;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatusCode;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The system page. Admins see it; operators, the admins of the ledger's first organisation, also rebuild tables. */
@Controller
@RequestMapping("/compliance/system")
class SystemController {
    private static final String BACK = "redirect:/compliance/system";
    /** Ends the polling of htmx. */
    private static final HttpStatusCode STOP_POLLING = HttpStatusCode.valueOf(286);

    private static final Pattern PLACE = Pattern.compile("(\\d{1,18})_([a-z-]{1,40})");

    private final SystemPages pages;
    private final Rebuilds rebuilds;
    private final ProjectionPauses pauses;
    private final ParkedEvents parked;
    private final List<Projection> projections;
    private final TallyStep tally;

    SystemController(
            SystemPages pages,
            Rebuilds rebuilds,
            ProjectionPauses pauses,
            ParkedEvents parked,
            List<Projection> projections,
            TallyStep tally) {
        this.pages = pages;
        this.rebuilds = rebuilds;
        this.pauses = pauses;
        this.parked = parked;
        // projections that read other projections' tables come last
        this.projections = projections.stream()
                .sorted(Comparator.comparing(projection -> projection.reads().size()))
                .toList();
        this.tally = tally;
    }

    @GetMapping
    String page(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        model.addAttribute("system", pages.of(caller, place(after)));
        return "compliance/system/system";
    }

    /** The progress of the rebuilds, for polling. */
    @GetMapping("/rebuilds")
    ModelAndView rebuilds(@AuthenticationPrincipal Caller caller) {
        List<SystemPage.Table> tables = pages.tables(caller);
        ModelAndView view = new ModelAndView("compliance/system/rebuilds");
        view.addObject("tables", tables);
        boolean isActive = tables.stream()
                .map(SystemPage.Table::rebuild)
                .anyMatch(rebuild -> rebuild != null && rebuild.isActive());
        if (!isActive) view.setStatus(STOP_POLLING);
        return view;
    }

    @PostMapping("/projections/{projection}/rebuild")
    String rebuild(@AuthenticationPrincipal Caller caller, @PathVariable String projection, RedirectAttributes said) {
        operatorsOnly(caller);
        known(projection);
        boolean begun = rebuilds.begin(projection, caller.keyId());
        said.addFlashAttribute(
                "said",
                begun
                        ? "The rebuild has begun. The old tables serve until it is done."
                        : "It is being rebuilt already.");
        return BACK;
    }

    @PostMapping("/projections/{projection}/cancel")
    String cancel(@AuthenticationPrincipal Caller caller, @PathVariable String projection, RedirectAttributes said) {
        operatorsOnly(caller);
        known(projection);
        boolean cancelled = rebuilds.cancel(projection);
        said.addFlashAttribute(
                "said", cancelled ? "Cancelled. The tables are as they were." : "That rebuild had ended already.");
        return BACK;
    }

    @PostMapping("/projections/{projection}/pause")
    String pause(@AuthenticationPrincipal Caller caller, @PathVariable String projection, RedirectAttributes said) {
        operatorsOnly(caller);
        known(projection);
        try {
            pauses.pause(projection, caller.keyId());
            said.addFlashAttribute("said", "Paused on all nodes. Exports that read it wait until it is resumed.");
        } catch (CannotAcquireLockException e) {
            said.addFlashAttribute("said", "A step of it is running, so it is not paused yet. Try again in a moment.");
        }
        return BACK;
    }

    @PostMapping("/projections/{projection}/resume")
    String resume(@AuthenticationPrincipal Caller caller, @PathVariable String projection, RedirectAttributes said) {
        operatorsOnly(caller);
        known(projection);
        pauses.resume(projection);
        said.addFlashAttribute("said", "Resumed. It catches up with the log.");
        return BACK;
    }

    /** Counts every lot again; the present counts serve until then. */
    @PostMapping("/recount")
    String recount(@AuthenticationPrincipal Caller caller, RedirectAttributes said) {
        operatorsOnly(caller);
        tally.recount();
        said.addFlashAttribute("said", "All lots are being counted again. The present counts serve until then.");
        return BACK;
    }

    @PostMapping("/parked/retry")
    String retry(@AuthenticationPrincipal Caller caller, RedirectAttributes said) {
        try {
            List<UUID> owners = ParkedEvents.ownersSeenBy(caller.organisation(), caller.isOperator());
            int taken = 0;
            for (UUID owner : owners) taken += parked.retry(owner, projections);
            long left = parked.count(owners);
            said.addFlashAttribute(
                    "said",
                    taken + (taken == 1 ? " event was" : " events were") + " taken; "
                            + (left == 0 ? "none is parked any more." : left + " cannot be taken yet."));
        } catch (LaterTablesException e) {
            said.addFlashAttribute("said", "The remaining parked events stay parked: " + e.getMessage() + ".");
        } catch (PessimisticLockingFailureException e) {
            said.addFlashAttribute("said", "The tables are being written. The events stay parked; retry in a minute.");
        }
        return BACK;
    }

    private void known(String projection) {
        if (projections.stream().noneMatch(known -> known.name().equals(projection)))
            throw ProblemException.notFound("There are no tables called " + projection + ".");
    }

    private static void operatorsOnly(Caller caller) {
        if (caller.isOperator()) return;
        throw new ProblemException(
                403,
                "epcisException:SecurityException",
                "This is for operators",
                "Tables serve every organisation, so only admins of the ledger's first organisation rebuild them.",
                Map.of());
    }

    private static ParkedEvents.@Nullable Place place(@Nullable String after) {
        if (after == null) return null;
        Matcher place = PLACE.matcher(after);
        if (!place.matches())
            throw ProblemException.unprocessable(
                    "after", "There is no such place in the list. Open System again.", List.of());
        return new ParkedEvents.Place(Long.parseLong(place.group(1)), place.group(2));
    }
}
