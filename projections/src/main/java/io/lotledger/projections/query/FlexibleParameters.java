package io.lotledger.projections.query;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.epcis.vocabulary.Cbv;
import io.lotledger.ingest.epcis.vocabulary.UnitCode;
import io.lotledger.projections.query.condition.Comparison;
import io.lotledger.projections.query.condition.Equality;
import io.lotledger.projections.query.condition.MeasureRange;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.SensorValues;
import io.lotledger.projections.query.event.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The parameters whose name holds a type, a unit or a field. */
final class FlexibleParameters {
    private static final Pattern TYPED = Pattern.compile("EQ_(bizTransaction|source|destination)_(.+)");
    private static final Pattern QUANTITY = Pattern.compile("(EQ|GT|GE|LT|LE)_quantity_(.+)");
    private static final Pattern MEASURE =
            Pattern.compile("(EQ|GT|GE|LT|LE)_(" + String.join("|", SensorValues.MEASURES) + ")(?:_(.+))?");
    private static final Pattern UNIT = Pattern.compile("[A-Z0-9]{2,4}");

    private final JsonLdContext prefixes;

    FlexibleParameters(JsonLdContext prefixes) {
        this.prefixes = prefixes;
    }

    /**
     * The reader of a parameter; empty if the name is none of these.
     *
     * @throws BadValueException when its name is of a family and a part of it is wrong
     */
    Optional<ParameterReader> of(String name) {
        Matcher typed = TYPED.matcher(name);
        if (typed.matches()) return Optional.of(typed(typed.group(1), typed.group(2)));
        Matcher quantity = QUANTITY.matcher(name);
        if (quantity.matches()) {
            requireUnit(name, quantity.group(2));
            return Optional.of(measure(Facet.QUANTITY, quantity.group(1), quantity.group(2)));
        }
        Matcher measure = MEASURE.matcher(name);
        if (measure.matches()) {
            if (measure.group(3) == null)
                throw new BadValueException(
                        "the name needs a unit of UN/CEFACT Rec. 20", List.of(name + "_CEL", name + "_KGM"));
            requireUnit(name, measure.group(3));
            return Optional.of(measure(Facet.sensor(measure.group(2)), measure.group(1), measure.group(3)));
        }
        return new FieldParameters(prefixes).of(name);
    }

    private static void requireUnit(String name, String sent) {
        if (UNIT.matcher(sent).matches()) return;
        Optional<String> near =
                UnitCode.suggest(sent).map(code -> name.substring(0, name.length() - sent.length()) + code);
        throw new BadValueException(
                "'" + sent + "' is not a code of UN/CEFACT Rec. 20, such as KGM, LBR or C62"
                        + near.map(one -> "; did you mean " + one + "?").orElse(""),
                near.stream().toList());
    }

    private ParameterReader typed(String family, String sentType) {
        String type = new Words(prefixes).word(sentType);
        boolean isTransaction = family.equals("bizTransaction");
        Cbv list = isTransaction ? Cbv.BIZ_TRANSACTION_TYPE : Cbv.SOURCE_DESTINATION_TYPE;
        if (sentType.indexOf(':') < 0 && !list.has(type)) {
            throw new BadValueException(
                    "'" + type + "' is neither a type of CBV nor a URI"
                            + list.nearest(type)
                                    .map(near -> "; did you mean EQ_" + family + "_" + near + "?")
                                    .orElse(""),
                    list.words().stream()
                            .map(word -> "EQ_" + family + "_" + word)
                            .toList());
        }
        Function<String, Facet> facet =
                isTransaction ? Facet::bizTransaction : family.equals("source") ? Facet::source : Facet::destination;
        return asked -> new Equality(Set.of(facet.apply(type)), asked.identifiersOrTexts());
    }

    private static ParameterReader measure(Facet facet, String operator, String uom) {
        Comparison comparison = Comparison.valueOf(operator);
        return asked -> new MeasureRange(
                facet, comparison, comparison == Comparison.EQ ? asked.numbers() : List.of(asked.number()), uom);
    }
}
