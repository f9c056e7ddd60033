package io.lotledger.api.audit;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One change of an organisation or of one of its keys.
 *
 * @param sequence counts the changes of the organisation, from 1
 * @param action a word of {@link KeyAction}
 * @param keyId the changed key; null for a change of the organisation
 */
public record KeyAuditEntry(
        long sequence, Instant at, String action, @Nullable String keyId, Author by, Map<String, Object> details) {}
