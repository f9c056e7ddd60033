package io.lotledger.api.dashboard.lot;

import org.jspecify.annotations.Nullable;

/** Phone numbers as links. */
final class Phone {
    private Phone() {}

    /** {@code tel:+18315550145} for "+1 831 555 0145"; null for a text that holds no number. */
    static @Nullable String link(@Nullable String phone) {
        if (phone == null) return null;
        String digits = phone.replaceFirst("(?i)\\s*(ext|x)\\.?\\s*\\d+.*$", "").replaceAll("[^0-9+]", "");
        return digits.matches("\\+?\\d{3,15}") ? "tel:" + digits : null;
    }
}
