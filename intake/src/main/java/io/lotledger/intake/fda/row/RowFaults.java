package io.lotledger.intake.fda.row;

import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a row, in the order found and each once: a row may be read again. */
public final class RowFaults {
    private List<Violation> errors = List.of();
    private List<Violation> warnings = List.of();

    public void error(String place, String rule, String message, @Nullable String value) {
        errors = with(errors, new Violation(place, rule, message, value));
    }

    public void warning(String place, String rule, String message, @Nullable String value) {
        warnings = with(warnings, new Violation(place, rule, message, value));
    }

    /** The list grows in place; a row without faults, as nearly all are, has none. */
    private static List<Violation> with(List<Violation> known, Violation one) {
        if (known.contains(one)) return known;
        List<Violation> all = known.isEmpty() ? new ArrayList<>(1) : known;
        all.add(one);
        return all;
    }

    public List<Violation> errors() {
        return errors;
    }

    public List<Violation> warnings() {
        return warnings;
    }
}
