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
 * @param contentHash the digest of all the document says, {@code sha-256:<hex>}, by which the event is known again. Entries of earlier
 *     versions hold a CBV hash here ({@code ni:///…}), the oldest nothing: their documents are digested when they are compared
 */
public record EpcisEventCaptured(
        UUID organisation,
        String captureID,
        String eventID,
        Instant recordTime,
        String document,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String contentHash) {}
