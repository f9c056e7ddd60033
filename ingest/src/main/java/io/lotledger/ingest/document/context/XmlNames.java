package io.lotledger.ingest.document.context;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * XML names for the members of a JSON event, and the prefixes they need. A name with an undeclared prefix, or a name
 * that is a full URI, gets a namespace generated from everything before its last part. Reading recognises that
 * namespace and restores the name.
 */
public final class XmlNames {
    /** RFC 3986 §3.1. */
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*");

    private static final String UNDECLARED = XmlNamespaces.LOTLEDGER + "undeclared:";

    /** The namespace of {@link #FIELDS}. */
    public static final String SENSOR = XmlNamespaces.LOTLEDGER + "sensor";

    /** Element for structured fields of a sensorMetadata or sensorReport, which the schema limits to attributes. */
    public static final String FIELDS = "fields";

    /** The namespace of values of a standard field that the schema allows only once. */
    public static final String EVENT = XmlNamespaces.LOTLEDGER + "event";

    private final JsonLdContext context;
    private final Map<String, String> namespaces = new TreeMap<>();
    private final Map<String, Name> generated = new HashMap<>();

    /** @param prefix empty if the name has no namespace */
    public record Name(String prefix, String namespace, String local) {}

    private XmlNames(JsonLdContext context) {
        this.context = context;
    }

    public static XmlNames of(JsonNode event, JsonLdContext context) {
        XmlNames names = new XmlNames(context);
        names.collect(event);
        names.type(event.path("type").asString(""));
        return names;
    }

    /** The JSON member for a name in one of our namespaces. */
    static String memberOf(String namespace, String local) {
        if (!namespace.startsWith(UNDECLARED)) return namespace + ":" + local;
        try {
            return URLDecoder.decode(namespace.substring(UNDECLARED.length()), StandardCharsets.UTF_8) + local;
        } catch (IllegalArgumentException e) { // not in our encoding: treat it as an ordinary name
            return namespace + ":" + local;
        }
    }

    /** All namespaces to declare on the event, by prefix. */
    public Map<String, String> namespaces() {
        return namespaces;
    }

    public Name of(String member) {
        Name name = generated.get(member);
        if (name != null) return name;
        int colon = member.indexOf(':');
        String namespace = colon > 0 ? namespaces.get(member.substring(0, colon)) : null;
        return namespace == null
                ? new Name("", "", XmlNamespaces.legal(member))
                : new Name(member.substring(0, colon), namespace, XmlNamespaces.legal(member.substring(colon + 1)));
    }

    /** The member's name in XML, whatever its prefix. */
    public String expanded(String member) {
        Name name = of(member);
        return name.prefix().isEmpty() ? name.local() : "{" + name.namespace() + "}" + name.local();
    }

    /** Whether the event's element declares the prefix of a value, or the value needs none. */
    public boolean isDeclared(String value) {
        String namespace = context.namespaceOf(value);
        return namespace == null
                || XmlNamespaces.inXml(namespace).equals(namespaces.get(value.substring(0, value.indexOf(':'))));
    }

    /**
     * The value, or the URI that it stands for if XML cannot declare its prefix, or if the prefix is no scheme of a URI:
     * the schema wants {@code xs:anyURI}, which {@code _x:1} is not.
     */
    public String inXml(String value) {
        if (context.namespaceOf(value) == null) return value;
        String prefix = value.substring(0, value.indexOf(':'));
        boolean isLost = !isDeclared(value) || !SCHEME.matcher(prefix).matches();
        return isLost && context.isOwn(prefix) ? context.expand(value) : value;
    }

    /** The prefix of a namespace, declared on demand. */
    public String declared(String namespace) {
        for (Map.Entry<String, String> known : namespaces.entrySet()) {
            if (known.getValue().equals(namespace)) return known.getKey();
        }
        String prefix = namespace.equals(XmlNamespaces.XSI) ? "xsi" : "ns1";
        for (int i = 2; isTaken(prefix); i++) prefix = "ns" + i;
        namespaces.put(prefix, namespace);
        return prefix;
    }

    private boolean isTaken(String prefix) {
        return namespaces.containsKey(prefix) || context.namespace(prefix) != null;
    }

    private void collect(JsonNode node) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = member.getKey();
            if (name.equals("@context") || name.startsWith("@xmlns")) continue;
            name(name.startsWith("@") ? name.substring(1) : name);
            collect(member.getValue());
        }
        if (node.isArray()) node.forEach(this::collect);
        if (node.isString()) value(node.stringValue());
    }

    private void type(String type) {
        if (type.indexOf(':') > 0) name(type);
    }

    /** A value such as {@code gs1:Temperature} needs its prefix declared. */
    private void value(String text) {
        String namespace = context.namespaceOf(text);
        if (namespace == null) return;
        String prefix = text.substring(0, text.indexOf(':'));
        if (prefix.length() <= XmlNamespaces.MAX_PREFIX
                && isPrefix(prefix, namespace)
                && XmlNamespaces.isWritable(prefix, namespace)) namespaces.put(prefix, XmlNamespaces.inXml(namespace));
    }

    private void name(String name) {
        int colon = name.indexOf(':');
        if (colon <= 0 || generated.containsKey(name)) return;
        String namespace = context.namespaceOf(name);
        String prefix = name.substring(0, colon);
        if (namespace != null && !XmlNamespaces.isWritable(prefix, namespace)) {
            generate(name, undeclared(namespace), name.substring(colon + 1));
        } else if (namespace != null && isPrefix(prefix, namespace)) {
            namespaces.put(prefix, XmlNamespaces.inXml(namespace));
        } else if (namespace != null) {
            generate(name, XmlNamespaces.inXml(namespace), name.substring(colon + 1));
        } else {
            int cut = 1 + Math.max(name.lastIndexOf('#'), Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')));
            if (cut == name.length()) cut = colon + 1;
            if (cut == name.length()) return;
            generate(name, undeclared(name.substring(0, cut)), name.substring(cut));
        }
    }

    private void generate(String name, String namespace, String local) {
        generated.put(name, new Name(declared(namespace), namespace, XmlNamespaces.legal(local)));
    }

    /** The namespace of names with an undeclared prefix, such as {@code urn:lotledger:xml:undeclared:acme%3A}. */
    static String undeclared(String beforeLocal) {
        return UNDECLARED + URLEncoder.encode(beforeLocal, StandardCharsets.UTF_8);
    }

    /** Whether the prefix is legal in XML. */
    private static boolean isPrefix(String prefix, @Nullable String namespace) {
        boolean reserved = prefix.toLowerCase(Locale.ROOT).startsWith("xml")
                && !(prefix.equals("xml") && "http://www.w3.org/XML/1998/namespace".equals(namespace));
        return !reserved && XmlNamespaces.legal(prefix).equals(prefix);
    }
}
