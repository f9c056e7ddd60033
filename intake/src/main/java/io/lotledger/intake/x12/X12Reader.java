package io.lotledger.intake.x12;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamEvent;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.BufferOverflowException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads interchanges of ASC X12 into transaction sets. At most one set is in memory.
 *
 * <p>The envelopes are checked here and not by the parser, so that a fault of one set is reported with that set and the
 * sets after it are still read.
 */
public final class X12Reader {
    private static final int MOST_ELEMENTS = 100;
    private static final int MOST_COMPONENTS = 100;
    private static final EDIInputFactory FACTORY = factory();

    private final EDIStreamReader parser;
    private final EnvelopeReader envelope;
    private final List<String> elements = new ArrayList<>();
    private String tag = "";

    private X12Reader(EDIStreamReader parser, EnvelopeReader envelope) {
        this.parser = parser;
        this.envelope = envelope;
    }

    /**
     * Reads a document to its end. The listener may receive sets before the document proves unreadable.
     *
     * @throws UnreadableDocumentException when the document is not a sequence of complete interchanges
     * @throws io.lotledger.ingest.document.text.DocumentTooLargeException when one set is too large to hold in memory
     */
    public static void read(InputStream document, Charset charset, X12SetListener listener) {
        X12Bytes bytes = begun(document);
        try (EDIStreamReader parser = FACTORY.createEDIStreamReader(bytes, charset.name());
                EnvelopeReader envelope = new EnvelopeReader(listener)) {
            new X12Reader(parser, envelope).read();
        } catch (EDIStreamException e) {
            bytes.rethrow();
            throw e.getCause() instanceof CharacterCodingException ? miscoded(e, charset) : unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close an X12 document", e);
        }
    }

    private static X12Bytes begun(InputStream document) {
        try {
            return new X12Bytes(document);
        } catch (IOException e) {
            throw new UnreadableDocumentException(
                    "document", "x12-envelope", "the upload ended before the document did; send it again");
        }
    }

    private static EDIInputFactory factory() {
        EDIInputFactory factory = EDIInputFactory.newFactory();
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_STRUCTURE, false);
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_CODE_VALUES, false);
        return factory;
    }

    private void read() throws EDIStreamException {
        while (parser.hasNext()) {
            EDIStreamEvent event = parser.next();
            switch (event) {
                case START_SEGMENT -> {
                    tag = parser.getText();
                    elements.clear();
                }
                case ELEMENT_DATA -> element(parser.getText(), parser.getLocation());
                case END_SEGMENT -> segment();
                default -> {} // interchanges and composites are read from their segments and components
            }
        }
        envelope.end();
    }

    /** Of a repeated element, the first occurrence counts: no segment that is read here repeats one. */
    private void element(String text, Location at) {
        int number = at.getElementPosition();
        if (number > MOST_ELEMENTS || at.getComponentPosition() > MOST_COMPONENTS) {
            throw unreadable(
                    at,
                    "segment " + tag + " has more than " + MOST_ELEMENTS
                            + " data elements or components, more than any segment of X12; check the delimiters");
        }
        String value = text.stripTrailing();
        while (number > elements.size()) elements.add("");
        if (at.getElementOccurrence() <= 1 && at.getComponentPosition() <= 1) {
            elements.set(number - 1, value);
        } else if (at.getElementOccurrence() <= 1 && at.getComponentPosition() > 1) {
            elements.set(number - 1, elements.get(number - 1) + X12Segment.COMPONENT + value);
        }
    }

    private void segment() {
        if (tag.equals("ISA")) envelope.interchange(elements, delimiters());
        else envelope.segment(tag, elements);
    }

    private X12Delimiters delimiters() {
        return new X12Delimiters(
                delimiter(EDIStreamReader.Delimiters.DATA_ELEMENT),
                delimiter(EDIStreamReader.Delimiters.COMPONENT_ELEMENT),
                delimiter(EDIStreamReader.Delimiters.SEGMENT));
    }

    private char delimiter(String name) {
        return Objects.requireNonNull(parser.getDelimiters().get(name), name);
    }

    /** The parser holds one data element in memory, and refuses one that is longer than its buffer. */
    private static UnreadableDocumentException unreadable(EDIStreamException e) {
        String message = e.getCause() instanceof BufferOverflowException
                ? "a data element is too long; check that elements and segments end with the delimiters of ISA"
                : "this is not a complete X12 interchange (" + e.getMessage() + ")";
        return unreadable(e.getLocation(), message);
    }

    private static UnreadableDocumentException miscoded(EDIStreamException e, Charset charset) {
        return unreadable(
                e.getLocation(),
                "the document is not in the charset " + charset.name()
                        + "; name its own in the Content-Type, such as application/edi-x12; charset=windows-1252");
    }

    private static UnreadableDocumentException unreadable(@Nullable Location at, String message) {
        String place = at == null ? "document" : "line " + at.getLineNumber() + ", column " + at.getColumnNumber();
        return new UnreadableDocumentException(place, "x12-envelope", message);
    }
}
