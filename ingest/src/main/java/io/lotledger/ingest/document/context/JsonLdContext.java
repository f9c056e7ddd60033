package io.lotledger.ingest.document.context;

import io.lotledger.ingest.document.text.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The prefixes of a document or of one event. GS1's own contexts are recognised by address. Any other address is
 * accepted and stored, but never fetched.
 */
public final class JsonLdContext {
    /** The context that every stored event names. */
    public static final String GS1 = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    public static final String LOTLEDGER = "urn:lotledger:fsma204#";

    /** An empty context: only the prefixes of GS1's context and ours have a namespace. */
    public static final JsonLdContext NONE = new JsonLdContext(Map.of(), List.of());

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[^\\s]+");
    private static final Pattern RELATIVE = Pattern.compile("[/#]");
    private static final Pattern GS1_CONTEXTS =
            Pattern.compile("https?://(ref\\.gs1\\.org|gs1\\.github\\.io)/\\S*epcis-context\\S*");

    /** One of a stored event's prefixes and its namespace. */
    private static final Pattern DECLARATION = Pattern.compile("\":\"([^\"]*)\"");

    private static final Map<String, String> GS1_PREFIXES = Map.of(
            "epcis", "https://ref.gs1.org/epcis/",
            "cbv", "https://ref.gs1.org/cbv/",
            "cbvmda", "urn:epcglobal:cbv:mda:",
            "gs1", "https://gs1.org/voc/",
            "rdfs", "http://www.w3.org/2000/01/rdf-schema#",
            "owl", "http://www.w3.org/2002/07/owl#",
            "xsd", "http://www.w3.org/2001/XMLSchema#",
            "dcterms", "http://purl.org/dc/terms/");

    private final Map<String, String> declared;
    private final List<String> unknownAddresses;

    private JsonLdContext(Map<String, String> declared, List<String> unknownAddresses) {
        this.declared = declared;
        this.unknownAddresses = unknownAddresses;
    }

    /** This context extended by another: an address, an object of prefixes, or an array of both. */
    public JsonLdContext with(@Nullable JsonNode context) {
        if (context == null || context.isNull()) return this;
        Map<String, String> prefixes = new LinkedHashMap<>(declared);
        List<String> addresses = new ArrayList<>(unknownAddresses);
        add(context, prefixes, addresses);
        return new JsonLdContext(prefixes, addresses);
    }

    /** A context of these prefixes and GS1's own. */
    public static JsonLdContext of(Map<String, String> prefixes) {
        ObjectNode context = Json.MAPPER.createObjectNode();
        prefixes.forEach(context::put);
        return NONE.with(context);
    }

    private static void add(JsonNode context, Map<String, String> prefixes, List<String> addresses) {
        if (context.isArray()) {
            context.forEach(one -> add(one, prefixes, addresses));
        } else if (context.isString()) {
            String address = context.stringValue();
            if (!GS1_CONTEXTS.matcher(address).matches() && !addresses.contains(address)) addresses.add(address);
        } else if (context.isObject()) {
            declare(context, prefixes);
        }
    }

    private static void declare(JsonNode context, Map<String, String> prefixes) {
        Map<String, String> before = Map.copyOf(prefixes);
        for (Map.Entry<String, JsonNode> term : context.properties()) {
            String prefix = term.getKey();
            String iri = iri(term.getValue());
            if (term.getValue().isNull()) prefixes.remove(prefix);
            if (prefix.startsWith("@") || iri == null) continue;
            Set<String> open = new HashSet<>(Set.of(prefix));
            prefixes.put(prefix, XmlNamespaces.inJson(resolved(iri, context, before, open)));
        }
    }

    private static @Nullable String iri(@Nullable JsonNode definition) {
        JsonNode iri = definition != null && definition.isObject() ? definition.get("@id") : definition;
        return iri != null && iri.isString() ? iri.stringValue() : null;
    }

    /**
     * The namespace of a prefix that is declared by another prefix, of the same context or of those before it.
     *
     * @param open the prefixes on the way here; a prefix is not declared by itself
     */
    private static String resolved(String iri, JsonNode context, Map<String, String> before, Set<String> open) {
        String prefix = prefix(iri);
        if (prefix == null || open.contains(prefix)) return iri;
        String same = iri(context.get(prefix));
        String namespace = before.getOrDefault(prefix, GS1_PREFIXES.get(prefix));
        if (same != null) {
            open.add(prefix);
            namespace = XmlNamespaces.inJson(resolved(same, context, before, open));
        }
        return namespace == null ? iri : namespace + iri.substring(prefix.length() + 1);
    }

    private static @Nullable String prefix(String iri) {
        int colon = iri.indexOf(':');
        if (colon <= 0 || iri.startsWith("//", colon + 1)) return null;
        String prefix = iri.substring(0, colon);
        return isScheme(prefix) ? null : prefix;
    }

