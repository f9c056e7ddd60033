package io.lotledger.api.organisations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.limits.KeyLimits;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** A key on the wire, without its secret. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
record KeyBody(
        String keyId,
        String name,
        List<String> roles,
        String status,
        LimitsBody limits,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousSecretUntil,
        List<ReplacedSecretBody> replacedSecrets,
        @Nullable Instant revokedAt) {

    /** A secret of before a rotation that still works. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record ReplacedSecretBody(Instant replacedAt, Instant worksUntil) {
        static List<ReplacedSecretBody> of(OrganisationKey key) {
            return key.replacedSecrets().stream()
                    .map(secret -> new ReplacedSecretBody(secret.replacedAt(), secret.worksUntil()))
                    .toList();
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record LimitsBody(@Nullable Integer perMinute, @Nullable Integer perDay) {
        static LimitsBody of(KeyLimits limits) {
            return new LimitsBody(limits.perMinute(), limits.perDay());
        }
    }

    /** A key with its text, in the one answer that shows it. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Made(
            String apiKey,
            String keyId,
            String name,
            List<String> roles,
            LimitsBody limits,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant previousSecretUntil,
            List<ReplacedSecretBody> replacedSecrets) {
        static Made of(OrganisationKeys.Made made) {
            OrganisationKey key = made.key();
            return new Made(
                    made.text(),
                    key.keyId(),
                    key.name(),
                    sorted(key),
                    LimitsBody.of(key.limits()),
                    key.createdAt(),
                    key.expiresAt(),
                    key.previousSecretUntil(),
                    ReplacedSecretBody.of(key));
        }

        /** Omits the secret, so that it cannot reach a log by accident. */
        @Override
        public String toString() {
            return "Made[" + keyId + "]";
        }
    }

    static KeyBody of(OrganisationKey key) {
        return new KeyBody(
                key.keyId(),
                key.name(),
                sorted(key),
                key.status().name().toLowerCase(Locale.ROOT),
                LimitsBody.of(key.limits()),
                key.createdAt(),
                key.expiresAt(),
                key.lastUsedAt(),
                key.rotatedAt(),
                key.previousSecretUntil(),
                ReplacedSecretBody.of(key),
                key.revokedAt());
    }

    private static List<String> sorted(OrganisationKey key) {
        return OrganisationKeys.words(key.roles()).sorted().toList();
    }
}
