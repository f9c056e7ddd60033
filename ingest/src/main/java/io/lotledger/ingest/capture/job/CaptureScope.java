package io.lotledger.ingest.capture.job;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The capture jobs a query covers: all of an organisation, or those that one API key sent.
 *
 * @param keyId {@code null} for all jobs of the organisation
 */
public record CaptureScope(UUID organisation, @Nullable String keyId) {
    public static CaptureScope all(UUID organisation) {
        return new CaptureScope(organisation, null);
    }

    public static CaptureScope ofKey(UUID organisation, String keyId) {
        return new CaptureScope(organisation, keyId);
    }
}