    /**
     * The violation that makes this an invalid context, with the expected form. Empty for a valid or absent context.
     */
    public static Optional<String> faultOf(@Nullable JsonNode context) {
        if (context == null) return Optional.empty();
        if (!context.isArray()) return faultOfElement(context);
        for (JsonNode one : context) {
            Optional<String> fault = faultOfElement(one);
            if (fault.isPresent()) return fault;
        }
        return Optional.empty();
    }

    private static Optional<String> faultOfElement(JsonNode context) {
        if (context.isString()) {
            boolean address = ADDRESS.matcher(context.stringValue()).matches();
            return address ? Optional.empty() : Optional.of("a context's address must be a URI, such as " + GS1);
        }
        if (context.isNull())
            return Optional.of("@context must not be null: GS1's JSON schema has no context that forgets another");
        if (!context.isObject()) {
            return Optional.of(
                    "@context must be the address of a context, an object of prefixes, or an array of these");
        }
        for (Map.Entry<String, JsonNode> term : context.properties()) {
            JsonNode definition = term.getValue();
            if (term.getKey().startsWith("@")) continue;
            String fault = faultOfPrefix(term.getKey(), definition, context);
            if (fault != null) return Optional.of("the prefix '" + term.getKey() + "' " + fault);
        }
        return Optional.empty();
    }

    private static @Nullable String faultOfPrefix(String term, JsonNode definition, JsonNode context) {
        if (!definition.isString() && !definition.isObject() && !definition.isNull())
            return "must map to a namespace: a URI, or an object with an @id";
        String iri = iri(definition);
        if (iri == null) return null;
        boolean isRelative = iri.indexOf(':') < 0 && RELATIVE.matcher(iri).find() && !context.has("@vocab");
        if (isRelative) return "must map to a full URI, such as https://example.com/ns/, and not to '" + iri + "'";
        Set<String> seen = new HashSet<>();
        String other = prefix(iri);
        while (other != null && !other.equals(term) && seen.add(other)) {
            String next = iri(context.get(other));
            other = next == null ? null : prefix(next);
        }
        boolean isCycle = term.equals(other) && !seen.isEmpty();
        return isCycle ? "is declared by itself, through '" + prefix(iri) + "'; write its namespace as a URI" : null;
    }

    /** The namespace of a prefix. {@code null} if the prefix is not declared, and always for the scheme of a URI. */
    public @Nullable String namespace(String prefix) {
        if (isScheme(prefix)) return null;
        String namespace = declared.get(prefix);
        if (namespace != null) return namespace;
        return prefix.equals("lotledger") ? LOTLEDGER : GS1_PREFIXES.get(prefix);
    }

    /**
     * Whether a name with this prefix is a full URI, even if a document declares the prefix: converters write {@code
     * xmlns:https="https://…"}.
     */
    static boolean isScheme(String prefix) {
        return prefix.equals("https") || prefix.equals("urn") || prefix.equals("http");
    }

    /**
     * The expanded name or identifier: {@code urn:lotledger:fsma204#tlc} of {@code lotledger:tlc}, and a Digital Link of
     * {@code dl:01/04012345123456}. Unchanged if it is no compact IRI. Every reader of an event asks here which texts are
     * compact IRIs, so that hash, queries and lineage agree.
     */
    public String expand(String name) {
        String namespace = namespaceOf(name);
        return namespace == null ? name : namespace + name.substring(name.indexOf(':') + 1);
    }

    /**
     * The namespace of a compact IRI (JSON-LD 1.1 §5.2.2); {@code null} for a bare name, an undeclared prefix, or a URI: a
     * text whose rest begins with {@code //}, or whose prefix is {@code urn}, {@code https} or {@code http}.
     */
    @Nullable
    public String namespaceOf(String name) {
        int colon = name.indexOf(':');
        if (colon <= 0 || name.startsWith("//", colon + 1)) return null;
        return namespace(name.substring(0, colon));
    }

    /** Whether a stand-alone event must declare the prefix, because GS1's context does not give it this namespace. */
    public boolean isOwn(String prefix) {
        String namespace = namespace(prefix);
        return namespace != null && !namespace.equals(GS1_PREFIXES.get(prefix));
    }

    /**
     * Whether the start of a stored event, its context, gives one namespace two prefixes, or names one by another prefix.
     */
    public static boolean mayShareNamespace(String context) {
        Set<String> namespaces = new HashSet<>();
        for (Matcher declared = DECLARATION.matcher(context); declared.find(); ) {
            String namespace = declared.group(1);
            int colon = namespace.indexOf(':');
            boolean isUri = colon > 0 && isScheme(namespace.substring(0, colon));
            if (!isUri || GS1_PREFIXES.containsValue(namespace) || !namespaces.add(namespace)) return true;
        }
        return false;
    }

    /** Whether all contexts are GS1's own or inline. */
    public boolean isFullyKnown() {
        return unknownAddresses.isEmpty();
    }

    public List<String> unknownAddresses() {
        return unknownAddresses;
    }
}
