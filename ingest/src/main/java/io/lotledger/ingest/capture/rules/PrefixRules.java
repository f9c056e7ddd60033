package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.XmlOutput;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Checks the prefixes of extension fields. A prefix without a declaration makes a URI of an unknown scheme, which no
 * other system's field will equal. A context that is not fetched may declare it.
 */
final class PrefixRules {
    /** Schemes of names that are full URIs. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "urn", "tag", "did");

    private final ViolationCollector violations;
    private final JsonLdContext context;
    private final Set<String> reported = new HashSet<>();

    PrefixRules(ViolationCollector violations, JsonLdContext context) {
        this.violations = violations;
        this.context = context;
    }

    /** Warns once per prefix. */
    void check(JsonNode event, String path) {
        names(event, path);
        JsonNode type = event.path("type");
        if (type.isString()) name(type.stringValue(), path, type);
    }

    private void names(JsonNode node, String path) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                if (member.getKey().equals("@context")) continue;
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

    private void name(String name, String path, JsonNode value) {
        int colon = name.indexOf(':');
        if (colon <= 0) return;
        String prefix = name.substring(name.startsWith("@") ? 1 : 0, colon);
        if (SCHEMES.contains(prefix) || context.namespace(prefix) != null || !reported.add(prefix)) return;
        String problem = context.isFullyKnown()
                ? "no @context declares the prefix '" + prefix + "'"
                : "the prefix '" + prefix
                        + "' may be declared in a context that is not fetched; in XML its names are in the"
                        + " namespace " + XmlOutput.namespaceOfUndeclared(prefix);
        String message =
                problem + "; declare it, such as {\"" + prefix + "\": \"https://example.com/" + prefix + "/\"}";
        violations.warning(ViolationCollector.member(path, name), "prefix", message, value);
    }
}
