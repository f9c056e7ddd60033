package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.ReadingLimits;
import java.io.InputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.apache.commons.io.input.ProxyInputStream;

/** Limits the bytes that one step of the XML parser reads, so that every name, comment and DOCTYPE fits in memory. */
final class BoundedXmlStreamReader extends ProxyInputStream {
    private long stepBytes;

    BoundedXmlStreamReader(InputStream document) {
        super(document);
    }

    /** Wraps the reader so that each step starts a new count. */
    XMLStreamReader limitSteps(XMLStreamReader xml) {
        return new StreamReaderDelegate(xml) {
            @Override
            public int next() throws XMLStreamException {
                stepBytes = 0;
                return super.next();
            }
        };
    }

    @Override
    protected void afterRead(int count) {
        if (count > 0) stepBytes += count;
        if (stepBytes > ReadingLimits.MAX_TEXT) {
            throw new DocumentTooLargeException("A name, attribute, comment or DOCTYPE has more than "
                    + ReadingLimits.MAX_TEXT + " bytes, the limit for one; remove or shorten it");
        }
    }
}
