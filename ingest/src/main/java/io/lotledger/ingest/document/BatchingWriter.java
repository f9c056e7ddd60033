package io.lotledger.ingest.document;

import io.lotledger.ingest.document.event.DocumentFormat;
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
    private final DocumentFormat format;
    private final List<ObjectNode> events = new ArrayList<>();
    private final List<Instant> recordTimes = new ArrayList<>();
    private int characters;
    private boolean hasBegun;

    BatchingWriter(EventsWriter out, Representation representation, DocumentFormat format) {
        this.out = out;
        this.representation = representation;
        this.format = format;
    }

    @Override
    public void add(KeptEvent event) {
        if (events.size() >= MOST_EVENTS || characters >= MOST_CHARACTERS) {
            flush(false);
        }
        events.add((ObjectNode) Json.MAPPER.readTree(event.document()));
        recordTimes.add(event.recordTime());
        characters += event.document().length();
    }

    @Override
    public void complete() {
        flush(true);
        out.end();
    }

    /** Translates before the document declares its prefixes: a URI of one event may begin with the prefix of another. */
    private void flush(boolean areLast) {
        IdentifierTranslation.translate(events, representation, format);
        if (!hasBegun) out.begin(areLast ? events : List.of());
        hasBegun = true;
        for (int i = 0; i < events.size(); i++) out.event(events.get(i), recordTimes.get(i));
        events.clear();
        recordTimes.clear();
        characters = 0;
    }
}
