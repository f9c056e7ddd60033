package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.event.DocumentFormat;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import tools.jackson.databind.JsonNode;

/**
 * Checks words of the Core Business Vocabulary: a bare word must be in its CBV list, a partner's own value must be a
 * URI.
 */
final class WordRules {
    private static final String CBV_URN = "urn:epcglobal:cbv:";

    private final DocumentFormat format;
    private final ViolationCollector violations;
    private final IdentifierRules identifiers;

    WordRules(ViolationCollector violations, IdentifierRules identifiers, DocumentFormat format) {
        this.format = format;
        this.violations = violations;
        this.identifiers = identifiers;
    }

    void optionalWord(JsonNode object, String name, String path, Cbv list) {
        JsonNode value = object.get(name);
        if (value != null) word(value, ViolationCollector.member(path, name), name, list);
    }

    void word(JsonNode value, String path, String name, Cbv list) {
        if (!value.isString()) {
            violations.error(path, "cbv-word", name + " must be a CBV word or a URI", value);
        } else if (value.stringValue().indexOf(':') < 0) {
            bare(value, path, name, list);
        } else if (CanonicalUri.startsWith(identifiers.expanded(value), CBV_URN)) {
            urn(value, path, name, list);
        } else {
            identifiers.uri(value, path, name, example(list));
            web(value, path, name, list);
        }
    }

    private static String example(Cbv list) {
        return list.uri(list.words().iterator().next());
    }

    private void bare(JsonNode value, String path, String name, Cbv list) {
        String word = value.stringValue();
        if (list.has(word)) {
            if (format == DocumentFormat.XML) {
                violations.warning(path, "cbv-form", "in XML, write the URI '" + list.uri(word) + "'", value);
            }
            return;
        }
        String hint = list.nearest(word)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("; use a URI for your own value");
        violations.error(
                path,
                "cbv-word",
                "'" + word + "' is not " + JsonShapeChecks.withArticle(name) + " of CBV 2.0" + hint,
                value);
    }

    /** The JSON schema forbids CBV URNs, but partners send them. */
    private void urn(JsonNode value, String path, String name, Cbv list) {
        identifiers.uri(value, path, name, example(list));
        String sent = identifiers.expanded(value);
        String word = CbvWord.canonical(sent);
        String urn = list.urnPrefix();
        if (urn == null || !CanonicalUri.startsWith(sent, urn)) {
            violations.warning(
                    path,
                    "cbv-form",
                    "'" + sent + "' belongs to another CBV list than " + name + "; send its value from the list of "
                            + name,
                    value);
        } else if (list.has(word) && format == DocumentFormat.XML) {
            return;
        } else if (list.has(word)) {
            violations.warning(path, "cbv-form", "in JSON, write the bare word '" + word + "'", value);
        } else {
            outsideCbv(value, path, name, word, list);
        }
    }

    private void web(JsonNode value, String path, String name, Cbv list) {
        String uri = identifiers.expanded(value);
        String word = CbvWord.canonical(uri);
        if (!list.uriPrefix().contains("/cbv/") || word.equals(uri.strip())) return;
        if (!list.has(word)) {
            outsideCbv(value, path, name, word, list);
        } else if (!uri.startsWith(list.uriPrefix())) {
            String message = "read as the CBV word '" + word + "'; its URI is '" + list.uri(word) + "'";
            violations.warning(path, "cbv-form", message, value);
        }
    }

    private void outsideCbv(JsonNode value, String path, String name, String word, Cbv list) {
        String hint =
                list.nearest(word).map(near -> "; did you mean '" + near + "'?").orElse("; it is stored as sent");
        violations.warning(
                path,
                "cbv-word",
                "'" + word + "' is not " + JsonShapeChecks.withArticle(name) + " of CBV 2.0" + hint,
                value);
    }
}
