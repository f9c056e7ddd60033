package io.lotledger.intake.fda.row;

import io.lotledger.projections.cte.model.Kde;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The different values of a document's cells, each with a number. Most cells repeat one of a few values, so a row of numbers
 * takes a third of the memory of a row of values.
 */
final class CellTexts {
    /** Of {@link Kde#MISSING}, in each document. */
    static final int MISSING = 0;

    /** For rows that have no values. */
    static final CellTexts NONE = new CellTexts();

    /** Bytes of a value, beside its characters. */
    private static final int VALUE = 60;

    private final List<Kde> values = new ArrayList<>(List.of(Kde.MISSING));
    private Map<Kde, Integer> numbers = new HashMap<>(Map.of(Kde.MISSING, MISSING));
    private long characters;

    int number(Kde value) {
        Integer known = numbers.putIfAbsent(value, values.size());
        if (known != null) return known;
        if (value instanceof Kde.Known text) characters += VALUE + text.text().length();
        values.add(value);
        return values.size() - 1;
    }

    Kde at(int number) {
        return values.get(number);
    }

    /** Characters of the different values, and {@link #VALUE} more for each. */
    long characters() {
        return characters;
    }

    /** Called when the document is read: no value gets a number after that. */
    void finish() {
        numbers = Map.of();
    }
}
