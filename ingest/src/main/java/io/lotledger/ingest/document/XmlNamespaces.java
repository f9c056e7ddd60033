package io.lotledger.ingest.document;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.node.ObjectNode;

/** The prefixes of one event: each means one namespace throughout, whatever the document does with it further inside. */
final class XmlNamespaces {
    static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

    private static final String EPCIS = "urn:epcglobal:epcis:xsd:";

    /** In JSON-LD a namespace is put before a name as it is, and GS1's context has these with what parts the two. */
    private static final Map<String, String> IN_JSON = Map.of(
            "urn:epcglobal:cbv:mda", "urn:epcglobal:cbv:mda:",
            "http://www.w3.org/2001/XMLSchema", "http://www.w3.org/2001/XMLSchema#");

    private static final Map<String, String> IN_XML =
            IN_JSON.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private final Map<String, String> namespaceOf = new LinkedHashMap<>();
    private final Map<String, String> prefixOf = new HashMap<>();

    /** The element's name in the event: bare where it has no namespace, else with the namespace's one prefix. */
    String name(String prefix, String namespace, String local) {
        // the standard's own elements have no namespace, and some senders give them that of the document
        return namespace.isEmpty() || namespace.startsWith(EPCIS) ? local : prefix(prefix, namespace) + ":" + local;
    }

    private String prefix(String sent, String asDeclared) {
        String namespace = IN_JSON.getOrDefault(asDeclared, asDeclared);
        String known = prefixOf.get(namespace);
        if (known != null) return known;
        String asWritten = namespace.equals(XSI) ? "xsi" : sent; // xsi:type and xsi:nil are known by their prefix
        String prefix = asWritten.isEmpty() ? "ns1" : asWritten;
        for (int i = 2; namespaceOf.containsKey(prefix); i++) prefix = (asWritten.isEmpty() ? "ns" : asWritten) + i;
        namespaceOf.put(prefix, namespace);
        prefixOf.put(namespace, prefix);
        return prefix;
    }

    /** Declares what a value such as {@code gs1:Temperature} or {@code xsd:integer} may mean. */
    void value(String text, XMLStreamReader xml) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon > 20 || namespaceOf.containsKey(text.substring(0, colon))) return;
        String prefix = text.substring(0, colon);
        String namespace = isName(prefix) ? xml.getNamespaceURI(prefix) : null;
        if (namespace == null) return;
        if (!prefixOf.containsKey(IN_JSON.getOrDefault(namespace, namespace))) prefix(prefix, namespace);
        else namespaceOf.put(prefix, IN_JSON.getOrDefault(namespace, namespace)); // a second prefix of one namespace
    }

    private static boolean isName(String prefix) {
        return prefix.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
    }

    /** The namespace as XML writes it. */
    static String written(String namespace) {
        return IN_XML.getOrDefault(namespace, namespace);
    }

    /** A name JSON may have and XML may not, with what is not allowed replaced. */
    static String legal(String name) {
        String legal = name.replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        return legal.matches("[\\p{L}_].*") ? legal : "_" + legal;
    }

    JsonLdContext context() {
        if (namespaceOf.isEmpty()) return JsonLdContext.NONE;
        ObjectNode declared = Json.MAPPER.createObjectNode();
        namespaceOf.forEach(declared::put);
        return JsonLdContext.NONE.with(declared);
    }
}
