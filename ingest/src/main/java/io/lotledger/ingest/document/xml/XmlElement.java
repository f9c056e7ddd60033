package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNamespaces;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An XML element of an event with its content and location. Standard names are bare, others {@code prefix:local}. */
final class XmlElement {
    final String name;
    final int line;
    final int column;
    final Map<String, String> attributes = new LinkedHashMap<>();
    final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    XmlElement(String name, int line, int column) {
        this.name = name;
        this.line = line;
        this.column = column;
    }

    void addText(String more) {
        text.append(more);
    }

    void setText(String other) {
        text.setLength(0);
        text.append(other);
    }

    /** Restores the characters of its own text and attributes. */
    void unescape() {
        attributes.replaceAll((attribute, value) -> XmlNamespaces.unescaped(value));
        setText(XmlNamespaces.unescaped(text.toString()));
    }

    int textLength() {
        return text.length();
    }

    /** The element's own text without surrounding white space, as the standard's types are read. */
    String text() {
        return text.toString().strip();
    }

    /** Whether {@code xsi:nil} marks the value as absent. */
    boolean isNil() {
        return XmlNamespaces.isTrue(attributes.getOrDefault("xsi:nil", ""));
    }

    boolean isStandard() {
        return name.indexOf(':') < 0;
    }

    /**
     * The children in EPCIS 2.0's structure; EPCIS 1.x wraps later additions in {@code extension} and {@code
     * baseExtension}.
     */
    List<XmlElement> unwrapped() {
        if (children.stream().noneMatch(XmlElement::isWrapper)) return children;
        List<XmlElement> all = new ArrayList<>();
        for (XmlElement child : children) {
            if (child.isWrapper()) all.addAll(child.unwrapped());
            else all.add(child);
        }
        return all;
    }

    boolean isWrapper() {
        return name.equals("extension") || name.equals("baseExtension");
    }

    String place() {
        return "line " + line + ", column " + column;
    }
}
