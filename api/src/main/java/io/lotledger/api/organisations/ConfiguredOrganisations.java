package io.lotledger.api.organisations;

import io.lotledger.api.audit.Author;
import io.lotledger.api.audit.KeyAction;
import io.lotledger.api.audit.KeyAudit;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.security.ApiKey;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.api.start.CannotStartException;
import io.lotledger.api.wiring.LotledgerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes the organisations and admin keys of {@code lotledger.organisations} at the start, after the first organisation of the
 * ledger. What is there already stays as it is, so a restart changes nothing.
 */
@Component
@Order(1)
class ConfiguredOrganisations implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredOrganisations.class);
    private static final String PROPERTY = "lotledger.organisations[%d].%s";

    private final List<LotledgerSettings.Organisation> configured;
    private final ApiKeys keys;
    private final Organisations organisations;
    private final OrganisationKeys organisationKeys;
    private final KeyAudit audit;
    private final TransactionTemplate transaction;

    ConfiguredOrganisations(
            LotledgerSettings settings,
            ApiKeys keys,
            Organisations organisations,
            OrganisationKeys organisationKeys,
            KeyAudit audit,
            PlatformTransactionManager transactions) {
        this.configured = settings.organisations();
        this.keys = keys;
        this.organisations = organisations;
        this.organisationKeys = organisationKeys;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void run(ApplicationArguments args) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < configured.size(); i++) check(i, faults);
        if (!faults.isEmpty()) throw refused(faults);
        for (int i = 0; i < configured.size(); i++) {
            int entry = i;
            transaction.executeWithoutResult(status -> make(entry));
        }
    }

    private void check(int i, List<String> faults) {
        LotledgerSettings.Organisation organisation = configured.get(i);
        if (organisation.name() == null) faults.add(PROPERTY.formatted(i, "name") + " is missing");
        else
            KeyRules.faultOfOrganisationName(organisation.name().strip())
                    .ifPresent(fault -> faults.add(PROPERTY.formatted(i, "name") + ": " + fault));
        if (organisation.apiKey() != null
                && ApiKeys.parse(organisation.apiKey()).isEmpty())
            faults.add(PROPERTY.formatted(i, "api-key")
                    + " must look like ll_<id>_<secret>: id 1 to 64 and secret 16 to 128 letters and digits, and no typo in a key"
                    + " that Lotledger made");
    }

    private void make(int i) {
        LotledgerSettings.Organisation wanted = configured.get(i);
        String name = wanted.name().strip();
        boolean isNew = keys.makeOrganisation(name);
        UUID organisation = keys.organisation(name);
        if (isNew) {
            audit.add(
                    organisation,
                    KeyAction.ORGANISATION_CREATED,
                    null,
                    Author.CONFIGURATION,
                    Map.of("name", name, "setting", PROPERTY.formatted(i, "name")));
            LOG.info("Organisation {} made, as lotledger.organisations says", name);
        }
        Optional.ofNullable(wanted.apiKey())
                .flatMap(ApiKeys::parse)
                .ifPresent(key -> store(i, key, organisation, name));
    }

    private void store(int i, ApiKey key, UUID organisation, String name) {
        KeyLimits limits = organisations.standardLimits(organisation);
        if (keys.store(key, organisation, "configured", Set.of(Role.ADMIN), limits)) {
            audit.add(
                    organisation,
                    KeyAction.KEY_CREATED,
                    key.id(),
                    Author.CONFIGURATION,
                    Map.of(
                            "name",
                            "configured",
                            "roles",
                            List.of(Role.ADMIN.word()),
                            "setting",
                            PROPERTY.formatted(i, "api-key")));
            LOG.info("Admin key {} of organisation {} stored, as lotledger.organisations says", key, name);
        } else if (organisationKeys.find(organisation, key.id()).isEmpty())
            throw refused(List.of(PROPERTY.formatted(i, "api-key") + " has the id '" + key.id()
                    + "', which a key of another organisation has"));
    }

    private static CannotStartException refused(List<String> faults) {
        return new CannotStartException(
                String.join("; ", faults), "Correct it. README.md lists the settings under Configuration.");
    }
}
