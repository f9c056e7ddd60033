package io.lotledger.ingest.document.xml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.context.XmlNamespaces;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import java.io.BufferedInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/**
 * Reads an EPCISDocument, an EPCISQueryDocument or a bare event in XML (EPCIS 2.0, 1.2 or 1.1), with one event in
 * memory at a time. A DOCTYPE is skipped, no entity is expanded, and nothing is fetched.
 */
public final class XmlDocumentReader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_ATTRIBUTES = 1_000;
    private static final int MAX_IGNORED = 1_000;
    private static final int MAX_TEXT_SHOWN = 100;
    private static final Set<String> EVENT_TYPES =
            Set.of("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent");
    private static final Set<String> NAMESPACES = new TreeSet<>(Set.of(
            "urn:epcglobal:epcis:xsd:1",
            "urn:epcglobal:epcis:xsd:2",
            "urn:epcglobal:epcis-query:xsd:1",
            "urn:epcglobal:epcis-query:xsd:2"));

    /** Attributes of a document, which a bare event may have as it is one. */
    private static final Set<String> ABOUT_THE_DOCUMENT = Set.of("schemaVersion", "creationDate");

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private final DocumentSink sink;
    private final LargeTreePermits permits = new LargeTreePermits();
    private final List<Violation> violations = new ArrayList<>();
    private Set<String> ignoredInHash = Set.of();
    private boolean bodySeen;
    private boolean eventListSeen;
    private boolean queryNameSeen;
    private boolean masterDataSeen;
    private boolean quantityEventSeen;
    private int events;

    private XmlDocumentReader(XMLStreamReader xml, DocumentSink sink) {
        this.xml = xml;
        this.sink = sink;
    }

    /** Reads a document as {@link EpcisDocuments#read} does. */
    public static void read(InputStream document, @Nullable Charset charset, DocumentSink sink) {
        try {
            BoundedXmlStreamReader bounded = new BoundedXmlStreamReader(document);
            XMLStreamReader xml = bounded.limitSteps(open(bounded, charset));
            try {
                new XmlDocumentReader(xml, sink).document();
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            throw malformed(e);
        }
    }

    private static XMLStreamReader open(InputStream document, @Nullable Charset charset) throws XMLStreamException {
        if (charset == null) return FACTORY.createXMLStreamReader(document);
        BufferedInputStream marked = new BufferedInputStream(document);
        if (beginsWithByteOrderMark(marked)) return FACTORY.createXMLStreamReader(marked);
        return FACTORY.createXMLStreamReader(
                new InputStreamReader(marked, charset.newDecoder())); // the decoder rejects invalid bytes
    }

    private static boolean beginsWithByteOrderMark(BufferedInputStream document) throws XMLStreamException {
        try {
            document.mark(3);
            int first = document.read() << 8 | document.read();
            boolean marked = first == 0xFEFF || first == 0xFFFE || (first == 0xEFBB && document.read() == 0xBF);
            document.reset();
            return marked;
        } catch (IOException e) {
            throw new XMLStreamException(e);
        }
    }

    private static XMLInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MAX_DEPTH);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MAX_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, 2 * ReadingLimits.MAX_TEXT);
        return factory;
    }

    private static UnreadableDocumentException malformed(XMLStreamException e) {
        if (e.getNestedException() instanceof CharacterCodingException) {
            return new UnreadableDocumentException(
                    "$", "well-formed", "the bytes are not in the charset that the Content-Type names");
        }
        boolean broken =
                e.getNestedException() instanceof IOException cause && !(cause instanceof CharConversionException);
        if (broken) {
            return new UnreadableDocumentException(
                    "$", "well-formed", "the upload ended before the document did; send it again");
        }
        String message =
                String.valueOf(e.getMessage()).replaceAll("\\s+at \\[row.*", "").replaceAll("\\s+", " ");
        Location at = e.getLocation();
        return new UnreadableDocumentException(at == null ? "$" : place(at), "well-formed", message.strip());
    }

    private void document() throws XMLStreamException {
        while (xml.next() != XMLStreamConstants.START_ELEMENT) {
            // declaration, comments, DOCTYPE
        }
        String root = xml.getLocalName();
        String namespace = namespace();
        if (EVENT_TYPES.contains(root) || root.equals(QuantityEvents.NAME)) {
            event(true);
        } else if (root.equals("EPCISDocument") || root.equals("EPCISQueryDocument")) {
            if (!NAMESPACES.contains(namespace)) {
                violate("document", root + " must be in one of the namespaces " + NAMESPACES, namespace);
            }
            envelope(root);
        } else {
            violate(
                    "document",
                    "the root element must be EPCISDocument, EPCISQueryDocument or an event ("
                            + new TreeSet<>(EVENT_TYPES) + ")",
                    root);
        }
        if (!violations.isEmpty()) throw new UnreadableDocumentException(violations);
        while (xml.hasNext()) xml.next();
    }

    private String namespace() {
        String namespace = xml.getNamespaceURI();
        return namespace == null ? "" : namespace;
    }

    private void violate(String rule, String message, @Nullable String value) {
        violate(new Violation(place(xml.getLocation()), rule, message, value));
    }

    private void violate(Violation violation) {
        violations.add(violation);
        if (violations.size() == ReadingLimits.MAX_VIOLATIONS) throw new UnreadableDocumentException(violations);
    }

    private void note(String rule, String message, @Nullable String value) {
        sink.note(new Violation(place(xml.getLocation()), rule, message, value));
    }

    static String place(Location at) {
        return "line " + at.getLineNumber() + ", column " + at.getColumnNumber();
    }

    private void envelope(String root) throws XMLStreamException {
        boolean query = root.equals("EPCISQueryDocument");
        String version = xml.getAttributeValue(null, "schemaVersion");
        if (version == null) violate("required", root + " must have a schemaVersion, such as 2.0", null);
        else if (!DocumentFormat.isVersion(version.strip()))
            violate("document", "schemaVersion must be a version such as 2.0", version);
        else if (!DocumentFormat.isKnownVersion(version.strip()))
            note("schemaVersion", DocumentFormat.UNKNOWN_VERSION, version);
        String date = xml.getAttributeValue(null, "creationDate");
        if (date == null)
            violate("required", root + " must have a creationDate, such as 2026-04-17T11:26:42-04:00", null);
        else if (Times.parseInUtc(date) == null) {
            violate(
                    "document",
                    "creationDate must be a date and time with an offset, such as 2026-04-17T11:26:42-04:00",
                    date);
        } else if (Times.parse(date) == null) {
            note("time", "creationDate has no offset; it is read as UTC", date);
        }
        Instant created = date == null ? null : Times.parseInUtc(date);
        if (created != null) sink.created(created);
        String place = place(xml.getLocation());
        eachChild(name -> {
            switch (name) {
                case "EPCISHeader" -> masterData();
                case "EPCISBody" -> {
                    if (bodySeen) violate("document", "EPCISBody occurs twice; remove one", null);
                    bodySeen = true;
                    body();
                }
                case "ignoreFields" -> ignoredFields();
                case "extension" -> {
                    note("not-read", "what the extension of a document holds is not read; only its events are", null);
                    skip();
                }
                default -> unknown(root, "EPCISHeader and EPCISBody");
            }
        });
        if (!bodySeen) violations.add(new Violation(place, "required", root + " must have an EPCISBody", null));
        else if (!eventListSeen && (query || !masterDataSeen)) {
            violations.add(new Violation(
                    place, "required", root + " must have an EventList in its EPCISBody; it may be empty", null));
        }
        if (bodySeen && query && !queryNameSeen) {
            violations.add(new Violation(place, "required", "QueryResults must have a queryName", null));
        }
    }

    /**
     * The hash's reference implementation lets a document list fields that repositories added: {@code …:ignoreFields}.
     */
    private void ignoredFields() throws XMLStreamException {
        Set<String> ignored = new TreeSet<>(ignoredInHash);
        for (int next = xml.next(); next != XMLStreamConstants.END_ELEMENT; next = xml.next()) {
            if (next != XMLStreamConstants.START_ELEMENT) continue;
            ignored.add(namespace() + xml.getLocalName());
            if (ignored.size() > MAX_IGNORED)
                throw new DocumentTooLargeException("ignoreFields names more than " + MAX_IGNORED + " fields");
            skip();
        }
        ignoredInHash = ignored;
    }

    private void body() throws XMLStreamException {
        eachChild(name -> {
            switch (name) {
                case "EventList" -> eventList();
                case "QueryResults", "resultsBody", "extension" -> body();
                case "queryName" -> {
                    queryNameSeen = true;
                    skip();
                }
                case "VocabularyList" -> {
                    eventListSeen = true; // a response to a master data query
                    new XmlMasterDataReader(xml, sink, this::violate).vocabularies();
                }
                case "subscriptionID" -> skip();
                default -> unknown("EPCISBody", "an EventList, which holds the events");
            }
        });
    }

    /** EPCIS 1.2 wraps its newer event types in {@code extension}. */
    private void eventList() throws XMLStreamException {
        eventListSeen = true;
        eachChild(name -> {
            if (name.equals("extension")) eventList();
            else event(false);
        });
    }

    private void event(boolean bare) throws XMLStreamException {
        XmlNamespaces namespaces = new XmlNamespaces();
        try {
            XmlElement event = new XmlTree(xml, namespaces, permits).read(bare);
            if (bare) event.attributes.keySet().removeAll(ABOUT_THE_DOCUMENT);
            List<Violation> faults = isKnown(event.name) ? XmlShape.faults(event) : List.of();
            if (event.name.equals(QuantityEvents.NAME)) {
                if (!quantityEventSeen) note("type", QuantityEvents.NOTE, event.name);
                quantityEventSeen = true;
                event = QuantityEvents.asObjectEvent(event);
            }
            sink.event(new SentEvent(
                    events++,
                    event.place(),
                    XmlEventReader.read(event),
                    namespaces.context(),
                    ignoredInHash,
                    DocumentFormat.XML,
                    bare,
                    new XmlViolationLocator(event),
                    faults));
        } finally {
            permits.release();
        }
    }

    /** Nobody knows the shape of an event without a type, which the rules refuse. */
    private static boolean isKnown(String type) {
        return type.indexOf(':') > 0 || EVENT_TYPES.contains(type) || type.equals(QuantityEvents.NAME);
    }

    private void masterData() throws XMLStreamException {
        eachChild(name -> {
            switch (name) {
                case "VocabularyList" -> {
                    masterDataSeen = true;
                    new XmlMasterDataReader(xml, sink, this::violate).vocabularies();
                }
                case "extension", "EPCISMasterData" -> masterData();
                default -> unknown("EPCISHeader", "EPCISMasterData, which holds a VocabularyList");
            }
        });
    }

    /** An element of a foreign namespace is an extension. */
    private void unknown(String parent, String content) throws XMLStreamException {
        if (namespace().isEmpty())
            violate("document", parent + " has " + content + "; this element is none of its own", xml.getLocalName());
        skip();
    }

    private void skip() throws XMLStreamException {
        skip(xml);
    }

    /** From the start tag of an element to its end tag. */
    static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int next = xml.next();
            if (next == XMLStreamConstants.START_ELEMENT) depth++;
            else if (next == XMLStreamConstants.END_ELEMENT) depth--;
        }
    }

    private interface Child {
        void at(String name) throws XMLStreamException;
    }

    /**
     * Visits the children of the current element, with the reader on each start tag; the visitor reads the child to its
     * end.
     */
    private void eachChild(Child child) throws XMLStreamException {
        String parent = xml.getLocalName();
        boolean hasText = false;
        for (int next = xml.next(); next != XMLStreamConstants.END_ELEMENT; next = xml.next()) {
            if (next == XMLStreamConstants.START_ELEMENT) child.at(xml.getLocalName());
            else if (isText(next) && !xml.isWhiteSpace() && !hasText) {
                hasText = true;
                String text = xml.getText().strip();
                String message = "'" + parent
                        + "' has elements, and no text beside them; put what it says into an event," + " or remove it";
                violate("document", message, text.substring(0, Math.min(text.length(), MAX_TEXT_SHOWN)));
            }
        }
    }

    private static boolean isText(int next) {
        return next == XMLStreamConstants.CHARACTERS || next == XMLStreamConstants.CDATA;
    }
}
