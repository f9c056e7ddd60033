package io.lotledger.ingest.capture;

import io.lotledger.ingest.capture.rules.EventSize;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.RecordedLot;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Collects the events of a partner's document in blocks, so that the log is asked once for many. Keeps the order of the
 * document.
 */
abstract class EventBlocks implements DocumentSink {
    private static final int MOST_WAITING = 500;

    /** Maximum EPCs, quantities, parties and documents of the events that wait. */
    private static final int MOST_MEMBERS = 10_000;

    final StoredRecords stored;
    /** Takes what is passed on. */
    final DocumentSink sink;

    private final List<SentEvent> waiting = new ArrayList<>();
    private int members;

    EventBlocks(StoredRecords stored, DocumentSink sink) {
        this.stored = stored;
        this.sink = sink;
    }

    /** Passes on the events of a block. */
    abstract void pass(List<SentEvent> block);

    @Override
    public final Map<String, JsonNode> stored(Collection<String> eventIDs) {
        return stored.lastVersions(eventIDs);
    }

    @Override
    public final Set<String> captured(Collection<String> eventIDs) {
        return stored.captured(eventIDs);
    }

    @Override
    public final Map<String, List<JsonNode>> uses(Collection<String> lots) {
        return stored.uses(lots);
    }

    @Override
    public final Set<String> shipments(String document) {
        return stored.shipments(document);
    }

    @Override
    public final List<RecordedLot> recorded(Collection<String> codes) {
        return stored.recorded(codes);
    }

    @Override
    public final Map<String, List<JsonNode>> matching(Collection<Map<String, String>> queries) {
        return stored.matching(queries);
    }

    @Override
    public final void event(SentEvent sent) {
        EventSize size = EventSize.of(sent.node());
        members += size.objects() + size.parties();
        waiting.add(sent);
        if (waiting.size() >= MOST_WAITING || members > MOST_MEMBERS) flush();
    }

    @Override
    public final void masterData(SentMasterData element) {
        flush();
        sink.masterData(element);
    }

    @Override
    public final void created(Instant creationDate) {
        sink.created(creationDate);
    }

    @Override
    public final void note(Violation note) {
        sink.note(note);
    }

    /** Passes on the events that wait. Called once more after the last one. */
    final void flush() {
        if (!waiting.isEmpty()) pass(List.copyOf(waiting));
        waiting.clear();
        members = 0;
    }
}
