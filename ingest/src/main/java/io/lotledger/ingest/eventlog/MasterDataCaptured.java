package io.lotledger.ingest.eventlog;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One vocabulary element: what a partner says of a location, a party or a product. Stored for ever; a later one of the same id is a new version.
 *
 * @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or the type's URI as sent when it is none of these
 * @param id the element's URI as sent
 * @param attributes attribute name as sent (URI or prefixed) to its values, in order
 */
public record MasterDataCaptured(
        UUID organisation,
        String captureID,
        Instant recordTime,
        String vocabulary,
        String id,
        Map<String, List<String>> attributes) {}
