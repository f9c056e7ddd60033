package io.lotledger.api.dashboard.drills;

import io.lotledger.api.dashboard.PageWords;
import io.lotledger.api.drills.DrillBody;
import io.lotledger.api.drills.DrillOrder;
import io.lotledger.api.drills.Drills;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.export.drill.DrillList;
import io.lotledger.export.source.KeyNames;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of drills with the form that starts one, and the page of each. */
@Controller
class DrillPagesController {
    /** htmx stops to poll at this status. */
    private static final int STOP_POLLING = 286;

    private static final int ROWS = 30;
    private static final String LIST = "compliance/drills/list";

    private final Drills drills;
    private final KeyNames names;

    DrillPagesController(Drills drills, KeyNames names) {
        this.drills = drills;
        this.names = names;
    }

    /** A drill of the list. */
    record Row(
            String id,
            DrillWords.Status status,
            String lots,
            String direction,
            String requester,
            String took,
            DrillList.Row drill) {}

    @GetMapping("/compliance/drills")
    String list(@AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String before, Model model) {
        fill(caller, before, DrillForm.EMPTY, List.of(), model);
        return LIST;
    }

    @PostMapping("/compliance/drills")
    String start(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String tlcs,
            @RequestParam(defaultValue = "") String random,
            @RequestParam(defaultValue = "both") String direction,
            HttpServletResponse response,
            Model model) {
        DrillForm form = new DrillForm(tlcs, random, direction);
        List<String> faults = new ArrayList<>();
        List<String> lots = lots(caller, form, faults);
        Integer count = form.codes().isEmpty() ? count(form, faults) : null;
        int status = 422;
        if (faults.isEmpty()) {
            try {
                return "redirect:/compliance/drills/"
                        + drills.start(caller, DrillOrder.of(lots, count, direction))
                                .drillId();
            } catch (ProblemException refused) {
                if (refused.status() != 422 && refused.status() != 409) throw refused;
                status = refused.status();
                faults.add(PageWords.of(String.valueOf(refused.getMessage())));
            }
        }
        response.setStatus(status);
        fill(caller, "", form, faults, model);
        return LIST;
    }

    private List<String> lots(Caller caller, DrillForm form, List<String> faults) {
        List<String> codes = form.codes();
        if (codes.size() > DrillOrder.MOST_LOTS) {
            faults.add("The form names " + codes.size() + " lot codes. A drill begins with at most "
                    + DrillOrder.MOST_LOTS + " lots.");
            return List.of();
        }
        Map<String, List<Lot>> found = drills.lotsOf(caller, codes);
        List<String> lots = new ArrayList<>();
        for (String code : codes) {
            List<Lot> named = found.getOrDefault(code, List.of());
            if (named.isEmpty()) faults.add("No lot is called " + code + ".");
            named.forEach(lot -> lots.add(lot.shortId()));
        }
        return lots;
    }

    private static @Nullable Integer count(DrillForm form, List<String> faults) {
        String text = form.random().strip();
        int count = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        if (count >= 1 && count <= DrillOrder.MOST_RANDOM) return count;
        faults.add("Name lot codes, or say how many lots to pick: 1 to " + DrillOrder.MOST_RANDOM + ".");
        return null;
    }

    private void fill(Caller caller, String before, DrillForm form, List<String> faults, Model model) {
        long position = before.matches("\\d{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
        List<DrillList.Row> found = drills.page(caller, position, ROWS + 1);
        List<DrillList.Row> shown = found.subList(0, Math.min(ROWS, found.size()));
        model.addAttribute("drills", shown.stream().map(this::row).toList());
        model.addAttribute(
                "older",
                found.size() > ROWS
                        ? "/compliance/drills?before=" + shown.get(ROWS - 1).position()
                        : null);
        model.addAttribute("newer", position == Long.MAX_VALUE ? null : "/compliance/drills");
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("most", DrillOrder.MOST_RANDOM);
        model.addAttribute("mayStart", Drills.mayDownload(caller));
    }

    private Row row(DrillList.Row drill) {
        return new Row(
                ShortUuid.encode(drill.drillId()),
                DrillWords.Status.of(drill.status()),
                DrillWords.lots(drill.lots(), drill.random()),
                DrillWords.direction(drill.direction()),
                nameOf(drill.requestedBy()),
                DrillWords.took(drill.seconds()),
                drill);
    }

    @GetMapping("/compliance/drills/{drillId}")
    String one(@AuthenticationPrincipal Caller caller, @PathVariable String drillId, Model model) {
        model.addAttribute("page", page(caller, drillId));
        model.addAttribute("seesLots", seesLots(caller));
        return "compliance/drills/drill";
    }

    /** The part of the page that changes while the drill is under way. */
    @GetMapping("/compliance/drills/{drillId}/status")
    String status(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String drillId,
            HttpServletResponse response,
            Model model) {
        DrillPage page = page(caller, drillId);
        if (page.tick() == null) response.setStatus(STOP_POLLING);
        model.addAttribute("page", page);
        model.addAttribute("seesLots", seesLots(caller));
        return "compliance/drills/live";
    }

    private static boolean seesLots(Caller caller) {
        return Drills.mayDownload(caller) || caller.roles().contains(Role.QUERY);
    }

    private DrillPage page(Caller caller, String drillId) {
        DrillBody drill = found(caller, drillId);
        return new DrillPage(
                drill,
                nameOf(drill.requestedBy()),
                drill.endedAt() == null ? "2s" : null,
                drill.events().stream()
                        .map(event -> new DrillPage.Event(
                                event, event.who().equals("lotledger") ? "the server" : nameOf(event.who())))
                        .toList());
    }

    /** A malformed id is a page that is not there. */
    private DrillBody found(Caller caller, String drillId) {
        try {
            return drills.find(caller, drillId);
        } catch (ProblemException refused) {
            if (refused.status() != 422 && refused.status() != 404) throw refused;
            throw ProblemException.notFound("Your organisation has no drill with this id. Drills lists those it has.");
        }
    }

    private String nameOf(String keyId) {
        return names.nameOf(keyId).orElse("key " + keyId);
    }
}
