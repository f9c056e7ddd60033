package io.lotledger.projections.query;

import io.lotledger.ingest.document.context.Gs1Terms;
import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Times;
import io.lotledger.projections.query.condition.Comparison;
import io.lotledger.projections.query.condition.Condition;
import io.lotledger.projections.query.condition.Equality;
import io.lotledger.projections.query.condition.PlaceCondition;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.condition.PlaceIndex.Vocabulary;
import io.lotledger.projections.query.condition.Presence;
import io.lotledger.projections.query.condition.Range;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.Facet.Area;
import io.lotledger.projections.query.event.FieldName;
import io.lotledger.projections.query.event.ValueForm;
import io.lotledger.projections.query.event.Words;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parameters that ask about extension fields, and about master data of what fields name. */
final class FieldParameters {
    private static final Pattern FIELD = Pattern.compile("(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?"
            + "(?:(ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|SENSORREPORT|readPoint|bizLocation)_)?(.+)");
    private static final Pattern HAS_ATTRIBUTE = Pattern.compile("HASATTR_(.+)");
    private static final Pattern EQUAL_ATTRIBUTE = Pattern.compile("EQ_?ATTR_(.+)");
    private static final Pattern DESCRIBED_FIELD =
            Pattern.compile("readPoint|bizLocation|bizStep|disposition|[^:]+:.*[^:/]");
    private static final Map<String, Area> AREAS = Map.of(
            "ILMD", Area.ILMD,
            "ERROR_DECLARATION", Area.ERROR_DECLARATION,
            "SENSORELEMENT", Area.SENSORELEMENT,
            "SENSORMETADATA", Area.SENSORMETADATA,
            "SENSORREPORT", Area.SENSORREPORT,
            "readPoint", Area.READ_POINT,
            "bizLocation", Area.BIZ_LOCATION);

    private final JsonLdContext prefixes;

    FieldParameters(JsonLdContext prefixes) {
        this.prefixes = prefixes;
    }

    Optional<ParameterReader> of(String name) {
        Matcher has = HAS_ATTRIBUTE.matcher(name);
        if (has.matches()) return Optional.of(hasAttribute(has.group(1)));
        Matcher equal = EQUAL_ATTRIBUTE.matcher(name);
        if (equal.matches()) return Optional.of(equalAttribute(equal.group(1)));
        Matcher field = FIELD.matcher(name);
        if (!field.matches() || field.group(4).indexOf(':') <= 0) return Optional.empty();
        Area area = field.group(3) == null ? Area.EVENT : AREAS.getOrDefault(field.group(3), Area.EVENT);
        boolean inner = field.group(2) != null;
        Set<Facet> facets = names(field.group(4)).stream()
                .map(expanded -> Facet.field(area, inner, expanded))
                .collect(Collectors.toSet());
        return Optional.of(
                switch (field.group(1)) {
                    case "EQ" -> asked -> new Equality(facets, asked.fieldForms());
                    case "EXISTS" -> asked -> asked.asks() ? new Presence(facets) : event -> true;
                    default -> asked -> range(facets, Comparison.valueOf(field.group(1)), asked.single());
                });
    }

    private static Condition range(Set<Facet> facets, Comparison comparison, String value) {
        Optional<BigDecimal> number = ValueForm.parseNumber(value);
        if (number.isPresent()) return Range.of(facets, comparison, number.get());
        Instant time = Times.parseAnyYear(value);
        if (time != null) return Range.of(facets, comparison, time);
        throw new BadValueException("'" + value + "' is neither a number nor a time with an offset; " + comparison
                + "_ compares only these");
    }

    private ParameterReader hasAttribute(String field) {
        Described described = described(field);
        return asked -> PlaceCondition.described(
                described.facets(),
                described.vocabulary(),
                new PlaceIndex.Attribute(
                        asked.values().stream()
                                .flatMap(name -> attributeNames(name).stream())
                                .collect(Collectors.toSet()),
                        Set.of()),
                described.form());
    }

