package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNamespaces;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.SentMasterData;
import io.lotledger.ingest.document.json.MasterDataReader;
import io.lotledger.ingest.document.text.LargeTreePermits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads a VocabularyList in XML into the same elements as its JSON equivalent, with one element in memory at a time.
 */
final class XmlMasterDataReader {
    private final XMLStreamReader xml;
    private final DocumentSink sink;

    XmlMasterDataReader(XMLStreamReader xml, DocumentSink sink) {
        this.xml = xml;
        this.sink = sink;
    }

    /** Expects the reader on the list's start tag and leaves it on the end tag. */
    void vocabularies() throws XMLStreamException {
        for (int next = xml.next(); next != XMLStreamConstants.END_ELEMENT; next = xml.next()) {
            if (next == XMLStreamConstants.START_ELEMENT) {
                elements(MasterDataReader.vocabulary(xml.getAttributeValue(null, "type")));
            }
        }
    }

    private void elements(@Nullable String vocabulary) throws XMLStreamException {
        for (int next = xml.next(); next != XMLStreamConstants.END_ELEMENT; next = xml.next()) {
            if (next != XMLStreamConstants.START_ELEMENT) continue;
            if (xml.getLocalName().equals("VocabularyElement")) {
                LargeTreePermits permits = new LargeTreePermits();
                try {
                    element(new XmlTree(xml, new XmlNamespaces(), permits).read(true), vocabulary);
                } finally {
                    permits.release();
                }
            } else {
                elements(vocabulary); // VocabularyElementList, extension
            }
        }
    }

    private void element(XmlElement element, @Nullable String vocabulary) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (XmlElement part : element.unwrapped()) {
            if (part.name.equals("attribute")) attribute(attributes, part);
            else if (part.name.equals("children")) part.children.forEach(id -> add(attributes, "children", id));
        }
        String id = element.attributes.getOrDefault("id", "").strip();
        sink.masterData(new SentMasterData(element.place(), vocabulary, id.isEmpty() ? null : id, attributes));
    }

    private static void attribute(Map<String, List<String>> attributes, XmlElement attribute) {
        String name = attribute.attributes.get("id");
        if (name == null) return;
        attributes.computeIfAbsent(name, n -> new ArrayList<>());
        add(attributes, name, attribute);
    }

    /** Adds nested values under their innermost names, which is how they are looked up. */
    private static void add(Map<String, List<String>> attributes, String name, XmlElement value) {
        if (value.children.isEmpty()) {
            attributes.computeIfAbsent(name, n -> new ArrayList<>()).add(value.text());
        } else {
            value.children.forEach(child -> add(attributes, child.name, child));
        }
    }
}
