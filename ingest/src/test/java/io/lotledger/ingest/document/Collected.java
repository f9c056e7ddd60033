package io.lotledger.ingest.document;

import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;

/** What a document held. */
public final class Collected implements DocumentSink {
    public final List<SentEvent> events = new ArrayList<>();
    public final List<SentMasterData> masterData = new ArrayList<>();

    public final List<Violation> notes = new ArrayList<>();

    @Override
    public void note(Violation note) {
        notes.add(note);
    }

    @Override
    public void event(SentEvent event) {
        events.add(event);
    }

    @Override
    public void masterData(SentMasterData element) {
        masterData.add(element);
    }
}
