package io.lotledger.intake.fda.row;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In which columns a date has the day first, so that others of the column may have it too. */
final class DateOrders {
    private record Column(TabTable table, int column) {}

    private record DateCell(RowFaults faults, String text) {}

    private final Map<Column, String> dayFirst = new HashMap<>();
    private final Map<Column, List<DateCell>> ambiguous = new HashMap<>();

    /** Each text once: a file has many rows and few days. */
    private final Map<String, String> texts = new HashMap<>();

    /** Notes a date of two numbers and a year, as written. */
    void note(TabTable table, int column, int row, RowFaults faults, int first, int second, String text) {
        Column at = new Column(table, column);
        if (first > 12 && second <= 12) dayFirst.putIfAbsent(at, table.place(column, row));
        if (first > 12 || second > 12 || first == second) return;
        ambiguous
                .computeIfAbsent(at, one -> new ArrayList<>())
                .add(new DateCell(faults, texts.computeIfAbsent(text, same -> same)));
    }

    /** Warns at the dates that may have the day first, since another date of their column has. */
    void warn() {
        ambiguous.forEach((at, cells) -> {
            @Nullable String other = dayFirst.get(at);
            if (other == null) return;
            for (DateCell cell : cells) {
                cell.faults()
                        .warning(
                                at.column(),
                                "date",
                                "read with the month first, but " + other + " has the day first; check the date, and"
                                        + " write all dates of the column as mm/dd/yyyy or yyyy-mm-dd",
                                cell.text());
            }
        });
    }
}
