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
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.node.ObjectNode;

/** The prefixes of one event: each means one namespace throughout, whatever the document does with it further inside. */
public final class XmlNamespaces {
    /** Of one event: each new one looks for a prefix that is free. */
    private static final int MOST = 1_000;

    public static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    /** Namespaces of what JSON says and XML has no place for, in the XML we write and read. */
    static final String OURS = "urn:lotledger:xml:";

    private static final String EPCIS = "urn:epcglobal:epcis:xsd:";
    private static final Pattern FIRST =
            Pattern.compile("[A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF"
                    + "\\u200C\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD]");
    private static final Pattern OTHER =
            Pattern.compile("[-.0-9\\u00B7\\u0300-\\u036F\\u203F\\u2040]|" + FIRST.pattern());
    private static final Pattern LEGAL = Pattern.compile("(" + FIRST.pattern() + ")(" + OTHER.pattern() + ")*+");
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-F]{4})_");

    /** In JSON-LD a namespace is put before a name as it is, and GS1's context has these with what parts the two. */
    private static final Map<String, String> IN_JSON = Map.of(
            "urn:epcglobal:cbv:mda", "urn:epcglobal:cbv:mda:",
            "http://www.w3.org/2001/XMLSchema", "http://www.w3.org/2001/XMLSchema#");

    private static final Map<String, String> IN_XML =
            IN_JSON.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private final Map<String, String> namespaceOf = new LinkedHashMap<>();
    private final Map<String, String> prefixOf = new HashMap<>();

    /** The element's name in the event: bare where it has no namespace, else with the namespace's one prefix. */
    public String name(String prefix, String namespace, String local) {
        // the standard's own elements have no namespace, and some senders give them that of the document
        if (namespace.isEmpty() || namespace.startsWith(EPCIS)) return unescaped(local);
        if (namespace.startsWith(OURS)) return XmlNames.ofOurs(namespace, unescaped(local));
        return prefix(prefix, namespace) + ":" + unescaped(local);
    }

    private String prefix(String sent, String asDeclared) {
        String namespace = inJson(asDeclared);
        String known = prefixOf.get(namespace);
        if (known != null) return known;
        if (namespaceOf.size() >= MOST) {
            throw new DocumentTooLargeException("An event has more than " + MOST
                    + " namespaces, the limit of one event; send it as several events");
        }
        String asWritten = namespace.equals(XSI) ? "xsi" : sent; // xsi:type and xsi:nil are known by their prefix
        boolean named = !asWritten.isEmpty() && !JsonLdContext.isScheme(asWritten);
        String prefix = named ? asWritten : "ns1";
        for (int i = 2; namespaceOf.containsKey(prefix); i++) prefix = (named ? asWritten : "ns") + i;
        namespaceOf.put(prefix, namespace);
        prefixOf.put(namespace, prefix);
        return prefix;
    }

    /** Declares what a value such as {@code gs1:Temperature} or {@code xsd:integer} may mean. */
    public void value(String text, XMLStreamReader xml) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon > 20 || namespaceOf.containsKey(text.substring(0, colon))) return;
        String prefix = text.substring(0, colon);
        String namespace = isName(prefix) && !JsonLdContext.isScheme(prefix) ? xml.getNamespaceURI(prefix) : null;
        if (namespace == null || namespace.startsWith(OURS)) return;
        if (!prefixOf.containsKey(inJson(namespace))) prefix(prefix, namespace);
        else namespaceOf.put(prefix, inJson(namespace)); // a second prefix of one namespace
    }

    private static boolean isName(String prefix) {
        return prefix.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }

    /** The namespace as JSON-LD writes it. */
    static String inJson(String namespace) {
        return IN_JSON.getOrDefault(namespace, namespace);
    }

    /** The namespace as XML writes it. */
    static String written(String namespace) {
        return IN_XML.getOrDefault(namespace, namespace);
    }

    /**
     * A name JSON may have and XML may not, each character that is not allowed as {@code _x0020_} (ISO/IEC 9075-14 §9.1), so that
     * it comes back.
     */
    static String legal(String name) {
        if (isPlain(name)
                || (LEGAL.matcher(name).matches() && !ESCAPE.matcher(name).find())) return name;
        StringBuilder legal = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed =
                    (i == 0 ? FIRST : OTHER).matcher(String.valueOf(c)).matches()
                            && !ESCAPE.matcher(name).region(i, name.length()).lookingAt();
            if (allowed) legal.append(c);
            else legal.append(String.format(Locale.ROOT, "_x%04X_", (int) c));
        }
        return legal.toString();
    }

    /** Nearly all names: ASCII letters, digits and hyphens. */
    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!letter && (i == 0 || ((c < '0' || c > '9') && c != '-'))) return false;
        }
        return !name.isEmpty();
    }

    private static String unescaped(String local) {
        if (!local.contains("_x")) return local;
        return ESCAPE.matcher(local)
                .replaceAll(
                        found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    public JsonLdContext context() {
        if (namespaceOf.isEmpty()) return JsonLdContext.NONE;
        ObjectNode declared = Json.MAPPER.createObjectNode();
        namespaceOf.forEach(declared::put);
        return JsonLdContext.NONE.with(declared);
    }
}
