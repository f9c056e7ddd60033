package io.lotledger.ingest.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.Corpus;
import io.lotledger.ingest.capture.rules.EventRules;
import io.lotledger.ingest.document.Collected;
import io.lotledger.ingest.document.EpcisDocuments;
import io.lotledger.ingest.document.event.BareEvent;
import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.document.event.SentEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import javax.xml.crypto.OctetStreamData;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.TransformService;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Events sent as XML are written as the same XML, compared as exclusive canonical XML (W3C), which ignores attribute
 * order and the place of prefix declarations. Both sides are first normalised where EPCIS sees no difference:
 * <ul>
 * <li>white space around values, comments and processing instructions are ignored;
 * <li>{@code recordTime} is the repository's, and a missing {@code eventID} is assigned;
 * <li>{@code schemaVersion} and {@code creationDate} of a bare event belong to a document;
 * <li>{@code extension} and {@code baseExtension} are EPCIS 1.x's wrappers of later additions;
 * <li>children are sorted by name, and those with one name keep their order (ADR 8);
 * <li>event elements in EPCIS's namespace equal those without a namespace;
 * <li>an empty list and an empty text are equal in XML; {@code xsi:nil} is an absent value;
 * <li>numbers of standard fields are compared as numbers ({@code +5} is 5, and {@code 1} is true);
 * <li>CBV's master data namespace lacks the colon that JSON-LD appends;
 * <li>a prefixed word is its expanded URI, except for a measurement type;
 * <li>a measurement type without a prefix is GS1's.
 * </ul>
 */
class CanonicalXmlTest {
    private static final Set<String> EVENTS =
            Set.of("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent");
    private static final Set<String> NUMBERS =
            Set.of("value", "minValue", "maxValue", "meanValue", "sDev", "percRank", "percValue");
    private static final Set<String> WORDS = Set.of("bizStep", "disposition", "set", "unset", "reason");
    /** Senders use these prefixes undeclared, because GS1's JSON context defines them. */
    private static final Map<String, String> GS1 =
            Map.of("gs1", "https://gs1.org/voc/", "cbv", "https://ref.gs1.org/cbv/");

    private static final String EPCIS = "urn:epcglobal:epcis:xsd:";
    private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private final EventRules rules = new EventRules(Clock.systemUTC());

    @Test
    void xmlEventRoundTripsAsTheSameXml() throws Exception {
        SoftAssertions all = new SoftAssertions();
        int compared = 0;
        for (Path file : documents()) {
            // the prefix of a value is declared only elsewhere in the event, so the value is not valid XML there
            if (file.endsWith("1.2/EPCIS/XML/Capture/Documents/AssociationEvent_all_possible_fields.xml")) continue;
            compared += compare(all, file.toString(), Files.readAllBytes(file));
        }
        all.assertThat(compared).isGreaterThan(100);
        all.assertAll();
    }

    @Test
    void anEventOfEachTypeGoesOutAsTheSameXml() throws Exception {
        SoftAssertions all = new SoftAssertions();
        assertThat(compare(all, "five-events.xml", ownDocument())).isEqualTo(5);
        all.assertAll();
    }

    @Test
    void anEventOfEachTypeInTheWrappersOfVersion1IsTheSameEvent() throws Exception {
        Document wrapped = parsed(ownDocument());
        events(wrapped).forEach(CanonicalXmlTest::wrap);

        assertThat(prehashes(read(serialized(wrapped)))).hasSize(5).isEqualTo(prehashes(read(ownDocument())));
    }

    /** @return how many events were compared */
    private int compare(SoftAssertions all, String name, byte[] document) throws Exception {
        List<SentEvent> sent = read(document);
        List<Element> original = events(parsed(document));
        assertThat(original).as(name).hasSameSizeAs(sent);
        int compared = 0;
        for (int i = 0; i < sent.size(); i++) {
            if (!rules.review(sent.get(i)).isAccepted()) continue;
            compared++;
            Element again = events(parsed(written(sent.get(i)))).get(0);
            all.assertThat(canonical(again)).as(name + " " + sent.get(i).path()).isEqualTo(canonical(original.get(i)));
        }
        return compared;
    }

