package io.lotledger.api.organisations;

import io.lotledger.api.limits.KeyLimits;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What names, limits and times of keys and organisations may be. Each method returns what is wrong, and what would be right. */
public final class KeyRules {
    private static final int LONGEST_NAME = 200;
    private static final int MOST_PER_MINUTE = 1_000_000;
    private static final int MOST_PER_DAY = 1_000_000_000;

    private KeyRules() {}

    public static Optional<String> faultOfKeyName(String name) {
        return faultOfName(
                name, "name must be a non-empty string that says who uses the key, such as \"packing line 1\"");
    }

    public static Optional<String> faultOfOrganisationName(String name) {
        return faultOfName(name, "name must be a non-empty string, such as \"Gabilan Ridge Farms\"");
    }

    private static Optional<String> faultOfName(String name, String empty) {
        if (name.isEmpty()) return Optional.of(empty);
        boolean isStorable = name.length() <= LONGEST_NAME && name.codePoints().noneMatch(KeyRules::isUnstorable);
        return isStorable
                ? Optional.empty()
                : Optional.of("name must have at most " + LONGEST_NAME
                        + " characters, without control characters and halves of surrogate pairs");
    }

    /** @param ceiling the most that a key of the organisation may have; null for no limit */
    public static Optional<String> faultOfPerMinute(@Nullable Integer sent, KeyLimits ceiling) {
        return faultOfLimit("per_minute", sent, ceiling.perMinute(), MOST_PER_MINUTE);
    }

    public static Optional<String> faultOfPerDay(@Nullable Integer sent, KeyLimits ceiling) {
        return faultOfLimit("per_day", sent, ceiling.perDay(), MOST_PER_DAY);
    }

    public static Optional<String> faultOfExpiry(Instant sent, Instant now) {
        return sent.isAfter(now) ? Optional.empty() : Optional.of("expires_at must be in the future");
    }

    private static Optional<String> faultOfLimit(
            String member, @Nullable Integer sent, @Nullable Integer ceiling, int most) {
        if (sent == null) {
            return ceiling == null
                    ? Optional.empty()
                    : Optional.of(member + " must be 1 to " + ceiling + "; no limit (null) is for keys of operators");
        }
        if (sent >= 1 && sent <= (ceiling == null ? most : ceiling)) return Optional.empty();
        return Optional.of(
                ceiling == null
                        ? member + " must be 1 to " + most
                        : member + " must be 1 to " + ceiling + ", the most that your organisation's keys may have");
    }

    static boolean isUnstorable(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
