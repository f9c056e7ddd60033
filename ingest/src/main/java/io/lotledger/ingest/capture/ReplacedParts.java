package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.event.DocumentPart;
import io.lotledger.ingest.document.text.Json;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The parts of a corrected document, such as the notices of an interchange. None if the document is one whole. */
final class ReplacedParts {
    /** Events looked up in the log at once. */
    private static final int LOOKED_UP = 1_000;

    private final UUID organisation;
    private final EventLog log;
    private final StoredRecords stored;
    private final List<DocumentPart> parts = new ArrayList<>();

    ReplacedParts(UUID organisation, EventLog log, StoredRecords stored) {
        this.organisation = organisation;
        this.log = log;
        this.stored = stored;
    }

    void add(DocumentPart part) {
        parts.add(part);
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** Which of these events, or corrections of events, are of one of the parts. */
    Set<String> events(Collection<String> eventIDs) {
        List<String> all = List.copyOf(eventIDs);
        Set<String> found = new HashSet<>();
        for (int from = 0; from < all.size(); from += LOOKED_UP) {
            Set<UUID> streams = all.subList(from, Math.min(all.size(), from + LOOKED_UP)).stream()
                    .map(eventID -> LogStreams.event(organisation, eventID))
                    .collect(Collectors.toSet());
            Set<String> records = new HashSet<>();
            for (LogEntry entry : log.latest(streams).values()) {
                if (!(entry.payload() instanceof EpcisEventCaptured event)) continue;
                JsonNode document = Json.MAPPER.readTree(event.document());
                parts.forEach(part -> records.addAll(part.recordIDs(document)));
            }
            found.addAll(stored.versionIDs(records));
        }
        found.retainAll(Set.copyOf(all));
        return found;
    }
}
