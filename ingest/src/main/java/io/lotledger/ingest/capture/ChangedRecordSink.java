package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.rules.EventSize;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.event.SourceRecord;
import io.lotledger.ingest.document.hash.EventContent;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogEntry;
import io.lotledger.ingest.eventlog.LogStreams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes on each record of a partner's document where it differs from the event that was made of it before. Its commit
 * refuses such a record; then only the stored event is known, and not the cells that the new one was made from. Events in
 * the log never change, so the note holds until the commit. Records are looked up many at a time.
 */
final class ChangedRecordSink implements DocumentSink {
    private static final int MOST_WAITING = 500;

    /** Maximum EPCs, quantities, parties and documents of the events that wait. */
    private static final int MOST_MEMBERS = 10_000;

    private final UUID organisation;
    private final EventLog log;
    private final RecordChanges changes;
    private final DocumentSink sink;
    private final List<SentEvent> waiting = new ArrayList<>();
    private int members;

    ChangedRecordSink(UUID organisation, EventLog log, RecordChanges changes, DocumentSink sink) {
        this.organisation = organisation;
        this.log = log;
        this.changes = changes;
        this.sink = sink;
    }

    @Override
    public void event(SentEvent sent) {
        EventSize size = EventSize.of(sent.node());
        members += size.objects() + size.parties();
        waiting.add(sent);
        if (waiting.size() >= MOST_WAITING || members > MOST_MEMBERS) flush();
    }

    @Override
    public void masterData(SentMasterData element) {
        flush(); // keeps document order
        sink.masterData(element);
    }

    @Override
    public void note(Violation note) {
        sink.note(note);
    }

    /** Passes on the events that wait. Called once more after the last one. */
    void flush() {
        Set<UUID> streams = new HashSet<>();
        for (SentEvent sent : waiting) if (isNamed(sent)) streams.add(stream(sent));
        Map<UUID, LogEntry> stored = log.latest(streams);
        for (SentEvent sent : waiting) sink.event(isNamed(sent) ? noted(sent, stored.get(stream(sent))) : sent);
        waiting.clear();
        members = 0;
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
