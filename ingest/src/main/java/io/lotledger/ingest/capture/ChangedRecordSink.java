package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes on each record of a partner's document where it differs from the event that was made of it before. Its commit
 * refuses such a record; then only the stored event is known, and not the cells that the new one was made from. Events in
 * the log never change, so the note holds until the commit.
 */
final class ChangedRecordSink extends EventBlocks {
    private final UUID organisation;
    private final EventLog log;
    private final RecordChanges changes;

    ChangedRecordSink(UUID organisation, EventLog log, RecordChanges changes, DocumentSink sink) {
        super(sink);
        this.organisation = organisation;
        this.log = log;
        this.changes = changes;
    }

    @Override
    void pass(List<SentEvent> block) {
        Set<UUID> streams = new HashSet<>();
        for (SentEvent sent : block) if (isNamed(sent)) streams.add(stream(sent));
        Map<UUID, LogEntry> stored = log.latest(streams);
        for (SentEvent sent : block) sink.event(isNamed(sent) ? noted(sent, stored.get(stream(sent))) : sent);
    }

    private static boolean isNamed(SentEvent sent) {
        return sent.source() != null && sent.node().path("eventID").isString();
    }

    private UUID stream(SentEvent sent) {
        return LogStreams.event(organisation, sent.node().path("eventID").stringValue());
    }

    private SentEvent noted(SentEvent sent, @Nullable LogEntry entry) {
        SourceRecord source = sent.source();
        if (source == null || entry == null || !(entry.payload() instanceof EpcisEventCaptured stored)) return sent;
        String before = EventContent.digestOfStored(stored.contentHash(), stored.document());
        if (before.equals(EventContent.digest(sent.node(), sent.context()))) return sent;
        return sent.withSource(source.changed(changes.of(sent, stored)));
    }
}
