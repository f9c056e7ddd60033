package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.text.Violation;
import java.util.List;

/**
 * Notes on each record of a partner's document where it differs from the event that was made of it before. Its commit
 * refuses such a record; then only the stored event is known, and not the cells that the new one was made from. Events in
 * the log never change, so the note holds until the commit.
 */
final class ChangedRecordSink extends EventBlocks {
    private final RecordChanges changes;

    ChangedRecordSink(StoredRecords stored, RecordChanges changes, DocumentSink sink) {
        super(stored, sink);
        this.changes = changes;
    }

    @Override
    void pass(List<SentEvent> block) {
        stored.of(block).forEach(found -> sink.event(noted(found)));
    }

    private SentEvent noted(StoredRecords.Found found) {
        SentEvent sent = found.sent();
        SourceRecord source = sent.source();
        if (source == null || found.versions().isEmpty()) return sent;
        StoredRecords.Version same = found.same();
        if (same != null) return remarked(StoredRecords.named(sent, same.eventID()), found);
        if (found.changed() == null) return sent;
        return sent.withSource(
                source.changed(changes.of(sent, found.changed(), found.last().corrections())));
    }

    /** The duplicate of a stored version, with a warning if that version does not stand. */
    static SentEvent remarked(SentEvent duplicate, StoredRecords.Found found) {
        SourceRecord source = duplicate.source();
        StoredRecords.Version last = found.last();
        boolean stands = last.equals(found.same()) && last.corrections() == null;
        return source == null || stands
                ? duplicate
                : duplicate.withSource(
                        source.remarked(new Violation(duplicate.path(), "corrected", corrected(last), null)));
    }

    private static String corrected(StoredRecords.Version last) {
        if (last.isVoid()) {
            return "the event " + last.eventID()
                    + " of this record was declared in error, so the record does not count;"
                    + " to record it again, send the file with ?replaces=" + last.captureID();
        }
        if (last.corrections() != null) {
            return "the event " + last.eventID() + " of this record was declared in error and corrected by "
                    + String.join(", ", last.corrections())
                    + ", which stays; if these values are right after all, declare that event in error";
        }
        return "this record was corrected since: the event " + last.eventID() + " of the capture "
                + last.captureID()
                + " stands in for it and stays; if these values are right after all, send the file with"
                + " ?replaces=" + last.captureID();
    }
}
