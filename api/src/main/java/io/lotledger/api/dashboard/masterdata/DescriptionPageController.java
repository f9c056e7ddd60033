package io.lotledger.api.dashboard.masterdata;

import io.lotledger.api.masterdata.MasterDataEdits;
import io.lotledger.api.masterdata.MasterDataLists.Described;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.capture.MasterDataCapture;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.util.UriComponentsBuilder;

/** The lists of places and products, and the page and form of each. */
@Controller
class DescriptionPageController {
    static final String LISTS = "/compliance/{list:places|products}";
    private static final int PAGE = 50;

    private final DescriptionPages pages;

    DescriptionPageController(DescriptionPages pages) {
        this.pages = pages;
    }

    static DescribedList list(String word) {
        return DescribedList.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @GetMapping(LISTS)
    String all(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String list,
            @RequestParam(required = false, defaultValue = "") String after,
            @RequestParam(required = false, defaultValue = "") String key,
            @RequestParam(required = false) @Nullable Integer kept,
            HttpServletResponse response,
            Model model) {
        DescribedList of = list(list);
        if (!after.matches("|(?s)\\d{1,18} \\d{1,18} .+"))
            throw ProblemException.unprocessable("after", "This page is not one that the list gave.", List.of());
        Optional<String> fault = key.isBlank() ? Optional.empty() : of.fault(digits(key));
        if (!key.isBlank() && fault.isEmpty()) return "redirect:" + of.page() + "/" + of.key(digits(key));
        if (fault.isPresent()) response.setStatus(422);
        List<Described> found = pages.list(caller.organisation(), of, after, PAGE + 1);
        List<Described> page = found.subList(0, Math.min(PAGE, found.size()));
        model.addAttribute("list", of);
        model.addAttribute("rows", page);
        model.addAttribute("key", key);
        model.addAttribute("fault", fault.orElse(null));
        model.addAttribute("kept", kept);
        model.addAttribute("mayDescribe", caller.roles().contains(Role.ADMIN));
        model.addAttribute(
                "older",
                found.size() > PAGE ? older(of, page.get(PAGE - 1).use().cursor()) : null);
        model.addAttribute("isFirst", after.isEmpty());
        return "compliance/masterdata/list";
    }

    @GetMapping(LISTS + "/{key:\\d+}")
    String one(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String list,
            @PathVariable String key,
            @RequestParam(required = false) @Nullable Long kept,
            Model model)
            throws InterruptedException {
        DescribedList of = list(list);
        of.fault(key).ifPresent(fault -> {
            throw ProblemException.unprocessable(of.getKeyName(), fault, List.of());
        });
        DescriptionPages.Page page = pages.page(caller.organisation(), of, of.key(key));
        boolean mayDescribe = caller.roles().contains(Role.ADMIN);
        if (!page.isKnown() && !mayDescribe)
            throw ProblemException.notFound(
                    "Your organisation has nothing of the " + of.getOne() + " " + of.getKeyName() + " " + key + ".");
        return show(of, page, page.values(), page.values(), Map.of(), kept, mayDescribe, model);
    }

    @PostMapping(LISTS + "/{key:\\d+}")
    String keep(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String list,
            @PathVariable String key,
            @RequestParam Map<String, String> sent,
            HttpServletResponse response,
            Model model)
            throws InterruptedException {
        DescribedList of = list(list);
        of.fault(key).ifPresent(fault -> {
            throw ProblemException.unprocessable(of.getKeyName(), fault, List.of());
        });
        try {
            MasterDataCapture.Result kept = pages.keep(caller, of, of.key(key), sent);
            return "redirect:" + of.page() + "/" + of.key(key) + "?kept=" + (kept.changed() ? kept.logPosition() : 0);
        } catch (MasterDataEdits.Refused refused) {
            response.setStatus(422);
            DescriptionPages.Page page = pages.page(caller.organisation(), of, of.key(key));
            Map<String, String> values = new LinkedHashMap<>(page.values());
            values.replaceAll((name, known) -> sent.getOrDefault(name, known));
            Map<String, String> shown = new LinkedHashMap<>(page.values());
            shown.replaceAll((name, known) -> sent.getOrDefault(DescriptionPages.SHOWN + name, known));
            return show(of, page, values, shown, DescriptionPages.byField(of, refused.faults()), null, true, model);
        }
    }

    private static String show(
            DescribedList list,
            DescriptionPages.Page page,
            Map<String, String> values,
            Map<String, String> shown,
            Map<String, List<String>> faults,
            @Nullable Long kept,
            boolean mayDescribe,
            Model model) {
        model.addAttribute("list", list);
        model.addAttribute("page", page);
        model.addAttribute("values", values);
        model.addAttribute("shown", shown);
        model.addAttribute("faults", faults);
        model.addAttribute("kept", kept);
        model.addAttribute("mayDescribe", mayDescribe);
        return "compliance/masterdata/one";
    }

    private static String digits(String key) {
        return key.replaceAll("[\\s-]", "");
    }

    private static String older(DescribedList list, String cursor) {
        return UriComponentsBuilder.fromPath(list.page())
                .queryParam("after", "{after}")
                .encode()
                .buildAndExpand(cursor)
                .toUriString();
    }
}
