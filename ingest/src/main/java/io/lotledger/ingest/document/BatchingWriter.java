package io.lotledger.ingest.document;

import io.lotledger.ingest.document.event.EventsWriter;
import io.lotledger.ingest.document.event.IdentifierTranslation;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.QueryDocumentWriter;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.ingest.document.text.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds events until they are a batch: company prefixes are looked up once for a batch, and a document of one batch knows all its
 * events before it writes the first.
 */
final class BatchingWriter implements QueryDocumentWriter {
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_CHARACTERS = 4_000_000;

    private final EventsWriter out;
    private final Representation representation;
    private final List<ObjectNode> events = new ArrayList<>();
    private final List<Instant> recordTimes = new ArrayList<>();
    private int characters;
    private boolean hasBegun;

    BatchingWriter(EventsWriter out, Representation representation) {
        this.out = out;
        this.representation = representation;
    }

    @Override
    public void add(KeptEvent event) {
        if (events.size() >= MOST_EVENTS || characters >= MOST_CHARACTERS) {
            begin(List.of());
            flush();
        }
        events.add((ObjectNode) Json.MAPPER.readTree(event.document()));
        recordTimes.add(event.recordTime());
        characters += event.document().length();
    }

    @Override
    public void complete() {
        begin(events);
        flush();
        out.end();
    }

    private void begin(List<ObjectNode> all) {
        if (!hasBegun) out.begin(all);
        hasBegun = true;
    }

    private void flush() {
        IdentifierTranslation.translate(events, representation);
        for (int i = 0; i < events.size(); i++) out.event(events.get(i), recordTimes.get(i));
        events.clear();
        recordTimes.clear();
        characters = 0;
    }
}
