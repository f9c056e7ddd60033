package io.lotledger.projections.query;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.Nearest;
import io.lotledger.projections.query.event.ValueForm;
import io.lotledger.projections.query.event.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of one parameter, in the forms that conditions compare. Each method throws {@link BadValueException} with
 * the form that would be right.
 *
 * @param values at least one, none of them blank
 * @param prefixes the query's own
 */
record Asked(List<String> values, JsonLdContext prefixes) {
    private static final List<String> EVENT_TYPES =
            List.of("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent");

    private static final BigDecimal MOST_COUNTED = BigDecimal.valueOf(999_999_999);

    Set<String> texts() {
        return new LinkedHashSet<>(values);
    }

    /** Texts around which space does not count. */
    Set<String> strippedTexts() {
        return forms(String::strip);
    }

    /** URIs of places, EPCs and the like. */
    Set<String> identifiers() {
        return forms(value -> {
            requireUri(value);
            return words().identifier(value);
        });
    }

    /** Identifiers that partners also send as plain text, such as the number of a purchase order. */
    Set<String> identifiersOrTexts() {
        return forms(words()::identifier);
    }

    Set<String> eventIds() {
        return forms(value -> {
            requireUri(value);
            return CanonicalUri.spelling(prefixes.expand(value.strip()));
        });
    }

    Set<String> eventTypes() {
        return forms(value -> known(value, words().eventType(value), EVENT_TYPES, "an event type"));
    }

    Set<String> words(Cbv list) {
        return forms(value -> known(value, words().word(value), list.words(), "a word of this list of CBV"));
    }

    Set<String> measurementTypes() {
        return forms(value ->
                known(value, words().measurementType(value), Cbv.MEASUREMENT_TYPE.words(), "a GS1 measurement type"));
    }

    Set<String> oneOf(List<String> allowed) {
        return forms(value -> {
            if (!allowed.contains(value))
                throw new BadValueException("'" + value + "' is not one of " + String.join(", ", allowed), allowed);
            return value;
        });
    }

    Instant time() {
        String value = single();
        Instant time = Times.parse(value);
        if (time == null) {
            if (Times.parseStored(value) != null)
                throw new BadValueException(
                        "'" + value + "' must be between 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in UTC");
            throw new BadValueException("'" + value
                    + "' is not a time with an offset, such as 2026-04-17T09:00:00-04:00 or 2026-04-17T13:00:00Z"
                    + (value.contains(" ") ? "; in a URL, write the plus sign as %2B" : ""));
        }
        return time;
    }

    BigDecimal number() {
        return number(single());
    }

    List<BigDecimal> numbers() {
        return values.stream().map(Asked::number).toList();
    }

    /** Whether an {@code EXISTS_} parameter asks for the field: {@code true}, null and any integer do. */
    boolean asks() {
        String value = single();
        if (value.equals("false")) return false;
        if (value.equals("true") || value.equals("null") || value.matches("[+-]?\\d{1,18}")) return true;
        throw new BadValueException(
                "'" + value + "' is not true, false, null or an integer", List.of("true", "false", "null", "1"));
    }

    /** A number of events. More than a log can have is as good as no limit. */
    int count() {
        String value = single();
        return ValueForm.parseNumber(value)
                .map(BigDecimal::stripTrailingZeros)
                .filter(number -> number.signum() > 0 && number.scale() <= 0)
                .map(number -> number.min(MOST_COUNTED).intValueExact())
                .orElseThrow(() -> new BadValueException("'" + value + "' is not a whole number from 1"));
    }

    /** The forms of values of extension fields that equal one of the values asked for. */
    Set<String> fieldForms() {
        return values.stream()
                .flatMap(value -> ValueForm.equalTo(prefixes.expand(value)).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    String single() {
        if (values.size() > 1) throw new BadValueException("it takes one value, not " + values.size());
        return values.get(0);
    }

    private Words words() {
        return new Words(prefixes);
    }

    private Set<String> forms(Function<String, String> form) {
        return values.stream().map(form).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static BigDecimal number(String value) {
        return ValueForm.parseNumber(value)
                .orElseThrow(() -> new BadValueException("'" + value + "' is not a number, such as 12.5"));
    }

    /** Events may have a URI that their vocabulary does not list, such as {@code gs1:EffectiveDoseRate}. */
    private static String known(String value, String word, Collection<String> words, String what) {
        if (value.indexOf(':') > 0 || words.contains(word)) return word;
        throw new BadValueException(
                "'" + word + "' is neither " + what + " nor a URI"
                        + Nearest.of(word, words)
                                .map(near -> "; did you mean '" + near + "'?")
                                .orElse(""),
                Nearest.of(word, words).map(List::of).orElseGet(() -> List.copyOf(words)));
    }

    private static void requireUri(String value) {
        if (value.strip().indexOf(':') <= 0) {
            throw new BadValueException(
                    "'" + value
                            + "' is not a URI; send an EPC URN, a GS1 Digital Link such as https://id.gs1.org/01/…, or another URI");
        }
    }
}
