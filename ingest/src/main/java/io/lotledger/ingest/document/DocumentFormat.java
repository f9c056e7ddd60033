package io.lotledger.ingest.document;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The two formats of EPCIS documents. Both are read into the same events, and what is kept is told in either. */
public enum DocumentFormat {
    /** JSON-LD, EPCIS 2.0. */
    JSON,
    /** XML: EPCIS 2.0, 1.2 and 1.1 in, 2.0 out. */
    XML;

    /** As long as a version ever is: a group that repeats without end would overflow the stack. */
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,9}");

    /**
     * Reads a document to its end. The sink may have been given events by the time it turns out to be unreadable.
     *
     * @throws UnreadableDocumentException when it is not well-formed, no EPCIS document, or its stream breaks
     */
    public void read(InputStream document, DocumentSink sink) {
        read(document, null, sink);
    }

    /**
     * The same, told what the document came with says of its characters. A byte order mark is believed first, then what is
     * told, then XML's own declaration (RFC 7303 §3); JSON is in UTF-8, or UTF-16 or UTF-32, which its first bytes show
     * (RFC 8259 §11: nothing can be told of it).
     */
    public void read(InputStream document, @Nullable Charset told, DocumentSink sink) {
        read(document, told, ReadingLimits.DEFAULT, sink);
    }

    /**
     * The same within limits.
     *
     * @throws DocumentTooLargeException when a part of it is too large to be held in memory
     */
    public void read(InputStream document, @Nullable Charset told, ReadingLimits limits, DocumentSink sink) {
        switch (this) {
            case JSON -> DocumentReader.read(document, limits, sink);
            case XML -> XmlDocumentReader.read(document, told, sink);
        }
    }

    /** Whether a document may say that it is of this version: {@code 2.0}, {@code 1.2}, {@code 2.0.0}. */
    static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Writes an EPCISQueryDocument of kept events, identifiers as sent, in UTF-8; the stream stays open. */
    public void write(String queryName, List<KeptEvent> events, Instant creationDate, OutputStream out) {
        write(queryName, events, creationDate, Representation.AS_SENT, out);
    }

    /** Writes an EPCISQueryDocument of kept events as asked for, in UTF-8; the stream stays open. */
    public void write(
            String queryName, List<KeptEvent> events, Instant creationDate, Representation asked, OutputStream out) {
        switch (this) {
            case JSON -> JsonEvents.write(queryName, events, creationDate, asked, out);
            case XML -> XmlEvents.write(queryName, events, creationDate, asked, out);
        }
    }
}
