package io.lotledger.api.dashboard.keys;

import io.lotledger.api.dashboard.Show;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.organisations.OrganisationKey;
import io.lotledger.api.organisations.OrganisationKeys;
import io.lotledger.api.organisations.Organisations;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the pages of keys have in common. */
@Component
class KeyPages {
    private static final int AT_ONCE = 500;

    private final OrganisationKeys keys;
    private final Organisations organisations;
    private final Clock clock;

    KeyPages(OrganisationKeys keys, Organisations organisations, Clock clock) {
        this.keys = keys;
        this.organisations = organisations;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    /** All of the organisation, in the order in which they were made. */
    List<KeyRow> rows(Caller caller) {
        List<KeyRow> rows = new ArrayList<>();
        String after = "";
        List<OrganisationKey> page;
        do {
            page = keys.page(caller.organisation(), after, AT_ONCE);
            page.forEach(key -> rows.add(KeyRow.of(key, caller.keyId(), now())));
            if (!page.isEmpty()) after = page.get(page.size() - 1).keyId();
        } while (page.size() == AT_ONCE);
        return rows;
    }

    /** 404 for another organisation's key, as for one that never was. */
    OrganisationKey found(Caller caller, String keyId) {
        return keys.find(caller.organisation(), keyId)
                .orElseThrow(
                        () -> ProblemException.notFound("Your organisation has no key with the id '" + keyId + "'."));
    }

    KeyLimits ceiling(Caller caller) {
        return organisations.ceiling(caller.organisation(), caller.isOperator());
    }

    /** @param shown the form of the key as it is; null for a new key */
    Map<String, String> faults(KeyForm form, @Nullable KeyForm shown, Caller caller) {
        return form.faults(shown, ceiling(caller), Show.zone(), now());
    }

    /** Fills the form of a new key, or of one that there is. */
    void fill(Model model, Caller caller, KeyForm form, Map<String, String> faults) {
        KeyLimits ceiling = ceiling(caller);
        model.addAttribute("form", form);
        model.addAttribute("faults", faults);
        model.addAttribute("roles", RoleWords.all());
        model.addAttribute("most", ceiling);
        model.addAttribute("zone", Show.zoneName());
    }
}
