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

/** Reads one element with all below it, up to a size no honest event has. */
final class XmlTree {
    private final XMLStreamReader xml;
    private final XmlNamespaces namespaces;
    private final LargeTreePermits turn;
    private int size;

    /** @param turn given back by the caller when what was read is no longer in memory */
    XmlTree(XMLStreamReader xml, XmlNamespaces namespaces, LargeTreePermits turn) {
        this.xml = xml;
        this.namespaces = namespaces;
        this.turn = turn;
    }

    /** @param bare a bare event's own name may be in EPCIS's namespace; what counts is the local one */
    XmlElement read(boolean bare) throws XMLStreamException {
        return element(bare ? xml.getLocalName() : name());
    }

    private String name() {
        return namespaces.name(told(xml.getPrefix()), told(xml.getNamespaceURI()), xml.getLocalName());
    }

    private static String told(@Nullable String name) {
        return name == null ? "" : name;
    }

    private XmlElement element(String name) throws XMLStreamException {
        Location at = xml.getLocation();
        XmlElement element = new XmlElement(name, at.getLineNumber(), at.getColumnNumber());
        grow(ReadingLimits.MARKUP, element);
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            String attribute = namespaces.name(
                    told(xml.getAttributePrefix(i)), told(xml.getAttributeNamespace(i)), xml.getAttributeLocalName(i));
            String value = xml.getAttributeValue(i);
            namespaces.value(value, xml);
            element.attributes.put(attribute, value);
            grow(ReadingLimits.MARKUP + value.length(), element);
        }
        for (int next = xml.next(); next != XMLStreamConstants.END_ELEMENT; next = xml.next()) {
            switch (next) {
                case XMLStreamConstants.START_ELEMENT -> element.children.add(element(name()));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    grow(xml.getTextLength(), element);
                    element.addText(xml.getText());
                    if (element.textLength() > ReadingLimits.MOST_OF_TEXT) {
                        throw DocumentTooLargeException.text(element.place());
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new UnreadableDocumentException(
                            element.place(),
                            "entity",
                            "the entity '" + xml.getLocalName() + "' is not expanded; write the text itself");
                default -> {} // comments and processing instructions say nothing
            }
        }
        if (element.children.isEmpty()) namespaces.value(element.text(), xml);
        return element;
    }

    private void grow(int by, XmlElement at) {
        size += by;
        if (size > ReadingLimits.MOST) throw DocumentTooLargeException.part(at.place());
        turn.grownTo(size);
    }
}
