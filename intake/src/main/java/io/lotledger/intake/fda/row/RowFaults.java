package io.lotledger.intake.fda.row;

import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a row, in the order found and each once: a row may be read again. */
public final class RowFaults {
    private final List<Violation> errors = new ArrayList<>(0);
    private final List<Violation> warnings = new ArrayList<>(0);

    public void error(String place, String rule, String message, @Nullable String value) {
        add(errors, new Violation(place, rule, message, value));
    }

    public void warning(String place, String rule, String message, @Nullable String value) {
        add(warnings, new Violation(place, rule, message, value));
    }

    private static void add(List<Violation> to, Violation one) {
        if (!to.contains(one)) to.add(one);
    }

    public List<Violation> errors() {
        return errors;
    }

    public List<Violation> warnings() {
        return warnings;
    }
}
