package io.lotledger.ingest.document;

import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.Representation;
import io.lotledger.ingest.document.json.DocumentReader;
import io.lotledger.ingest.document.json.JsonEvents;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.xml.XmlDocumentReader;
import io.lotledger.ingest.document.xml.XmlEvents;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes EPCIS documents in either format. */
public final class EpcisDocuments {
    private EpcisDocuments() {}

    /**
     * Reads a document to its end. The sink may have been given events by the time it turns out to be unreadable.
     *
     * @throws UnreadableDocumentException when it is not well-formed, no EPCIS document, or its stream breaks
     */
    public static void read(DocumentFormat format, InputStream document, DocumentSink sink) {
        read(format, document, null, sink);
    }

    /**
     * The same, told what the document came with says of its characters. A byte order mark is believed first, then what is
     * told, then XML's own declaration (RFC 7303 §3); JSON is in UTF-8, or UTF-16 or UTF-32, which its first bytes show
     * (RFC 8259 §11: nothing can be told of it).
     */
    public static void read(DocumentFormat format, InputStream document, @Nullable Charset told, DocumentSink sink) {
        read(format, document, told, ReadingLimits.DEFAULT, sink);
    }

    /**
     * The same within limits.
     *
     * @throws DocumentTooLargeException when a part of it is too large to be held in memory
     */
    public static void read(
            DocumentFormat format,
            InputStream document,
            @Nullable Charset told,
            ReadingLimits limits,
            DocumentSink sink) {
        switch (format) {
            case JSON -> DocumentReader.read(document, limits, sink);
            case XML -> XmlDocumentReader.read(document, told, sink);
        }
    }

    /** Writes an EPCISQueryDocument of kept events, identifiers as sent, in UTF-8; the stream stays open. */
    public static void write(
            DocumentFormat format, String queryName, List<KeptEvent> events, Instant creationDate, OutputStream out) {
        write(format, queryName, events, creationDate, Representation.AS_SENT, out);
    }

    /** Writes an EPCISQueryDocument of kept events as asked for, in UTF-8; the stream stays open. */
    public static void write(
            DocumentFormat format,
            String queryName,
            List<KeptEvent> events,
            Instant creationDate,
            Representation asked,
            OutputStream out) {
        switch (format) {
            case JSON -> JsonEvents.write(queryName, events, creationDate, asked, out);
            case XML -> XmlEvents.write(queryName, events, creationDate, asked, out);
        }
    }
}
