package io.lotledger.ingest.document.context;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.Json;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.node.ObjectNode;

/**
 * The prefixes of one event. Each has one namespace throughout. Where the document redeclares one inside the event, names
 * and values get another prefix.
 */
public final class XmlNamespaces {
    /** Maximum number of namespaces of one event, because each new one searches for a free prefix. */
    private static final int MAX_NAMESPACES = 1_000;

    /** Maximum length of the prefix of a value, because every text with a colon is looked up. */
    static final int MAX_PREFIX = 64;

    public static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Prefix of the namespaces for JSON content without an XML equivalent, in the XML we write and read. */
    static final String LOTLEDGER = "urn:lotledger:xml:";

    private static final String EPCIS = "urn:epcglobal:epcis:xsd:";
    private static final Pattern FIRST_CHARACTER =
            Pattern.compile("[A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"
                    + "\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD]");
    private static final Pattern OTHER_CHARACTER =
            Pattern.compile("[-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]|" + FIRST_CHARACTER.pattern());
    private static final Pattern LEGAL =
            Pattern.compile("(" + FIRST_CHARACTER.pattern() + ")(" + OTHER_CHARACTER.pattern() + ")*+");
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-F]{4})_");

    /** JSON-LD prepends a namespace to a name unchanged, so GS1's context ends these with the separator. */
    private static final Map<String, String> IN_JSON = Map.of(
            "urn:epcglobal:cbv:mda", "urn:epcglobal:cbv:mda:",
            "http://www.w3.org/2001/XMLSchema", "http://www.w3.org/2001/XMLSchema#");

    private static final Map<String, String> IN_XML =
            IN_JSON.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private final Map<String, String> namespaceOf = new LinkedHashMap<>();
    private final Map<String, String> prefixOf = new HashMap<>();

    /** The element's name in the event: bare without a namespace, otherwise with the namespace's single prefix. */
    public String name(String prefix, String namespace, String local) {
        // standard elements have no namespace, but some senders use the document's
        if (namespace.isEmpty() || namespace.startsWith(EPCIS)) return unescaped(local);
        if (namespace.startsWith(LOTLEDGER)) return XmlNames.memberOf(namespace, unescaped(local));
        return prefix(prefix, namespace) + ":" + unescaped(local);
    }

    /** Whether the text of an {@code xsd:boolean} is true (XML Schema 2 §3.2.2.1). */
    public static boolean isTrue(String xsdBoolean) {
        String text = xsdBoolean.strip();
        return text.equals("true") || text.equals("1");
    }

    private String prefix(String sent, String asDeclared) {
        String namespace = inJson(asDeclared);
        String known = prefixOf.get(namespace);
        if (known != null) return known;
        if (namespaceOf.size() >= MAX_NAMESPACES) {
            throw new DocumentTooLargeException("An event has more than " + MAX_NAMESPACES
                    + " namespaces, the limit of one event; send it as several events");
        }
        String preferred = namespace.equals(XSI) ? "xsi" : sent; // xsi:type and xsi:nil are recognised by their prefix
        boolean isUsable = !preferred.isEmpty() && !JsonLdContext.isScheme(preferred);
        String prefix = isUsable ? preferred : "ns1";
        for (int i = 2; namespaceOf.containsKey(prefix); i++) prefix = (isUsable ? preferred : "ns") + i;
        namespaceOf.put(prefix, namespace);
        prefixOf.put(namespace, prefix);
        return prefix;
    }

    /**
     * Declares the prefix of a value such as {@code gs1:Temperature} or {@code xsd:integer}.
     *
     * @return the value, under another prefix if the event uses this one for another namespace
     */
    public String value(String text, XMLStreamReader xml) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon > MAX_PREFIX || text.startsWith("//", colon + 1)) return text;
        String prefix = text.substring(0, colon);
        String namespace = isName(prefix) && !JsonLdContext.isScheme(prefix) ? xml.getNamespaceURI(prefix) : null;
        if (namespace == null || namespace.startsWith(LOTLEDGER)) return text;
        String known = namespaceOf.get(prefix);
        if (inJson(namespace).equals(known)) return text;
        if (known == null && prefixOf.containsKey(inJson(namespace))) {
            namespaceOf.put(prefix, inJson(namespace)); // a second prefix for the same namespace
            return text;
        }
        return prefix(prefix, namespace) + text.substring(colon);
    }

    private static boolean isName(String prefix) {
        return prefix.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }

    /** Whether XML can bind the prefix to the namespace, and our reader then gives the names back. */
    static boolean isWritable(String prefix, String namespace) {
        if (namespace.equals(XMLConstants.XML_NS_URI)) return prefix.equals(XMLConstants.XML_NS_PREFIX);
        return !namespace.equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI)
                && !namespace.startsWith(EPCIS)
                && !namespace.startsWith(LOTLEDGER)
                && !namespace.isEmpty()
                && isText(namespace);
    }

    /** The namespace in JSON-LD form. */
    public static String inJson(String namespace) {
        return IN_JSON.getOrDefault(namespace, namespace);
    }

    /** The namespace in XML form. */
    static String inXml(String namespace) {
        return IN_XML.getOrDefault(namespace, namespace);
    }

    /**
     * A legal XML name for any JSON name. Each illegal character is written as {@code _x0020_} (ISO/IEC 9075-14 §9.1),
     * so that the name can be restored. A name without characters, which earlier versions captured, is {@code _}.
     */
    static String legal(String name) {
        if (name.isEmpty()) return "_";
        if (isPlain(name)
                || (LEGAL.matcher(name).matches() && !ESCAPE.matcher(name).find())) return name;
        StringBuilder legal = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = (i == 0 ? FIRST_CHARACTER : OTHER_CHARACTER)
                            .matcher(String.valueOf(c))
                            .matches()
                    && !isEscape(name, i);
            if (allowed) legal.append(c);
            else legal.append(escape(c));
        }
        return legal.toString();
    }

    /** Fast path for most names: ASCII letters, digits and hyphens. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '-'))) return false;
        }
        return !name.isEmpty();
    }

    /** A character as {@code _x0020_}. */
    public static String escape(char c) {
        return String.format(Locale.ROOT, "_x%04X_", (int) c);
    }

    /** Whether the text has {@code _x0020_} or the like at the index. */
    public static boolean isEscape(String text, int index) {
        return text.charAt(index) == '_'
                && ESCAPE.matcher(text).region(index, text.length()).lookingAt();
    }

    /** Whether XML 1.0 can hold all characters. Halves of surrogate pairs are not expected here. */
    public static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) if (!isText(text.charAt(i))) return false;
        return true;
    }

    public static boolean isText(char c) {
        return (c >= ' ' || c == '\t' || c == '\n' || c == '\r') && c != '\uFFFE' && c != '\uFFFF';
    }

    /** The text with each {@code _x0020_} as its character. */
    public static String unescaped(String local) {
        if (!local.contains("_x")) return local;
        return ESCAPE.matcher(local)
                .replaceAll(
                        match -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(match.group(1), 16))));
    }

    public JsonLdContext context() {
        if (namespaceOf.isEmpty()) return JsonLdContext.NONE;
        ObjectNode declared = Json.MAPPER.createObjectNode();
        namespaceOf.forEach(declared::put);
        return JsonLdContext.NONE.with(declared);
    }
}
