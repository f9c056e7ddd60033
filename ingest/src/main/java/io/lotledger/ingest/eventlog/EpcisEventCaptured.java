package io.lotledger.ingest.eventlog;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One captured EPCIS event. Stored permanently.
 *
 * @param recordTime when the repository captured it, in UTC; the same for all events of a document
 * @param document the event as a bare EPCIS 2.0 JSON event in GS1's form, with its own {@code @context} of the prefixes
 *     it uses
 * @param contentHash content digest of the document, {@code sha-256:<hex>}, which identifies repeated events. Entries
 *     of earlier versions hold a CBV hash here ({@code ni:///…}), and the oldest hold {@code null}; their documents are
 *     digested on comparison
 */
public record EpcisEventCaptured(
        UUID organisation,
        String captureID,
        String eventID,
        Instant recordTime,
        String document,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String contentHash) {

    /** What is stored without one of these is damaged, and must not be taken for an event. */
    public EpcisEventCaptured {
        requireNonNull(organisation, "organisation");
        requireNonNull(eventID, "eventID");
        requireNonNull(recordTime, "recordTime");
        requireNonNull(document, "document");
    }
}
