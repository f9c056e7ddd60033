package io.lotledger.api.audit;

import java.util.Locale;

/** What is done to an organisation, one of its keys or one of its partners' profiles. */
public enum KeyAction {
    ORGANISATION_CREATED,
    ORGANISATION_RENAMED,
    ORGANISATION_SUSPENDED,
    ORGANISATION_RESUMED,
    ORGANISATION_LIMITS_CHANGED,
    ORGANISATION_RETENTION_CHANGED,
    LEGAL_HOLD_SET,
    LEGAL_HOLD_RELEASED,
    KEY_CREATED,
    KEY_CHANGED,
    KEY_ROTATED,
    KEY_REVOKED,
    INTAKE_PROFILE_CREATED,
    INTAKE_PROFILE_CHANGED,
    INTAKE_PROFILE_REMOVED;

    /** The word of the HTTP contract: {@code key_created}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
