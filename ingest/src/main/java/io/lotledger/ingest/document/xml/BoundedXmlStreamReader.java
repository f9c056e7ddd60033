package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.ReadingLimits;
import java.io.InputStream;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.apache.commons.io.input.ProxyInputStream;

/** A stream of XML of which nothing is read in one go but what fits in memory: no name, comment or DOCTYPE is longer. */
final class BoundedXmlStreamReader extends ProxyInputStream {
    private long step;

    BoundedXmlStreamReader(InputStream document) {
        super(document);
    }

    /** The same reader, each of whose steps reads no more than one text may have. */
    XMLStreamReader each(XMLStreamReader xml) {
        return new StreamReaderDelegate(xml) {
            @Override
            public int next() throws XMLStreamException {
                step = 0;
                return super.next();
            }
        };
    }

    @Override
    protected void afterRead(int count) {
        if (count > 0) step += count;
        if (step > ReadingLimits.MOST_OF_TEXT) {
            throw new DocumentTooLargeException("A name, attribute, comment or DOCTYPE has more than "
                    + ReadingLimits.MOST_OF_TEXT + " bytes, the most that is read of one; leave it out or shorten it");
        }
    }
}
