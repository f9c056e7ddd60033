package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNamespaces;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.ReadingLimits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads one element with its content, up to a size that legitimate events do not reach. */
final class XmlTree {
    private final XMLStreamReader xml;
    private final XmlNamespaces namespaces;
    private final LargeTreePermits permits;
    private int size;
    private boolean isEscaped;

    /** @param permits released by the caller when the element is no longer in memory */
    XmlTree(XMLStreamReader xml, XmlNamespaces namespaces, LargeTreePermits permits) {
        this.xml = xml;
        this.namespaces = namespaces;
        this.permits = permits;
    }

    /** @param bare whether only the local name counts, because a bare event's own name may be in EPCIS's namespace */
    XmlElement read(boolean bare) throws XMLStreamException {
        return element(bare ? xml.getLocalName() : name());
    }

    private String name() {
        return namespaces.name(orEmpty(xml.getPrefix()), orEmpty(xml.getNamespaceURI()), xml.getLocalName());
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }

    private XmlElement element(String name) throws XMLStreamException {
        Location at = xml.getLocation();
        XmlElement element = new XmlElement(name, at.getLineNumber(), at.getColumnNumber());
        grow(ReadingLimits.OVERHEAD, element);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String attribute = namespaces.name(
                    orEmpty(xml.getAttributePrefix(i)),
                    orEmpty(xml.getAttributeNamespace(i)),
                    xml.getAttributeLocalName(i));
            String value = xml.getAttributeValue(i);
            element.attributes.put(attribute, namespaces.value(value, xml));
            grow(ReadingLimits.OVERHEAD + value.length(), element);
        }
        for (int next = xml.next(); next != XMLStreamConstants.END_ELEMENT; next = xml.next()) {
            switch (next) {
                case XMLStreamConstants.START_ELEMENT -> element.children.add(element(name()));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    grow(xml.getTextLength(), element);
                    element.addText(xml.getText());
                    if (element.textLength() > ReadingLimits.MAX_TEXT) {
                        throw DocumentTooLargeException.text(element.place());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new UnreadableDocumentException(
                            element.place(),
                            "entity",
                            "the entity '" + xml.getLocalName() + "' is not expanded; write the text itself");
                case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    isEscaped |= XmlCharacters.ESCAPED.equals(xml.getPITarget());
                default -> {} // comments and other processing instructions are ignored
            }
        }
        if (isEscaped) element.unescape();
        if (element.children.isEmpty()) {
            String text = element.text();
            String value = namespaces.value(text, xml);
            if (!value.equals(text)) element.setText(value);
        }
        return element;
    }

    private void grow(int by, XmlElement at) {
        size += by;
        if (size > ReadingLimits.MAX_CHARACTERS) throw DocumentTooLargeException.part(at.place());
        permits.acquireIfLarge(size);
    }
}
