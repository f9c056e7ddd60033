package io.lotledger.intake.fda.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** In which columns the point of every quantity stands where it may group thousands. */
final class GroupingPoints {
    private static final String MAY_GROUP = "[1-9]\\d{0,2}\\.\\d{3}";

    private record Column(TabTable table, int column) {}

    private record Amount(RowFaults faults, String text) {}

    private final Set<Column> decimal = new HashSet<>();
    private final Map<Column, List<Amount>> ambiguous = new HashMap<>();

    /** Notes a quantity as written. */
    void note(TabTable table, int column, RowFaults faults, String text) {
        if (text.indexOf('.') < 0) return;
        Column at = new Column(table, column);
        if (text.matches(MAY_GROUP)) {
            ambiguous.computeIfAbsent(at, one -> new ArrayList<>()).add(new Amount(faults, text));
        } else if (text.indexOf(',') < 0) {
            decimal.add(at);
        }
    }

    /** Warns at the quantities of a column in which no other shows that the point is a decimal point. */
    void warn() {
        ambiguous.forEach((at, amounts) -> {
            if (decimal.contains(at)) return;
            for (Amount amount : amounts) {
                String message = "read as " + amount.text() + " with a decimal point; in a file separated by semicolons"
                        + " the point may group thousands: if it does, write "
                        + amount.text().replace(".", "");
                amount.faults().warning(at.column(), "quantity", message, amount.text());
            }
        });
    }
}
