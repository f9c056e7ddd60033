package io.lotledger.api.security;

import io.lotledger.api.audit.Author;
import io.lotledger.api.audit.KeyAction;
import io.lotledger.api.audit.KeyAudit;
import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.start.CannotStartException;
import io.lotledger.api.wiring.LotledgerSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The organisation and admin key of a new ledger, with their entries in the {@link KeyAudit}. The operator gives the key ({@code lotledger.bootstrap.api-key}), or it is
 * generated and shown once.
 */
@Component
@Order(0)
public class FirstKey implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);

    private final ApiKeys keys;
    private final KeyAudit audit;
    private final TransactionTemplate transaction;
    private final String organisation;
    private final @Nullable ApiKey given;
    private final boolean isShownByDemo;
    private final AtomicReference<@Nullable String> generated = new AtomicReference<>();

    FirstKey(
            ApiKeys keys,
            KeyAudit audit,
            PlatformTransactionManager transactions,
            LotledgerSettings settings,
            @Value("${lotledger.demo:false}") boolean demo) {
        this.keys = keys;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.organisation = settings.bootstrap().organisation();
        @Nullable String text = settings.bootstrap().apiKey();
        this.given = text == null ? null : parsed(text);
        this.isShownByDemo = demo;
    }

    private static ApiKey parsed(String text) {
        return ApiKeys.parse(text)
                .orElseThrow(() -> new CannotStartException(
                        "lotledger.bootstrap.api-key is not a key, or has a typo",
                        "Give it as ll_<id>_<secret>: id 1 to 64 and secret 16 to 128 letters and digits. Without the setting, a"
                                + " new ledger generates a key"));
    }

    @Override
    public void run(ApplicationArguments args) {
        if (given != null) storeGiven(given);
        else if (keys.isEmpty()) generate();
    }

    /** The key that this start generated; empty when the ledger had a key or the operator gave one. */
    public Optional<String> generated() {
        return Optional.ofNullable(generated.get());
    }

    private void storeGiven(ApiKey key) {
        boolean isNew = Boolean.TRUE.equals(
                transaction.execute(status -> store(key, "bootstrap", "setting", "lotledger.bootstrap.api-key")));
        if (isNew)
            LOG.info(
                    "Admin key {} of organisation {} stored, as given by lotledger.bootstrap.api-key",
                    key,
                    organisation);
    }

    private void generate() {
        ApiKey key = ApiKey.random();
        transaction.executeWithoutResult(status -> {
            store(key, "first admin key", "generated", true);
            show(key); // before the commit: a server that is killed in between has no key that nobody has seen
        });
    }

    private void show(ApiKey key) {
        generated.set(key.text());
        if (isShownByDemo) return; // the demo prints it once, at its end
        // not through the logger, which would put the secret into log files and collectors
        System.out.printf("%nAdmin API key of organisation %s, shown this once: %s%n%n", organisation, key.text());
    }

    /**
     * @param origin a member of the audit's details, which says where the key comes from
     * @return false for a key that is there already
     */
    private boolean store(ApiKey key, String name, String origin, Object value) {
        boolean isNew = keys.makeOrganisation(organisation);
        UUID id = keys.organisation(organisation);
        if (isNew)
            audit.add(
                    id,
                    KeyAction.ORGANISATION_CREATED,
                    null,
                    Author.CONFIGURATION,
                    Map.of("name", organisation, "setting", "lotledger.bootstrap.organisation"));
        if (!keys.store(key, id, name, Set.of(Role.ADMIN), KeyLimits.NONE)) return false;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", name);
        details.put("roles", List.of(Role.ADMIN.word()));
        details.put(origin, value);
        audit.add(id, KeyAction.KEY_CREATED, key.id(), Author.CONFIGURATION, details);
        return true;
    }
}