    private static byte[] ownDocument() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(CanonicalXmlTest.class.getResourceAsStream("/documents/five-events.xml"))) {
            return in.readAllBytes();
        }
    }

    private static List<String> prehashes(List<SentEvent> events) {
        return events.stream().map(event -> event.contentHash().prehash()).toList();
    }

    /** EPCIS 1.2 has the same events in other wrappers; both forms give one value. */
    @Test
    void eventInVersion1WrappersIsTheSameEvent() throws Exception {
        SoftAssertions all = new SoftAssertions();
        int compared = 0;
        for (Path file : documents()) {
            byte[] document = Files.readAllBytes(file);
            String text = new String(document, StandardCharsets.UTF_8);
            if (!text.contains(EPCIS + "2") && !text.contains("epcis-query:xsd:2")) continue;
            List<SentEvent> sent = read(document);
            Document wrapped = parsed(document);
            events(wrapped).forEach(CanonicalXmlTest::wrap);
            List<SentEvent> again = read(serialized(wrapped));
            all.assertThat(prehashes(again)).as(file.toString()).isEqualTo(prehashes(sent));
            compared += sent.size();
        }
        all.assertThat(compared).isGreaterThan(50);
        all.assertAll();
    }

    private static List<Path> documents() {
        List<Path> files = new ArrayList<>(Corpus.files("epcis/gs1-examples/xml", ".xml"));
        files.addAll(Corpus.files("epcis/gs1-examples/xml-1.2", ".xml"));
        files.addAll(Corpus.files("epcis/openepcis/2.0/EPCIS/XML/Capture", ".xml"));
        files.addAll(Corpus.files("epcis/openepcis/1.2/EPCIS/XML/Capture", ".xml"));
        files.addAll(Corpus.files("epcis/hash-vectors", ".xml"));
        files.removeIf(file -> file.toString().contains("CaptureJob") // responses, not documents
                || file.endsWith("epcisXmlQueryDocHavingEventWithIgnoreFields.xml")); // not a document: it has no body
        return files;
    }

    /** Wraps fields that EPCIS 1.2 §9.5 lacks in extension, and the event's id and declaration in baseExtension. */
    private static void wrap(Element event) {
        Document document = event.getOwnerDocument();
        boolean object = !event.getLocalName().equals("TransformationEvent");
        Element base = document.createElement("baseExtension");
        Element extension = document.createElement("extension");
        for (Element child : children(event)) {
            String name = Objects.requireNonNull(child.getLocalName());
            if (child.getNamespaceURI() != null) continue;
            if (Set.of("eventID", "errorDeclaration").contains(name)) base.appendChild(child);
            else if (object
                    && Set.of(
                                    "quantityList",
                                    "childQuantityList",
                                    "sourceList",
                                    "destinationList",
                                    "ilmd",
                                    "sensorElementList")
                            .contains(name)) extension.appendChild(child);
        }
        if (base.hasChildNodes()) event.insertBefore(base, event.getFirstChild());
        if (extension.hasChildNodes()) event.appendChild(extension);
        if (!object) {
            Element outer = document.createElement("extension");
            event.getParentNode().replaceChild(outer, event);
            outer.appendChild(event);
        }
    }

    private static List<SentEvent> read(byte[] document) {
        Collected read = new Collected();
        EpcisDocuments.read(DocumentFormat.XML, new ByteArrayInputStream(document), read);
        return read.events;
    }

    private static byte[] written(SentEvent event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        KeptEvent kept = new KeptEvent(BareEvent.of(event, "urn:uuid:1"), Instant.EPOCH);
        EpcisDocuments.write(DocumentFormat.XML, "SimpleEventQuery", List.of(kept), Instant.EPOCH, out);
        return out.toByteArray();
    }

    private static Document parsed(byte[] document) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        factory.setCoalescing(true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(document));
    }

    private static List<Element> events(Document document) {
        List<Element> events = new ArrayList<>();
        collect(document.getDocumentElement(), events);
        return events;
    }

    private static void collect(Element element, List<Element> events) {
        if (EVENTS.contains(element.getLocalName())) events.add(element);
        else children(element).forEach(child -> collect(child, events));
    }

    private static List<Element> children(Element element) {
        return IntStream.range(0, element.getChildNodes().getLength())
                .mapToObj(element.getChildNodes()::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }

    private static String canonical(Element event) throws Exception {
        Document document = DocumentBuilderFactory.newDefaultNSInstance()
                .newDocumentBuilder()
                .newDocument();
        Element normalised = normalised(event, document);
        for (Element child : children(normalised)) {
            String name = child.getNodeName();
            if (name.equals("recordTime") || name.equals("eventID")) normalised.removeChild(child);
        }
        document.appendChild(normalised);
        TransformService c14n = TransformService.getInstance(CanonicalizationMethod.EXCLUSIVE, "DOM");
        c14n.init((TransformParameterSpec) null);
        OctetStreamData data = (OctetStreamData)
                c14n.transform(new OctetStreamData(new ByteArrayInputStream(serialized(document))), null);
        try (InputStream canonical = data.getOctetStream()) {
            return new String(canonical.readAllBytes(), StandardCharsets.UTF_8).replace("><", ">\n<");
        }
    }

    private static byte[] serialized(Document document) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TransformerFactory.newDefaultInstance()
                .newTransformer()
                .transform(new DOMSource(document), new StreamResult(out));
        return out.toByteArray();
    }

    /** The element in normalised form. */
    private static Element normalised(Element element, Document to) {
        String namespace = "urn:epcglobal:cbv:mda:".equals(element.getNamespaceURI())
                ? "urn:epcglobal:cbv:mda"
                : element.getNamespaceURI();
        boolean standard = namespace == null || namespace.startsWith(EPCIS);
        Element copy = standard
                ? to.createElementNS(null, element.getLocalName())
                : to.createElementNS(namespace, "n:" + element.getLocalName());
        for (int i = 0; i < element.getAttributes().getLength(); i++)
            attribute((Attr) element.getAttributes().item(i), copy);
        List<Element> children = new ArrayList<>(unwrapped(element));
        children.sort(Comparator.comparing(CanonicalXmlTest::name)); // stable: a list's elements have one name
        for (Element child : children) {
            if (!"true".equals(child.getAttributeNS(XSI, "nil"))) copy.appendChild(normalised(child, to));
        }
        if (children.isEmpty()) {
            String text = element.getTextContent().strip();
            if (standard && element.getLocalName().equals("quantity")) text = number(text);
            if (standard && WORDS.contains(element.getLocalName())) text = expanded(text, element);
            copy.setTextContent(text);
        }
        return copy;
    }

    private static String name(Element element) {
        return Map.entry(String.valueOf(element.getNamespaceURI()), String.valueOf(element.getLocalName()))
                .toString();
    }

    private static List<Element> unwrapped(Element element) {
        List<Element> all = new ArrayList<>();
        for (Element child : children(element)) {
            boolean wrapper = child.getNamespaceURI() == null
                    && Set.of("extension", "baseExtension").contains(child.getLocalName());
            if (wrapper) all.addAll(unwrapped(child));
            else all.add(child);
        }
        return all;
    }

    private static void attribute(Attr attribute, Element copy) {
        if ("http://www.w3.org/2000/xmlns/".equals(attribute.getNamespaceURI())) return;
        if (Set.of("schemaVersion", "creationDate").contains(attribute.getName())) return;
        boolean own = attribute.getNamespaceURI() != null
                && !attribute.getNamespaceURI().startsWith(EPCIS);
        String name = Objects.requireNonNull(attribute.getLocalName());
        String value = attribute.getValue().strip();
        boolean report = copy.getNodeName().equals("sensorReport");
        if (!own && (name.equals("component") || name.equals("exception") || (name.equals("type") && !report)))
            value = expanded(value, attribute.getOwnerElement());
        if (report && !own) {
            if (NUMBERS.contains(name)) value = number(value);
            if (name.equals("booleanValue")) value = value.equals("1") || value.equals("true") ? "true" : "false";
            if (name.equals("type") && value.indexOf(':') < 0) value = "gs1:" + value;
        }
        if (own) copy.setAttributeNS(attribute.getNamespaceURI(), "a:" + name, value);
        else copy.setAttributeNS(null, name, value);
    }

    private static String expanded(String value, Element at) {
        int colon = value.indexOf(':');
        if (colon < 0) return value;
        String prefix = value.substring(0, colon);
        String declared = at.lookupNamespaceURI(prefix);
        String namespace = declared != null ? declared : GS1.get(prefix);
        return namespace == null ? value : namespace + value.substring(colon + 1);
    }

    private static String number(String text) {
        return new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
}
