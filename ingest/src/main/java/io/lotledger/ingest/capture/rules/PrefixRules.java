package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.context.XmlOutput;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Prefixes of extension fields: one that no context declares makes a URI of an unknown scheme, which nobody else's same field
 * will equal. A context that is not known here may declare it: nothing is fetched, and nobody can tell.
 */
final class PrefixRules {
    /** Schemes of names that are URIs in full. */
    private static final Set<String> SCHEMES = Set.of("http", "https", "urn", "tag", "did");

    private final ViolationCollector findings;
    private final JsonLdContext context;
    private final Set<String> told = new HashSet<>();

    PrefixRules(ViolationCollector findings, JsonLdContext context) {
        this.findings = findings;
        this.context = context;
    }

    /** Warns once for each prefix. */
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
        if (SCHEMES.contains(prefix) || context.namespace(prefix) != null || !told.add(prefix)) return;
        String unknown = context.isWhollyKnown()
                ? "no @context declares the prefix '" + prefix + "'"
                : "the prefix '" + prefix
                        + "' may be declared in a context that is not fetched; in XML its names are in the"
                        + " namespace " + XmlOutput.namespaceOfUndeclared(prefix);
        String message =
                unknown + "; declare it, such as {\"" + prefix + "\": \"https://example.com/" + prefix + "/\"}";
        findings.warning(ViolationCollector.member(path, name), "prefix", message, value);
    }
}
