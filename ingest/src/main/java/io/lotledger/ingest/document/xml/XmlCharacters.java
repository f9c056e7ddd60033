package io.lotledger.ingest.document.xml;

import io.lotledger.ingest.document.context.XmlNamespaces;
import tools.jackson.databind.JsonNode;

/**
 * Texts with characters that XML cannot hold, such as the separator U+001D of scanners. They are written as {@code
 * _x001D_} (ISO/IEC 9075-14 §9.1). A processing instruction at the beginning of the event says so, because the same
 * letters may be the text itself.
 */
final class XmlCharacters {
    /** Target of the processing instruction. */
    static final String ESCAPED = "lotledger-escaped";

    private XmlCharacters() {}

    /** Whether a text in the event needs the escape. */
    static boolean isNeeded(JsonNode event) {
        if (event.isString()) return !XmlNamespaces.isText(event.stringValue());
        for (JsonNode one : event) if (isNeeded(one)) return true;
        return false;
    }

    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!XmlNamespaces.isText(c) || XmlNamespaces.isEscape(text, i)) escaped.append(XmlNamespaces.escape(c));
            else escaped.append(c);
        }
        return escaped.toString();
    }
}
