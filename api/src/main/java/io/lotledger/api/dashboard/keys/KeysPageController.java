package io.lotledger.api.dashboard.keys;

import io.lotledger.api.audit.KeyAudit;
import io.lotledger.api.audit.KeyAuditEntry;
import io.lotledger.api.dashboard.Show;
import io.lotledger.api.organisations.Authors;
import io.lotledger.api.organisations.OrganisationKeys;
import io.lotledger.api.organisations.Organisations;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The keys of the organisation, a new one, and who changed which. */
@Controller
class KeysPageController {
    private static final int CHANGES = 50;

    private final KeyPages pages;
    private final OrganisationKeys keys;
    private final Organisations organisations;
    private final KeyAudit audit;

    KeysPageController(KeyPages pages, OrganisationKeys keys, Organisations organisations, KeyAudit audit) {
        this.pages = pages;
        this.keys = keys;
        this.organisations = organisations;
        this.audit = audit;
    }

    @GetMapping("/compliance/keys")
    String list(@AuthenticationPrincipal Caller caller, Model model) {
        List<KeyRow> rows = pages.rows(caller);
        model.addAttribute("rows", rows.stream().filter(row -> !row.revoked()).toList());
        model.addAttribute("revoked", rows.stream().filter(KeyRow::revoked).toList());
        model.addAttribute("roles", RoleWords.all());
        return "compliance/keys/list";
    }

    @GetMapping("/compliance/keys/new")
    String form(@AuthenticationPrincipal Caller caller, Model model) {
        pages.fill(model, caller, KeyForm.empty(organisations.standardLimits(caller.organisation())), Map.of());
        model.addAttribute("opened", pages.now());
        return "compliance/keys/new";
    }

    /**
     * The answer shows the secret. It is not stored, so it cannot be shown by a page that one is led to.
     *
     * @param opened when the form was opened
     */
    @PostMapping("/compliance/keys")
    String make(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "role", defaultValue = "") List<String> roles,
            @RequestParam(defaultValue = "") String perMinute,
            @RequestParam(defaultValue = "") String perDay,
            @RequestParam(defaultValue = "") String lastDay,
            @RequestParam Instant opened,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        KeyForm form = new KeyForm(name, roles, perMinute, perDay, lastDay);
        Map<String, String> faults = pages.faults(form, null, caller);
        if (!faults.isEmpty()) {
            response.setStatus(422);
            pages.fill(model, caller, form, faults);
            model.addAttribute("opened", opened);
            return "compliance/keys/new";
        }
        OrganisationKeys.MadeOnce once =
                keys.createOnce(caller.organisation(), form.order(Show.zone()), opened, Authors.of(caller, request));
        OrganisationKeys.Made made = once.made();
        if (made == null) {
            redirect.addAttribute("keyId", once.before());
            return "redirect:/compliance/keys/{keyId}?repeated=1";
        }
        model.addAttribute("row", KeyRow.of(made.key(), caller.keyId(), pages.now()));
        model.addAttribute("text", made.text());
        model.addAttribute("rotated", false);
        return "compliance/keys/secret";
    }

    /** @param before the sequence after the page; the newest come first */
    @GetMapping("/compliance/keys/changes")
    String changes(
            @AuthenticationPrincipal Caller caller, @RequestParam(defaultValue = "") String before, Model model) {
        long last = before.matches("\\d{1,18}") ? Long.parseLong(before) : Long.MAX_VALUE;
        List<KeyAuditEntry> found = audit.page(caller.organisation(), last, CHANGES + 1);
        List<KeyAuditEntry> shown = found.subList(0, Math.min(CHANGES, found.size()));
        model.addAttribute(
                "changes",
                shown.stream()
                        .map(entry -> KeyChange.of(entry, caller.ofFirstOrganisation()))
                        .toList());
        if (found.size() > CHANGES)
            model.addAttribute(
                    "older",
                    "/compliance/keys/changes?before="
                            + shown.get(shown.size() - 1).sequence());
        model.addAttribute("opensKeys", caller.roles().contains(Role.ADMIN));
        if (last != Long.MAX_VALUE) model.addAttribute("newest", "/compliance/keys/changes");
        return "compliance/keys/changes";
    }
}
