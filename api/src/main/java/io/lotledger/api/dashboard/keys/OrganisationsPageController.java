package io.lotledger.api.dashboard.keys;

import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.organisations.Authors;
import io.lotledger.api.organisations.KeyOrder;
import io.lotledger.api.organisations.KeyRules;
import io.lotledger.api.organisations.Organisation;
import io.lotledger.api.organisations.OrganisationKeys;
import io.lotledger.api.organisations.Organisations;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The organisations of the ledger, for its operators. */
@Controller
class OrganisationsPageController {
    private static final String LIST = "compliance/keys/organisations";
    private static final String ONE = "compliance/keys/organisation";
    private static final int AT_ONCE = 500;
    private static final String NAME_FAULT = "Write a name of at most 200 letters.";

    private final Organisations organisations;
    private final OrganisationKeys keys;
    private final KeyPages pages;

    OrganisationsPageController(Organisations organisations, OrganisationKeys keys, KeyPages pages) {
        this.organisations = organisations;
        this.keys = keys;
        this.pages = pages;
    }

    @GetMapping("/compliance/organisations")
    String list(Model model) {
        return list(model, "", Map.of());
    }

    @PostMapping("/compliance/organisations")
    String make(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        String sent = name.strip();
        if (KeyRules.faultOfOrganisationName(sent).isPresent()) {
            response.setStatus(422);
            return list(model, sent, Map.of("name", NAME_FAULT));
        }
        Organisation made = organisations.create(sent, KeyLimits.NONE, Authors.of(caller, request));
        redirect.addAttribute("id", made.id().toString());
        return "redirect:/compliance/organisations/{id}";
    }

    @GetMapping("/compliance/organisations/{id}")
    String show(@PathVariable String id, @RequestParam(defaultValue = "") String repeated, Model model) {
        model.addAttribute("repeated", !repeated.isEmpty());
        return one(model, found(id), Map.of());
    }

    /**
     * The first key of the organisation; its answer shows the secret.
     *
     * @param opened when the form was opened
     */
    @PostMapping("/compliance/organisations/{id}/keys")
    String makeKey(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String keyName,
            @RequestParam Instant opened,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Organisation organisation = found(id);
        String sent = keyName.strip();
        if (KeyRules.faultOfKeyName(sent).isPresent()) {
            response.setStatus(422);
            return one(model, organisation, Map.of("keyName", NAME_FAULT));
        }
        KeyOrder order = new KeyOrder(sent, Set.of(Role.ADMIN), organisations.standardLimits(organisation.id()), null);
        OrganisationKeys.Made made = keys.createOnce(organisation.id(), order, opened, Authors.of(caller, request))
                .made();
        if (made == null) return "redirect:/compliance/organisations/{id}?repeated=1";
        model.addAttribute("row", KeyRow.of(made.key(), caller.keyId(), pages.now()));
        model.addAttribute("text", made.text());
        model.addAttribute("organisation", organisation);
        return "compliance/keys/first-secret";
    }

    @PostMapping("/compliance/organisations/{id}/name")
    String rename(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Organisation organisation = found(id);
        if (KeyRules.faultOfOrganisationName(name.strip()).isPresent()) {
            response.setStatus(422);
            return one(model, organisation, Map.of("name", NAME_FAULT));
        }
        change(
                organisation,
                now -> Organisations.Order.withRetentionOf(
                        now, name.strip(), now.suspendedAt() != null, organisations.ownLimits(now.id())),
                caller,
                request);
        return "redirect:/compliance/organisations/{id}";
    }

    /** @param typed the organisation's name, as the reader typed it to confirm */
    @PostMapping("/compliance/organisations/{id}/suspend")
    String suspend(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Organisation organisation = found(id);
        if (!typed.strip().equals(organisation.name())) {
            response.setStatus(422);
            return one(model, organisation, Map.of("typed", "This is not its name. Nothing was suspended."));
        }
        change(
                organisation,
                now -> Organisations.Order.withRetentionOf(now, now.name(), true, organisations.ownLimits(now.id())),
                caller,
                request);
        return "redirect:/compliance/organisations/{id}";
    }

    @PostMapping("/compliance/organisations/{id}/resume")
    String resume(@AuthenticationPrincipal Caller caller, @PathVariable String id, HttpServletRequest request) {
        change(
                found(id),
                now -> Organisations.Order.withRetentionOf(now, now.name(), false, organisations.ownLimits(now.id())),
                caller,
                request);
        return "redirect:/compliance/organisations/{id}";
    }

    private void change(
            Organisation organisation,
            Function<Organisation, Organisations.Order> wanted,
            Caller caller,
            HttpServletRequest request) {
        organisations.change(organisation.id(), wanted, Authors.of(caller, request));
    }

    private String list(Model model, String name, Map<String, String> faults) {
        List<Organisation> all = new ArrayList<>();
        @Nullable UUID after = null;
        List<Organisation> page;
        do {
            page = organisations.page(after, AT_ONCE);
            all.addAll(page);
            if (!page.isEmpty()) after = page.get(page.size() - 1).id();
        } while (page.size() == AT_ONCE);
        model.addAttribute("organisations", all);
        model.addAttribute("name", name);
        model.addAttribute("faults", faults);
        return LIST;
    }

    private String one(Model model, Organisation organisation, Map<String, String> faults) {
        model.addAttribute("opened", pages.now());
        model.addAttribute("organisation", organisation);
        model.addAttribute("faults", faults);
        return ONE;
    }

    private Organisation found(String id) {
        try {
            return organisations.find(UUID.fromString(id)).orElseThrow(() -> unknown(id));
        } catch (IllegalArgumentException e) {
            throw unknown(id);
        }
    }

    private static ProblemException unknown(String id) {
        return ProblemException.notFound("There is no organisation with the id '" + id + "'.");
    }
}
