package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.EventLog;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Notes on each record of a partner's document where it differs from the event that was made of it before. Its commit
 * refuses such a record; then only the stored event is known, and not the cells that the new one was made from. Events in
 * the log never change, so the note holds until the commit.
 */
final class ChangedRecordSink extends EventBlocks {
    private final StoredRecords stored;
    private final RecordChanges changes;

    ChangedRecordSink(UUID organisation, EventLog log, RecordChanges changes, DocumentSink sink) {
        super(sink);
        this.stored = new StoredRecords(organisation, log, true);
        this.changes = changes;
    }

    @Override
    public Map<String, JsonNode> stored(Collection<String> eventIDs) {
        return stored.lastVersions(eventIDs);
    }

    @Override
    void pass(List<SentEvent> block) {
        stored.of(block).forEach(found -> sink.event(noted(found)));
    }

    private SentEvent noted(StoredRecords.Found found) {
        SentEvent sent = found.sent();
        SourceRecord source = sent.source();
        if (source == null || found.versions().isEmpty()) return sent;
        if (found.changed() != null) return sent.withSource(source.changed(changes.of(sent, found.changed())));
        StoredRecords.Version same = found.same();
        if (same == null) return sent;
        SentEvent duplicate = StoredRecords.named(sent, same.eventID());
        return same.equals(found.last()) ? duplicate : duplicate.withSource(source.remarked(corrected(sent, found)));
    }

    private static Violation corrected(SentEvent sent, StoredRecords.Found found) {
        StoredRecords.Version last = found.last();
        String message = "this record was corrected since: the event " + last.eventID() + " of the capture "
                + last.captureID()
                + " stands in for it and stays; if these values are right after all, send the file with"
                + " ?replaces=" + last.captureID();
        return new Violation(sent.path(), "corrected", message, null);
    }
}
