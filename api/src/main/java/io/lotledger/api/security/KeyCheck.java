package io.lotledger.api.security;

import io.lotledger.api.limits.KeyLimits;

/** What becomes of a key that a request carries. */
sealed interface KeyCheck {
    /** The key opens what its roles open. */
    record Accepted(Caller caller, KeyLimits limits) implements KeyCheck {}

    /** Why a key opens nothing. Only the holder of the right secret learns more than that. */
    enum Refused implements KeyCheck {
        /** No such key, a wrong secret, or a revoked key: indistinguishable. */
        UNKNOWN("The X-API-Key is unknown or revoked. A key looks like ll_<id>_<secret>."),
        TYPO(
                "The X-API-Key has a typo or is cut short: its checksum does not match. Copy the whole key, from ll_ to its last character."),
        EXPIRED("The X-API-Key has expired. An admin of your organisation makes a new one, or sets a later expiry."),
        SUSPENDED("The organisation of this X-API-Key is suspended. Ask the operator of the server.");

        private final String detail;

        Refused(String detail) {
            this.detail = detail;
        }

        String detail() {
            return detail;
        }
    }
}
