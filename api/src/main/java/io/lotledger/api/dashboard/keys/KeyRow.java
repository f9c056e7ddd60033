package io.lotledger.api.dashboard.keys;

import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.organisations.OrganisationKey;
import io.lotledger.api.organisations.ReplacedSecrets;
import io.lotledger.api.security.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A key as the pages show it.
 *
 * @param kind of the tag: {@code ok}, {@code warn}, {@code err} or {@code plain}
 * @param limits such as "300 a minute, 10,000 a day"
 * @param own whether the reader is signed in with it
 */
record KeyRow(
        OrganisationKey key,
        String kind,
        String status,
        List<String> roles,
        String limits,
        boolean own,
        boolean revoked) {
    private static final Duration SOON = Duration.ofDays(14);

    static KeyRow of(OrganisationKey key, String ownKeyId, Instant now) {
        @Nullable Instant end = key.expiresAt();
        boolean endsSoon = end != null && end.isBefore(now.plus(SOON));
        String kind = switch (key.status()) {
            case ACTIVE -> endsSoon ? "warn" : "ok";
            case EXPIRED -> "warn";
            case REVOKED -> "plain";
        };
        String status = switch (key.status()) {
            case ACTIVE -> endsSoon ? "Ends soon" : "Active";
            case EXPIRED -> "Expired";
            case REVOKED -> "Revoked";
        };
        return new KeyRow(
                key,
                kind,
                status,
                Stream.of(Role.values())
                        .filter(key.roles()::contains)
                        .map(Role::word)
                        .toList(),
                words(key.limits()),
                key.keyId().equals(ownKeyId),
                key.status() == OrganisationKey.Status.REVOKED);
    }

    /** Whether a new secret would open anything. */
    public boolean mayRotate() {
        return key.status() == OrganisationKey.Status.ACTIVE;
    }

    /** Whether so many old secrets work that none may join them. */
    public boolean manySecrets() {
        return key.replacedSecrets().size() >= ReplacedSecrets.MOST;
    }

    /** When the last of the old secrets ends; null if none works. */
    public @Nullable Instant oldSecretsUntil() {
        return key.replacedSecrets().stream()
                .map(OrganisationKey.ReplacedSecret::worksUntil)
                .max(Instant::compareTo)
                .orElse(null);
    }

    private static String words(KeyLimits limits) {
        if (limits.equals(KeyLimits.NONE)) return "no limit";
        List<String> words = Stream.of(of(limits.perMinute(), "a minute"), of(limits.perDay(), "a day"))
                .filter(word -> !word.isEmpty())
                .toList();
        return String.join(", ", words);
    }

    private static String of(@Nullable Integer limit, String window) {
        return limit == null ? "" : String.format(Locale.US, "%,d %s", limit, window);
    }
}
