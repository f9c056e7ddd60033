package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.ReadingLimits;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;

/** Limits the bytes that one step of the XML parser reads, so that every name, comment and DOCTYPE fits in memory. */
final class BoundedXmlStreamReader extends FilterInputStream {
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
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) count(1);
        return next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        int count = super.read(to, offset, length);
        if (count > 0) count(count);
        return count;
    }

    private void count(int bytes) {
        stepBytes += bytes;
        if (stepBytes > ReadingLimits.MAX_TEXT) {
            throw new DocumentTooLargeException("A name, attribute, comment or DOCTYPE has more than "
                    + ReadingLimits.MAX_TEXT + " bytes, the limit for one; remove or shorten it");
        }
    }
}
