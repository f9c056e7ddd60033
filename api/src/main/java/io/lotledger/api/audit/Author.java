package io.lotledger.api.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who changes an organisation or a key, and from where.
 *
 * @param keyId null when the configuration does, at the start of the server
 * @param operator whether the key belongs to the organisation that operates the server
 * @param address of the client; null when there is none
 */
public record Author(
        @Nullable String keyId, boolean operator, @Nullable String address) {
    public static final Author CONFIGURATION = new Author(null, false, null);
}
