package io.lotledger.ingest.capture.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Conditions on the jobs of a list; {@code null} where there is none.
 *
 * @param since only jobs created at this time or later
 * @param until only jobs created before this time
 * @param sender id of the key that sent the document, or its name at that time
 */
public record CaptureFilter(
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable BatchStatus status,
        @Nullable String sender) {
    public static final CaptureFilter NONE = new CaptureFilter(null, null, null, null);
}
