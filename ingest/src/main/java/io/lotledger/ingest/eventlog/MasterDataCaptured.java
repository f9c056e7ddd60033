package io.lotledger.ingest.eventlog;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One captured vocabulary element: a partner's attributes of a location, a party or a product. Stored permanently. A
 * later entry with the same id is a new version.
 *
 * @param vocabulary {@code Location}, {@code Party}, {@code EPCClass}, or any other type's URI as sent
 * @param id the element's URI as sent
 * @param attributes values by attribute name as sent (URI or prefixed), in order; none for the name of a structured
 *     attribute, whose values have the names of {@link io.lotledger.ingest.document.event.NestedAttributes}. Earlier versions listed
 *     them by their innermost names
 */
public record MasterDataCaptured(
        UUID organisation,
        String captureID,
        Instant recordTime,
        String vocabulary,
        String id,
        Map<String, List<String>> attributes) {

    /** What is stored without one of these is damaged, and must not be taken for an element. */
    public MasterDataCaptured {
        requireNonNull(organisation, "organisation");
        requireNonNull(recordTime, "recordTime");
        requireNonNull(vocabulary, "vocabulary");
        requireNonNull(id, "id");
        requireNonNull(attributes, "attributes");
    }
}
