package io.lotledger.intake.fda.row;

import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a row, in the order found and each once: a row may be read again. A file may have a warning in most of
 * its cells, so the place of one is worked out when it is sent.
 */
public final class RowFaults {
    private List<Fault> errors = List.of();
    private List<Fault> warnings = List.of();

    /** @param at FDA's column, or the place itself where it is no cell of a column of the row */
    private record Fault(
            Object at,
            String rule,
            String message,
            @Nullable String value) {
        Violation violation(TabTable table, int row) {
            String place = at instanceof Integer column ? table.place(column, row) : at.toString();
            return new Violation(place, rule, message, value);
        }
    }

    public void error(String place, String rule, String message, @Nullable String value) {
        errors = with(errors, new Fault(place, rule, message, value));
    }

    public void warning(String place, String rule, String message, @Nullable String value) {
        warnings = with(warnings, new Fault(place, rule, message, value));
    }

    void error(int column, String rule, String message, @Nullable String value) {
        errors = with(errors, new Fault(column, rule, message, value));
    }

    void warning(int column, String rule, String message, @Nullable String value) {
        warnings = with(warnings, new Fault(column, rule, message, value));
    }

    /** The list grows in place; a row without faults, as nearly all are, has none. */
    private static List<Fault> with(List<Fault> known, Fault one) {
        if (known.contains(one)) return known;
        List<Fault> all = known.isEmpty() ? new ArrayList<>(1) : known;
        all.add(one);
        return all;
    }

    boolean hasError(int column) {
        return errors.stream().anyMatch(error -> error.at().equals(column));
    }

    boolean hasErrorWith(String message) {
        return errors.stream().anyMatch(error -> error.message().equals(message));
    }

    List<Violation> errors(TabTable table, int row) {
        return errors.stream().map(one -> one.violation(table, row)).toList();
    }

    List<Violation> warnings(TabTable table, int row) {
        return warnings.stream().map(one -> one.violation(table, row)).toList();
    }
}
