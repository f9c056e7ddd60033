package io.lotledger.intake.fda.row;

import io.lotledger.ingest.epcis.vocabulary.UnitCode;
import io.lotledger.intake.x12.element.AmountReader;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The unit of measure in a cell: a word of ours or a code of UN/ECE Recommendation 20. No other code is guessed at. */
public final class UnitCell {
    /** Words that mean one unit here and another there. */
    private static final Map<String, String> AMBIGUOUS = Map.of(
            "pint", "dry pints, liquid pints or imperial pints",
            "quart", "dry quarts or liquid quarts",
            "ton", "short tons, long tons or metric tons");

    private UnitCell() {}

    /** The code of Recommendation 20; empty if the text is no unit. */
    public static Optional<String> code(String text) {
        return UnitOfMeasure.ofWords(text);
    }

    /** What to write instead of a text that is no unit. */
    public static String advice(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        String exact = AMBIGUOUS.get(word.endsWith("s") ? word.substring(0, word.length() - 1) : word);
        if (exact != null) return "there are several units of this name; write " + exact;
        Set<String> meant = meant(text.strip().toUpperCase(Locale.ROOT));
        return "not a unit that is known"
                + (meant.isEmpty() ? "" : "; did you mean " + String.join(" or ", meant) + "?")
                + "; write one of " + String.join(", ", UnitOfMeasure.words())
                + ", or a code of UN/ECE Recommendation 20";
    }

    /** What X12 has the code for, and the package that Recommendation 21 has it for. */
    private static Set<String> meant(String code) {
        Set<String> meant = new LinkedHashSet<>();
        AmountReader.usualUnit(code).map(UnitCell::named).ifPresent(meant::add);
        UnitCode.suggest(code).map(UnitCell::named).ifPresent(meant::add);
        if (UnitCode.isKnown("X" + code)) meant.add(named("X" + code));
        return meant;
    }

    /** {@code XCA (cans)}. */
    private static String named(String code) {
        String words = UnitOfMeasure.inWords(code);
        return words.equals(code) ? code : code + " (" + words + ")";
    }
}
