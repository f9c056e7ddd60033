package io.lotledger.ingest.eventlog;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One EPCIS event, as it was captured. Stored for ever.
 *
 * @param recordTime when the repository captured it, UTC; one time for the whole document
 * @param document the event as a bare EPCIS 2.0 JSON event with its own {@code @context} (the prefixes it uses): GS1's shape, not ours
 * @param contentHash the hash over all the document says, by which the event is known again; absent in entries made before it was kept
 */
public record EpcisEventCaptured(
        UUID organisation,
        String captureID,
        String eventID,
        Instant recordTime,
        String document,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String contentHash) {}
