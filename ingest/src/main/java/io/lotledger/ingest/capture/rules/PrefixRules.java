package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.XmlOutput;
import io.lotledger.ingest.epcis.Extensions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Checks the prefixes of extension fields. A prefix without a declaration makes a URI of an unknown scheme, which no
 * other system's field will equal. A context that is not fetched may declare it. What XML cannot write so that it is
 * read as the same event is an error.
 */
final class PrefixRules {
    /** Schemes of names that are full URIs. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "urn", "tag", "did");

    /** Our reader of XML takes as many attributes and declarations of one element, and ours beside them. */
    private static final int MAX_NAMESPACES = 500;

    private final ViolationCollector violations;
    private final JsonLdContext context;
    private final Set<String> reported = new HashSet<>();
    private final Set<String> beginnings = new HashSet<>();
    private final Map<String, String> prefixOf = new HashMap<>();
    private boolean sharesNamespace;

    PrefixRules(ViolationCollector violations, JsonLdContext context) {
        this.violations = violations;
        this.context = context;
    }

    /** Reports once per prefix. */
    void check(JsonNode event, String path) {
        names(event, path);
        JsonNode type = event.path("type");
        if (type.isString()) name(type.stringValue(), path, type);
        if (sharesNamespace) distinctNames(event, path, false);
        if (beginnings.size() > MAX_NAMESPACES) {
            String message = "the names of an event may have at most " + MAX_NAMESPACES
                    + " different prefixes or beginnings of URIs; send it as several events";
            violations.error(path, "prefix", message, null);
        }
    }

    /**
     * Names that XML writes as attributes, of which an element has one of each: two that differ only in their prefixes are
     * one name. Two such fields are two elements, and stay.
     */
    private void distinctNames(JsonNode node, String path, boolean isSensor) {
        Set<String> seen = new HashSet<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = member.getKey();
            if (name.equals("@context")) continue;
            String at = ViolationCollector.member(path, name);
            boolean isAttribute =
                    name.startsWith("@") || (isSensor && !member.getValue().isContainer());
            String expanded = name.startsWith("@") ? "@" + context.expand(name.substring(1)) : context.expand(name);
            if (isAttribute && !seen.add(expanded)) {
                String message =
                        "another prefix with the same namespace makes this the name of a second attribute in XML;"
                                + " remove one of the two";
                violations.error(at, "prefix", message, member.getValue());
            }
            distinctNames(member.getValue(), at, name.equals("sensorMetadata") || name.equals("sensorReport"));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++)
            distinctNames(node.get(i), path + "[" + i + "]", isSensor);
    }

    private void names(JsonNode node, String path) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (member.getKey().equals("@context")) {
                    context(member.getValue(), ViolationCollector.member(path, "@context"));
                    continue;
                }
                name(member.getKey(), path, member.getValue());
                if (member.getValue().isContainer())
                    names(member.getValue(), ViolationCollector.member(path, member.getKey()));
            }
        } else {
            for (int i = 0; i < node.size(); i++) {
                if (node.get(i).isContainer()) names(node.get(i), path + "[" + i + "]");
            }
        }
    }

    /** A context inside the event. One without a fault has become part of the event's own. */
    private void context(JsonNode embedded, String at) {
        JsonLdContext.faultOf(embedded).ifPresent(fault -> violations.error(at, "context", fault, embedded));
    }

    private void name(String name, String path, JsonNode value) {
        int colon = name.indexOf(':');
        if (colon <= 0) return;
        int start = name.startsWith("@") ? 1 : 0;
        String prefix = name.substring(start, colon);
        String namespace = context.namespace(prefix);
        if (beginnings.size() <= MAX_NAMESPACES) {
            int end = namespace != null
                    ? colon
                    : name.length() - Extensions.localName(name).length();
            beginnings.add(name.substring(start, end));
        }
        if (namespace != null) declared(prefix, namespace, name, path, value);
        if (SCHEMES.contains(prefix) || namespace != null || !reported.add(prefix)) return;
        String problem = context.isFullyKnown()
                ? "no @context declares the prefix '" + prefix + "'"
                : "the prefix '" + prefix
                        + "' may be declared in a context that is not fetched; in XML its names are in the"
                        + " namespace " + XmlOutput.namespaceOfUndeclared(prefix);
        String message =
                problem + "; declare it, such as {\"" + prefix + "\": \"https://example.com/" + prefix + "/\"}";
        violations.warning(ViolationCollector.member(path, name), "prefix", message, value);
    }

    private void declared(String prefix, String namespace, String name, String path, JsonNode value) {
        String known = prefixOf.putIfAbsent(namespace, prefix);
        sharesNamespace |= known != null && !known.equals(prefix);
        if (prefix.equals(known) || XmlOutput.isWritable(prefix, namespace)) return;
        String message = "the prefix '" + prefix + "' has the namespace '" + namespace
                + "', in which an event in XML cannot have fields; give it a namespace of your own, such as https://example.com/"
                + prefix + "/";
        violations.error(ViolationCollector.member(path, name), "prefix", message, value);
    }
}
