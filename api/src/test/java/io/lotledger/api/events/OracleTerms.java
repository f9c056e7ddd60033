package io.lotledger.api.events;

import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What the texts of an event or of a query stand for: prefixed names, words, identifiers, numbers and times. */
record OracleTerms(Map<String, String> prefixes) {
    private static final Map<String, String> KNOWN = Map.of(
            "cbv", "https://ref.gs1.org/cbv/",
            "gs1", "https://gs1.org/voc/",
            "cbvmda", "urn:epcglobal:cbv:mda:");
    private static final String MASTER_DATA = "urn:epcglobal:cbv:mda";
    private static final Pattern WORD_URN =
            Pattern.compile("urn:epcglobal:cbv:(?:bizstep|disp|btt|sdt|er):(.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WORD_URI = Pattern.compile(
            "https?://(?:ref\\.gs1\\.org/cbv|ns\\.gs1\\.org/cbv|gs1\\.org/voc)/(?:BizStep|Disp|BTT|SDT|ER)-(.+)");
    private static final Pattern MEASUREMENT = Pattern.compile("https?://(?:www\\.)?gs1\\.org/voc/(.+)");

    /** The URI of a prefixed name; any other text as it is. */
    String expanded(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || text.startsWith("//", colon + 1)) return text;
        String prefix = text.substring(0, colon);
        String namespace = prefixes.getOrDefault(prefix, KNOWN.get(prefix));
        return namespace == null ? text : namespace + text.substring(colon + 1);
    }

    /** The name of a field; CBV's namespace of master data is one with and without its last colon. */
    String name(String text) {
        String name = expanded(text);
        if (!name.startsWith(MASTER_DATA)) return name;
        String local = name.substring(MASTER_DATA.length());
        return MASTER_DATA + ":" + (local.startsWith(":") ? local.substring(1) : local);
    }

    /** Equal for all forms of one identifier. Of a GS1 key only the finest level counts. */
    String identifier(String text) {
        String uri = expanded(text);
        return DigitalLink.parse(uri).map(DigitalLink::finestLevel).orElseGet(() -> CanonicalUri.of(uri));
    }

    /** A word of the CBV, bare; any other value as an identifier. */
    String word(String text) {
        String uri = expanded(text);
        for (Pattern form : List.of(WORD_URN, WORD_URI)) {
            Matcher word = form.matcher(uri);
            if (word.matches()) return word.group(1);
        }
        return identifier(text);
    }

    /** A type of measurement, bare; any other value as an identifier. */
    String measurement(String text) {
        Matcher word = MEASUREMENT.matcher(expanded(text));
        return word.matches() ? word.group(1) : identifier(text);
    }

    /** A text of an extension: a GS1 key matches its other forms, anything else itself alone. */
    String extensionText(String text) {
        String uri = expanded(text);
        return DigitalLink.parse(uri).map(DigitalLink::finestLevel).orElse(uri);
    }

    static Optional<Instant> instant(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    /** The values of a field: of a repeated one all of them, of a typed one what it holds. */
    static List<JsonNode> values(JsonNode field) {
        List<JsonNode> values = new ArrayList<>();
        if (field.isArray()) field.forEach(value -> values.addAll(values(value)));
        else if (field.has("@value")) values.add(field.get("@value"));
        else if (!field.isMissingNode()) values.add(field);
        return values;
    }

    static boolean isEmpty(JsonNode value) {
        if (value.isNull()) return true;
        if (value.isContainer()) return value.isEmpty();
        return value.isString() && value.asString().isBlank();
    }
}
