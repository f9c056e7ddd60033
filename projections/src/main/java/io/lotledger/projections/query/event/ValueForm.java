package io.lotledger.projections.query.event;

import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Normal forms of values, so that equal values have equal texts. A value of an extension field has one of three forms:
 * {@code n:10.5}, {@code d:2026-04-17T13:00:00Z}, and {@code t:} with any other text.
 */
public final class ValueForm {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,400}\\.?\\d{0,400}|\\.\\d{1,400})([eE][+-]?\\d{1,4})?");

    private static final String XML_SCHEMA = "http://www.w3.org/2001/XMLSchema#";
    private static final Set<String> NUMERIC_TYPES = Set.of(
            "decimal",
            "double",
            "float",
            "integer",
            "long",
            "int",
            "short",
            "byte",
            "nonNegativeInteger",
            "positiveInteger",
            "nonPositiveInteger",
            "negativeInteger",
            "unsignedLong",
            "unsignedInt",
            "unsignedShort",
            "unsignedByte");

    private ValueForm() {}

    /** An identifier: a GS1 key at its finest level as a Digital Link, any other URI in its normal spelling. */
    public static String identifier(String uri) {
        return DigitalLink.parse(uri).map(DigitalLink::finestLevel).orElseGet(() -> CanonicalUri.spelling(uri));
    }

    public static String number(BigDecimal value) {
        return "n:" + value.stripTrailingZeros();
    }

    /**
     * A text of a field of an event by its type: a number if XML Schema says that it is one, and a boolean as {@code
     * true} or {@code false}.
     *
     * @param type the URI of a type of XML Schema; any other has no effect
     */
    static String typed(String expanded, String type) {
        if (!type.startsWith(XML_SCHEMA)) return text(expanded);
        String local = type.substring(XML_SCHEMA.length());
        if (local.equals("boolean")) {
            String lexical = expanded.strip();
            return text(lexical.equals("1") ? "true" : lexical.equals("0") ? "false" : lexical);
        }
        if (!NUMERIC_TYPES.contains(local)) return text(expanded);
        return parseNumber(expanded).map(ValueForm::number).orElseGet(() -> text(expanded));
    }

    /**
     * A text of a field of an event: an instant if it is a time with an offset. Space around it does not count, as in the
     * content of an event (ADR 23).
     */
    public static String text(String expanded) {
        String text = expanded.strip();
        Instant time = Times.parseAnyYear(text);
        return time == null ? "t:" + ofText(text) : "d:" + time;
    }

    /** The forms of a field's value that equal a value asked for. */
    public static Set<String> equalTo(String asked) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(text(asked));
        parseNumber(asked).ifPresent(number -> forms.add(number(number)));
        return forms;
    }

    /** The number of a field's value in its form, or of a text that is one. */
    public static Optional<BigDecimal> asNumber(String form) {
        if (form.startsWith("n:")) return Optional.of(new BigDecimal(form.substring(2)));
        return form.startsWith("t:") ? parseNumber(form.substring(2)) : Optional.empty();
    }

    public static @Nullable Instant asTime(String form) {
        return form.startsWith("d:") ? Instant.parse(form.substring(2)) : null;
    }

    public static Optional<BigDecimal> parseNumber(String text) {
        String number = text.strip();
        return NUMBER.matcher(number).matches() ? Optional.of(new BigDecimal(number)) : Optional.empty();
    }

    private static String ofText(String text) {
        boolean resembles = CanonicalUri.startsWith(text, "urn:epc:") || CanonicalUri.startsWith(text, "http");
        return resembles ? DigitalLink.parse(text).map(DigitalLink::finestLevel).orElse(text) : text;
    }
}
