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
        Map<Long, KeptEvent> found = read(positions);
        return positions.stream().map(found::get).toList();
    }

    /** Those that can be read, by position. */
    Map<Long, KeptEvent> readable(List<Long> positions) {
        try {
            return read(positions);
        } catch (DamagedEntryException e) {
            if (positions.size() == 1) return Map.of();
            Map<Long, KeptEvent> found = new HashMap<>(); // one by one: the exception names only one of them
            positions.forEach(position -> found.putAll(readable(List.of(position))));
            return found;
        }
    }

    private Map<Long, KeptEvent> read(List<Long> positions) {
        Map<Long, KeptEvent> found = new HashMap<>();
        logged.each(
                positions,
                document -> found.put(document.position(), new KeptEvent(document.document(), document.recordTime())));
        return found;
    }
}
