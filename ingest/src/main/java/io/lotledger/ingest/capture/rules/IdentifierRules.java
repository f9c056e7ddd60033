package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.CodeLength;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.EpcSyntax;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Checks URIs and GS1 keys: invalid syntax is an error, a wrong check digit a warning. */
public final class IdentifierRules {
    /** Maximum length of a URI in bytes. */
    public static final int MAX_BYTES = CodeLength.MAX_BYTES;

    private static final String NUL = "%00";

    private static final Pattern EPC = Pattern.compile(
            "urn:epc:(id:(sgtin|sscc|sgln|pgln|grai|giai|gsrn|gsrnp|gdti|cpi|sgcn|ginc|gsin|itip|upui)"
                    + "|class:lgtin|idpat:(sgtin|grai|gdti|sgcn|cpi|itip|upui)):.*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CLASS_PATTERN = Pattern.compile("urn:epc:idpat:.*[^*]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ANY_PATTERN =
            Pattern.compile("urn:epc:idpat:[a-z]+:.*\\*\\.\\*", Pattern.CASE_INSENSITIVE);

    private final ViolationCollector violations;
    private final JsonLdContext context;

    IdentifierRules(ViolationCollector violations, JsonLdContext context) {
        this.violations = violations;
        this.context = context;
    }

    /** A compact IRI is checked as the URI it stands for. */
    void uri(JsonNode value, String path, String name) {
        uri(value, path, name, example(name));
    }

    /** @param example of such a URI, for the message */
    void uri(JsonNode value, String path, String name, String example) {
        String uri = value.isString() ? expanded(value) : "";
        if (!isUri(uri)) {
            String sent = value.isString() ? value.stringValue() : "";
            String meaning = uri.equals(sent) ? "" : "; its prefix makes it '" + uri + "'";
            violations.error(path, "uri", name + " must be a URI, such as " + example + meaning, value);
        } else if (!CodeLength.isCode(uri)) {
            violations.error(path, "length", name + " may have at most " + MAX_BYTES + " bytes", value);
        } else if (uri.contains(NUL)) {
            violations.error(path, "characters", name + " must not contain NUL (" + NUL + ")", value);
        } else {
            reportKey(value, uri, path);
        }
    }

    /** The text, or the URI that it stands for. */
    String expanded(JsonNode text) {
        return context.expand(text.stringValue());
    }

    /**
     * Checks for a scheme, a colon and a rest without white space and without the characters that RFC 3986 excludes.
     */
    static boolean isUri(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || colon == text.length() - 1 || !isLetter(text.charAt(0))) return false;
        for (int i = 1; i < colon; i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return false;
        }
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c == 0x7F || "<>\"\\^`{|}\uFFFE\uFFFF".indexOf(c) >= 0) return false;
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    void optionalUri(JsonNode object, String name, String path) {
        JsonNode value = object.get(name);
        if (value != null) uri(value, ViolationCollector.member(path, name), name);
    }

    private void reportKey(JsonNode value, String uri, String path) {
        Optional<Note> note = checkKey(uri);
        if (note.isEmpty()) {
            if (CLASS_PATTERN.matcher(uri).matches()) {
                violations.warning(path, "identifier", "a pattern for all serials of a class must end in '.*'", value);
            }
        } else if (note.get().isError()) {
            violations.error(path, note.get().rule(), note.get().message(), value);
        } else {
            violations.warning(path, note.get().rule(), note.get().message(), value);
        }
    }

    /**
     * @param isError whether the URI looks like a GS1 key but cannot be one; otherwise it is a key or is stored as a
     *     separate identifier
     */
    record Note(boolean isError, String rule, String message) {}

    /** The problem with a URI's GS1 key; empty if the key is valid or the URI has none. */
    static Optional<Note> checkKey(String uri) {
        Optional<DigitalLink> key = DigitalLink.parse(uri);
        if (key.isPresent()) {
            return key.get().hasValidCheckDigit()
                    ? faultOfUrn(uri)
                    : Optional.of(new Note(
                            false, "check-digit", "the check digit is wrong; check the digits for a typing error"));
        }
        if (EPC.matcher(uri).matches() && !ANY_PATTERN.matcher(uri).matches()) {
            return Optional.of(new Note(true, "identifier", "not a valid EPC of its scheme: " + expectedForm(uri)));
        }
        if (DigitalLink.isMalformedAtGs1(uri)) {
            return Optional.of(
                    new Note(true, "identifier", "not a valid GS1 Digital Link: the key's length or form is wrong"));
        }
        return DigitalLink.faultOf(uri)
                .map(fault -> new Note(
                        false,
                        "digital-link",
                        "not a valid GS1 Digital Link: " + fault
                                + "; it is stored as a separate identifier and not matched with the key"));
    }

    /** A URN that the Tag Data Standard forbids is taken where it has one meaning; other systems may refuse it. */
    private static Optional<Note> faultOfUrn(String uri) {
        if (!CanonicalUri.startsWith(uri, "urn:epc:")) return Optional.empty();
        return EpcSyntax.faultOf(uri)
                .map(fault -> new Note(
                        false,
                        "identifier",
                        "not an EPC of GS1's Tag Data Standard: " + fault
                                + "; it is read nevertheless, and other systems may refuse it"));
    }

    private static String expectedForm(String uri) {
        String scheme = uri.split(":", 5)[3].toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "lgtin", "sgtin", "upui", "itip" ->
                "company prefix and item reference must have 13 digits together, followed by the lot or serial";
            case "sscc", "gsrn", "gsrnp" -> "company prefix and reference must have 17 digits together";
            case "sgln", "pgln", "grai", "gdti", "sgcn" -> "company prefix and reference must have 12 digits together";
            case "gsin" -> "company prefix and reference must have 16 digits together";
            default -> "expected a company prefix of 6 to 12 digits, a dot and a reference";
        };
    }

    private static String example(String name) {
        return switch (name) {
            case "epcClass" -> "https://id.gs1.org/01/04012345123456/10/Lot987";
            case "eventID" -> "urn:uuid:4898a223-216a-4f46-9e18-338ccf6fa3ba";
            case "bizTransaction" -> "urn:epcglobal:cbv:bt:0860009999992:856-1";
            case "id", "source", "destination" -> "https://id.gs1.org/414/4012345000054";
            default -> "https://id.gs1.org/00/040123450000001112";
        };
    }
}
