package io.lotledger.ingest.eventlog;

import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Derives stream ids from the identity of an entry's subject, so that every node and every repetition gets the same id.
 */
public final class LogStreams {
    private LogStreams() {}

    /** The stream of an EPCIS event: one entry. */
    public static UUID event(UUID organisation, String eventID) {
        return Uuids.v5(organisation, "event", eventID);
    }

    /**
     * The stream of an error declaration: one entry. It is separate from the event's stream, because a declaration may
     * arrive first.
     */
    public static UUID declaration(
            UUID organisation,
            String eventID,
            Instant declarationTime,
            @Nullable String reason,
            List<String> corrective) {
        String canonicalReason = reason == null ? "" : CbvWord.canonical(reason);
        return Uuids.v5(
                organisation,
                "declaration",
                eventID,
                declarationTime.toString(),
                canonicalReason,
                String.join(",", corrective));
    }

    /** The stream of the master data of a location, party or product: one entry per version. */
    public static UUID masterData(UUID organisation, String vocabulary, String id) {
        return Uuids.v5(organisation, "masterdata", vocabulary, id);
    }
}
