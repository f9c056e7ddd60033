package io.lotledger.ingest.eventlog;

import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The streams of the log: derived from who an entry is about, so that every node and every repetition finds the same. */
public final class LogStreams {
    private LogStreams() {}

    /** An EPCIS event: one entry. */
    public static UUID event(UUID organisation, String eventID) {
        return Uuids.v5(organisation, "event", eventID);
    }

    /** An error declaration, a stream beside that of the event it is about, for it may come first: one entry. */
    public static UUID declaration(
            UUID organisation,
            String eventID,
            Instant declarationTime,
            @Nullable String reason,
            List<String> corrective) {
        String why = reason == null ? "" : CbvWord.canonical(reason);
        return Uuids.v5(
                organisation, "declaration", eventID, declarationTime.toString(), why, String.join(",", corrective));
    }

    /** What is said of a location, party or product: one entry per version. */
    public static UUID masterData(UUID organisation, String vocabulary, String id) {
        return Uuids.v5(organisation, "masterdata", vocabulary, id);
    }
}
