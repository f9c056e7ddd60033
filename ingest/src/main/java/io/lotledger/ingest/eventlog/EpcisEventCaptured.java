package io.lotledger.ingest.eventlog;

import java.time.Instant;
import java.util.UUID;

/**
 * One EPCIS event, as it was captured. Stored for ever.
 *
 * @param recordTime when the repository captured it, UTC; one time for the whole document
 * @param document the event as a bare EPCIS 2.0 JSON event with its own {@code @context} (the prefixes it uses): GS1's shape, not ours
 */
public record EpcisEventCaptured(
        UUID organisation, String captureID, String eventID, Instant recordTime, String document) {}