    private ParameterReader equalAttribute(String fieldAndAttribute) {
        FieldAndAttribute both = split(fieldAndAttribute);
        Described described = described(both.field());
        Set<String> names = attributeNames(both.attribute());
        return asked -> PlaceCondition.described(
                described.facets(),
                described.vocabulary(),
                new PlaceIndex.Attribute(names, asked.texts()),
                described.form());
    }

    private record FieldAndAttribute(String field, String attribute) {}

    /** Splits at the first underscore that leaves two names with a meaning; a name may have underscores of its own. */
    private FieldAndAttribute split(String text) {
        List<FieldAndAttribute> splits = IntStream.range(1, text.length() - 1)
                .filter(i -> text.charAt(i) == '_')
                .mapToObj(i -> new FieldAndAttribute(text.substring(0, i), text.substring(i + 1)))
                .filter(both -> DESCRIBED_FIELD.matcher(both.field()).matches())
                .toList();
        Optional<FieldAndAttribute> declared = splits.stream()
                .filter(both -> isDeclared(both.field()) && isDeclared(both.attribute()))
                .findFirst();
        if (declared.isPresent()) return declared.get();
        String bare = text.substring(0, Math.max(text.indexOf('_'), 0));
        boolean isOther = !bare.isEmpty() && !DESCRIBED_FIELD.matcher(bare).matches();
        if (isOther && (splits.isEmpty() || Gs1Terms.has(bare))) throw notDescribed(bare);
        if (splits.isEmpty()) {
            throw new BadValueException(
                    "the name needs a field and an attribute of its master data",
                    List.of("EQATTR_bizLocation_cbvmda:city", "EQATTR_readPoint_cbvmda:site"));
        }
        return splits.get(0);
    }

    /** Bare names need no declaration. */
    private boolean isDeclared(String name) {
        return name.indexOf(':') <= 0 || !FieldName.ofParameter(name, prefixes).isEmpty();
    }

    /**
     * Where the values of a field stand, and which master data describes them.
     *
     * @param form of its URI, as the field has it
     */
    private record Described(Set<Facet> facets, Vocabulary vocabulary, UnaryOperator<String> form) {
        static Described of(Facet facet, Vocabulary vocabulary, UnaryOperator<String> form) {
            return new Described(Set.of(facet), vocabulary, form);
        }
    }

    private Described described(String field) {
        UnaryOperator<String> word = new Words(JsonLdContext.NONE)::word;
        return switch (field) {
            case "readPoint" -> Described.of(Facet.READ_POINT, Vocabulary.READ_POINT, uri -> uri);
            case "bizLocation" -> Described.of(Facet.BIZ_LOCATION, Vocabulary.BUSINESS_LOCATION, uri -> uri);
            case "bizStep" -> Described.of(Facet.BIZ_STEP, Vocabulary.BUSINESS_STEP, word);
            case "disposition" -> Described.of(Facet.DISPOSITION, Vocabulary.DISPOSITION, word);
            default -> new Described(extension(field), Vocabulary.ANY, uri -> "t:" + uri);
        };
    }

    private Set<Facet> extension(String field) {
        if (field.indexOf(':') <= 0) throw notDescribed(field);
        return names(field).stream()
                .map(expanded -> Facet.field(Area.EVENT, false, expanded))
                .collect(Collectors.toSet());
    }

    private Set<String> names(String field) {
        Set<String> names = FieldName.ofParameter(field, prefixes);
        if (names.isEmpty()) throw undeclared(field);
        return names;
    }

    /** Master data also has bare names. */
    private Set<String> attributeNames(String name) {
        if (name.indexOf(':') <= 0) return Set.of(name);
        Set<String> names = new HashSet<>(names(name));
        names.add(name);
        return names;
    }

    private static BadValueException notDescribed(String field) {
        return new BadValueException("'" + field
                + "' is not a field whose master data can be asked for; ask for that of readPoint, bizLocation,"
                + " bizStep, disposition or an extension field such as ex:place");
    }

    private static BadValueException undeclared(String field) {
        String prefix = field.substring(0, field.indexOf(':'));
        return new BadValueException("the prefix '" + prefix
                + "' is not declared; name it in the header GS1-Extensions: " + prefix
                + "=<its namespace>, or in the @context of a named query");
    }
}
