package io.lotledger.api.security;

import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.start.CannotStartException;
import io.lotledger.api.wiring.LotledgerSettings;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The organisation and admin key of a new ledger. The operator gives the key ({@code lotledger.bootstrap.api-key}), or it is generated and shown once. */
@Component
@Order(0)
public class FirstKey implements ApplicationRunner {
    private static final Logger LOG = LoggerFactory.getLogger(FirstKey.class);

    private final ApiKeys keys;
    private final String organisation;
    private final @Nullable ApiKey given;
    private final boolean isShownByDemo;
    private final AtomicReference<@Nullable String> generated = new AtomicReference<>();

    FirstKey(ApiKeys keys, LotledgerSettings settings, @Value("${lotledger.demo:false}") boolean demo) {
        this.keys = keys;
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
        if (keys.store(key, keys.organisation(organisation), "bootstrap", Set.of(Role.ADMIN), KeyLimits.NONE))
            LOG.info(
                    "Admin key {} of organisation {} stored, as given by lotledger.bootstrap.api-key",
                    key,
                    organisation);
    }

    private void generate() {
        String text = keys.create(keys.organisation(organisation), "first admin key", Set.of(Role.ADMIN));
        generated.set(text);
        if (isShownByDemo) return; // the demo prints it once, at its end
        // not through the logger, which would put the secret into log files and collectors
        System.out.printf("%nAdmin API key of organisation %s, shown this once: %s%n%n", organisation, text);
    }
}
