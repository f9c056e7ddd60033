package io.lotledger.projections.query.search;

import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.eventlog.DamagedEntryException;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The documents of events and error declarations, by log position. */
final class Documents {
    /** How many documents are in memory at once; a document has at most some megabytes. */
    static final int CHUNK = 64;

    private final LoggedDocuments logged;

    Documents(LoggedDocuments logged) {
        this.logged = logged;
    }

    /**
     * The documents in the order of the positions.
     *
     * @throws DamagedEntryException when one of them is damaged or missing
     */
    List<KeptEvent> at(List<Long> positions) {
        Map<Long, KeptEvent> found = new HashMap<>();
        logged.each(
                positions,
                document -> found.put(document.position(), new KeptEvent(document.document(), document.recordTime())));
        return positions.stream().map(position -> required(found, position)).toList();
    }

    private static KeptEvent required(Map<Long, KeptEvent> found, long position) {
        KeptEvent kept = found.get(position);
        if (kept == null) throw new DamagedEntryException(position, null);
        return kept;
    }
}
