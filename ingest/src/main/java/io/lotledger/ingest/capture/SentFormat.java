package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.DocumentSink;
import java.util.Optional;

/**
 * The format of a captured document: one of EPCIS's own, or one whose reader makes EPCIS events of a partner's records.
 * Stateless and thread-safe; a check and a capture of one document read it separately.
 */
public interface SentFormat {
    /** EPCIS's own format; empty for a partner's format, whose violations name their places themselves. */
    Optional<DocumentFormat> epcis();

    /**
     * Reads a document completely and passes its contents to the sink in document order. The sink may receive events
     * before the document proves unreadable.
     *
     * @throws io.lotledger.ingest.document.text.UnreadableDocumentException when the document as a whole is not in this
     *     format, with all reasons
     * @throws io.lotledger.ingest.document.text.DocumentTooLargeException when one part is too large to hold in memory
     */
    void read(DocumentBody document, DocumentSink sink);

    /**
     * A value of an event as the sender's own document writes it, such as the name of a unit for its code.
     *
     * @param member name of the event's member that has the value, such as {@code uom}
     */
    default String written(String member, String value) {
        return value;
    }

    /** The format of an EPCIS document. */
    static SentFormat of(DocumentFormat format) {
        return new SentFormat() {
            @Override
            public Optional<DocumentFormat> epcis() {
                return Optional.of(format);
            }

            @Override
            public void read(DocumentBody document, DocumentSink sink) {
                EpcisDocuments.read(format, document.bytes(), document.charset(), document.limits(), sink);
            }
        };
    }
}
