package io.lotledger.ingest.document;

import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.EventsWriter;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.QueryDocument;
import io.lotledger.ingest.document.event.QueryDocumentWriter;
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
     * Reads a document completely. The sink may receive events before the document proves unreadable.
     *
     * @throws UnreadableDocumentException when the document is not well-formed, is not an EPCIS document, or its stream
     *     breaks
     */
    public static void read(DocumentFormat format, InputStream document, DocumentSink sink) {
        read(format, document, null, sink);
    }

    /**
     * Reads a document with the charset that its request names. For XML, the precedence is: byte order mark, named
     * charset, XML declaration (RFC 7303 §3). JSON is in UTF-8, UTF-16 or UTF-32, detected from its first bytes; a
     * named charset has no meaning there (RFC 8259 §11).
     */
    public static void read(DocumentFormat format, InputStream document, @Nullable Charset charset, DocumentSink sink) {
        read(format, document, charset, ReadingLimits.DEFAULT, sink);
    }

    /**
     * Reads a document within limits.
     *
     * @throws DocumentTooLargeException when one part is too large to hold in memory
     */
    public static void read(
            DocumentFormat format,
            InputStream document,
            @Nullable Charset charset,
            ReadingLimits limits,
            DocumentSink sink) {
        switch (format) {
            case JSON -> DocumentReader.read(document, limits, sink);
            case XML -> XmlDocumentReader.read(document, charset, sink);
        }
    }

    /** Writes an EPCISQueryDocument of stored events, with identifiers as sent, in UTF-8. The stream stays open. */
    public static void write(
            DocumentFormat format, String queryName, List<KeptEvent> events, Instant creationDate, OutputStream out) {
        write(format, queryName, events, creationDate, Representation.AS_SENT, out);
    }

    /**
     * Writes an EPCISQueryDocument of stored events in the requested representation, in UTF-8. The stream stays open.
     */
    public static void write(
            DocumentFormat format,
            String queryName,
            List<KeptEvent> events,
            Instant creationDate,
            Representation representation,
            OutputStream out) {
        QueryDocumentWriter writer = writer(format, new QueryDocument(queryName, creationDate), representation, out);
        events.forEach(writer::add);
        writer.complete();
    }

    /**
     * A writer of an EPCISQueryDocument, in UTF-8, with a bounded number of events in memory. The stream stays open.
     * Call {@link
     * QueryDocumentWriter#complete} after the last event, and not after an exception: it completes the document.
     */
    public static QueryDocumentWriter writer(
            DocumentFormat format, QueryDocument document, Representation representation, OutputStream out) {
        EventsWriter events = switch (format) {
            case JSON -> JsonEvents.writer(document, out);
            case XML -> XmlEvents.writer(document, representation.words(), out);
        };
        return new BatchingWriter(events, representation, format);
    }
}
