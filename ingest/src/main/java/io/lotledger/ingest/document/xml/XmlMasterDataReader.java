package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNamespaces;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.NestedAttributes;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.json.MasterDataReader;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.Extensions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a VocabularyList in XML into the same elements as its JSON equivalent, with one element in memory at a time.
 */
final class XmlMasterDataReader {
    private static final Set<String> OF_XML = Set.of("id", "value");
    private static final Set<String> WRAPPERS = Set.of("VocabularyElementList", "extension");

    private final XMLStreamReader xml;
    private final DocumentSink sink;
    private final Consumer<Violation> faults;

    /** @param faults takes what makes the list none of EPCIS: a fault of the document */
    XmlMasterDataReader(XMLStreamReader xml, DocumentSink sink, Consumer<Violation> faults) {
        this.xml = xml;
        this.sink = sink;
        this.faults = faults;
    }

    /** Expects the reader on the list's start tag and leaves it on the end tag. */
    void vocabularies() throws XMLStreamException {
        for (int next = xml.next(); next != XMLStreamConstants.END_ELEMENT; next = xml.next()) {
            if (next != XMLStreamConstants.START_ELEMENT) continue;
            @Nullable String type = MasterDataReader.vocabulary(xml.getAttributeValue(null, "type"));
            if (type == null)
                faults.accept(fault(XmlDocumentReader.place(xml.getLocation()), MasterDataReader.NO_TYPE));
            elements(type);
        }
    }

    private void elements(@Nullable String vocabulary) throws XMLStreamException {
        for (int next = xml.next(); next != XMLStreamConstants.END_ELEMENT; next = xml.next()) {
            if (next != XMLStreamConstants.START_ELEMENT) continue;
            if (xml.getLocalName().equals("VocabularyElement")) {
                LargeTreePermits permits = new LargeTreePermits();
                try {
                    XmlNamespaces namespaces = new XmlNamespaces();
                    XmlElement element = new XmlTree(xml, namespaces, permits).read(true);
                    String id = element.attributes.getOrDefault("id", "").strip();
                    if (id.isEmpty()) faults.accept(fault(element.place(), MasterDataReader.NO_ID));
                    else if (vocabulary != null) // otherwise the document is refused
                    sink.masterData(element(element, vocabulary, id).expanded(namespaces.context()));
                } finally {
                    permits.release();
                }
            } else if (WRAPPERS.contains(xml.getLocalName())) {
                elements(vocabulary);
            } else {
                unknown(vocabulary);
            }
        }
    }

    private void unknown(@Nullable String vocabulary) throws XMLStreamException {
        String place = XmlDocumentReader.place(xml.getLocation());
        String name = xml.getLocalName();
        if (xml.getNamespaceURI() == null || xml.getNamespaceURI().isEmpty())
            sink.masterData(new SentMasterData(
                    place,
                    vocabulary,
                    null,
                    Map.of(),
                    List.of(fault(place, "a Vocabulary has VocabularyElements, and no '" + name + "'"))));
        XmlDocumentReader.skip(xml);
    }

    private static SentMasterData element(XmlElement element, String vocabulary, String id) {
        NestedAttributes attributes = new NestedAttributes();
        List<Violation> faults = new ArrayList<>();
        for (XmlElement part : element.unwrapped()) {
            if (part.name.equals("attribute")) attribute(attributes, part, faults);
            else if (part.name.equals(SentMasterData.CHILDREN)) {
                attributes.name(SentMasterData.CHILDREN);
                part.children.forEach(child -> add(attributes, SentMasterData.CHILDREN, child));
            } else if (part.isStandard())
                faults.add(fault(
                        part.place(),
                        "a VocabularyElement has the elements attribute and children, and no '" + part.name + "'"));
        }
        return new SentMasterData(element.place(), vocabulary, id, attributes.values(), faults);
    }

    private static void attribute(NestedAttributes attributes, XmlElement attribute, List<Violation> faults) {
        String name = attribute.attributes.get("id");
        if (name == null) {
            faults.add(fault(
                    attribute.place(),
                    "an attribute has its name in the XML attribute 'id', such as urn:epcglobal:cbv:mda#name"));
            return;
        }
        if (attribute.attributes.containsKey("value"))
            faults.add(fault(attribute.place(), "an attribute has its value between its tags"));
        attributes.name(name);
        add(attributes, name, attribute);
    }

    private static Violation fault(String place, String message) {
        return new Violation(place, "masterData", message, null);
    }

    private static void add(NestedAttributes attributes, String path, XmlElement value) {
        Map<String, String> members = new LinkedHashMap<>(value.attributes);
        members.keySet().removeIf(name -> OF_XML.contains(name) || name.startsWith("xsi:"));
        String language = members.keySet().stream()
                .filter(name -> NestedAttributes.isLanguage(Extensions.localName(name)))
                .findFirst()
                .orElse(null);
        if (value.children.isEmpty() && members.isEmpty()) {
            attributes.value(path, value.text());
        } else if (value.children.isEmpty() && language != null && members.size() == 1) {
            attributes.value(NestedAttributes.inLanguage(path, members.getOrDefault(language, "")), value.text());
        } else {
            String at = attributes.object(path);
            if (value.children.isEmpty())
                attributes.value(NestedAttributes.member(at, NestedAttributes.VALUE), value.text());
            members.forEach((name, text) -> attributes.value(NestedAttributes.member(at, name), text));
            value.children.forEach(child -> add(attributes, NestedAttributes.member(at, child.name), child));
        }
    }
}
