package io.lotledger.api.dashboard.keys;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.organisations.Authors;
import io.lotledger.api.organisations.OrganisationKey;
import io.lotledger.api.organisations.OrganisationKeys;
import io.lotledger.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One key: what it is, its fields, its rotation and its end. */
@Controller
class KeyPageController {
    private static final String PAGE = "compliance/keys/key";
    private static final Map<String, Duration> OVERLAPS = Map.of(
            "none", Duration.ZERO, "day", Duration.ofDays(1), "week", Duration.ofDays(7), "month", Duration.ofDays(30));

    private final KeyPages pages;
    private final OrganisationKeys keys;

    KeyPageController(KeyPages pages, OrganisationKeys keys) {
        this.pages = pages;
        this.keys = keys;
    }

    @GetMapping("/compliance/keys/{keyId}")
    String show(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String keyId,
            @RequestParam(defaultValue = "") String saved,
            @RequestParam(defaultValue = "") String repeated,
            Model model) {
        OrganisationKey key = pages.found(caller, keyId);
        model.addAttribute("saved", !saved.isEmpty());
        model.addAttribute("repeated", !repeated.isEmpty());
        return page(model, caller, key, KeyForm.of(key, Show.zone()), Map.of());
    }

    @PostMapping("/compliance/keys/{keyId}")
    String change(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String keyId,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(name = "role", defaultValue = "") List<String> roles,
            @RequestParam(defaultValue = "") String perMinute,
            @RequestParam(defaultValue = "") String perDay,
            @RequestParam(defaultValue = "") String lastDay,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        OrganisationKey key = pages.found(caller, keyId);
        KeyForm form = new KeyForm(name, roles, perMinute, perDay, lastDay);
        Map<String, String> faults = pages.faults(form, KeyForm.of(key, Show.zone()), caller);
        if (!faults.isEmpty()) {
            response.setStatus(422);
            return page(model, caller, key, form, faults);
        }
        keys.change(caller.organisation(), keyId, now -> form.order(now, Show.zone()), Authors.of(caller, request));
        return "redirect:/compliance/keys/{keyId}?saved=1";
    }

    /** @param shown when the key was rotated last, as the form showed it; empty for never */
    @PostMapping("/compliance/keys/{keyId}/rotate")
    String rotate(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String keyId,
            @RequestParam(defaultValue = "day") String overlap,
            @RequestParam(defaultValue = "") String shown,
            HttpServletRequest request,
            Model model) {
        pages.found(caller, keyId);
        Duration kept = OVERLAPS.getOrDefault(overlap, Duration.ofDays(1));
        @Nullable Instant until = kept.isZero() ? null : pages.now().plus(kept);
        Optional<OrganisationKeys.Made> rotated = keys.rotate(
                caller.organisation(),
                keyId,
                now -> shown.equals(Objects.toString(now.rotatedAt(), "")),
                until,
                Authors.of(caller, request));
        if (rotated.isEmpty()) return "redirect:/compliance/keys/{keyId}?repeated=1";
        OrganisationKeys.Made made = rotated.get();
        model.addAttribute("row", KeyRow.of(made.key(), caller.keyId(), pages.now()));
        model.addAttribute("text", made.text());
        model.addAttribute("rotated", true);
        return "compliance/keys/secret";
    }

    /** @param typed the name of the key, as the reader typed it to confirm */
    @PostMapping("/compliance/keys/{keyId}/revoke")
    String revoke(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String keyId,
            @RequestParam(defaultValue = "") String typed,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        OrganisationKey key = pages.found(caller, keyId);
        if (!typed.strip().equals(key.name())) {
            response.setStatus(422);
            return page(
                    model,
                    caller,
                    key,
                    KeyForm.of(key, Show.zone()),
                    Map.of("typed", "This is not the key's name. Nothing was revoked."));
        }
        keys.revoke(caller.organisation(), keyId, Authors.of(caller, request));
        return "redirect:/compliance/keys/{keyId}";
    }

    private String page(Model model, Caller caller, OrganisationKey key, KeyForm form, Map<String, String> faults) {
        pages.fill(model, caller, form, faults);
        model.addAttribute("row", KeyRow.of(key, caller.keyId(), pages.now()));
        return PAGE;
    }
}
