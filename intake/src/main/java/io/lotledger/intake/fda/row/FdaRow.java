package io.lotledger.intake.fda.row;

import io.lotledger.projections.cte.model.Kde;
import java.util.Arrays;
import java.util.Comparator;

/** A row of one of FDA's tabs. Two rows of a file are two, whatever they hold. */
public final class FdaRow {
    private static final String END = "\u001f";

    /** An order of rows that does not depend on where they stand in the file. */
    public static final Comparator<FdaRow> BY_CONTENT = FdaRow::compareContent;

    private final TabTable table;
    private final int number;
    private final Kde[] values;
    private final RowFaults faults;

    /**
     * @param number as a spreadsheet counts
     * @param values by FDA's column
     */
    FdaRow(TabTable table, int number, Kde[] values, RowFaults faults) {
        this.table = table;
        this.number = number;
        this.values = values;
        this.faults = faults;
    }

    /** A row whose values are not known to stand in their columns. */
    static FdaRow misread(TabTable table, int number, String rule, String message) {
        Kde[] values = new Kde[table.tab().columns().size()];
        Arrays.fill(values, Kde.MISSING);
        FdaRow row = new FdaRow(table, number, values, new RowFaults());
        row.faults.error(row.place(), rule, message, null);
        return row;
    }

    public int number() {
        return number;
    }

    public RowFaults faults() {
        return faults;
    }

    Kde value(int column) {
        return values[column];
    }

    public String place() {
        return table.sheet() + "!" + number;
    }

    public String place(int column) {
        return table.place(column, number);
    }

    public void error(int column, String rule, String message) {
        faults.error(place(column), rule, message, text(column));
    }

    public void warning(int column, String rule, String message) {
        faults.warning(place(column), rule, message, text(column));
    }

    /** Whether an error of the cell is noted, so that another would repeat it. */
    public boolean isFaulty(int column) {
        String place = place(column);
        return faults.errors().stream().anyMatch(error -> error.path().equals(place));
    }

    /** The text of a known value, otherwise empty. */
    public String text(int column) {
        return values[column] instanceof Kde.Known known ? known.text() : "";
    }

    public boolean hasSameCellsAs(FdaRow other) {
        return Arrays.equals(values, other.values);
    }

    /** The cells in one text. */
    public String content() {
        StringBuilder content = new StringBuilder();
        for (Kde value : values) content.append(Cells.written(value)).append(END);
        return content.toString();
    }

    /** As {@link #content} of both compares. */
    private static int compareContent(FdaRow one, FdaRow other) {
        for (int column = 0; column < one.values.length && column < other.values.length; column++) {
            if (one.values[column].equals(other.values[column])) continue;
            int order = (Cells.written(one.values[column]) + END).compareTo(Cells.written(other.values[column]) + END);
            if (order != 0) return order;
        }
        return Integer.compare(one.values.length, other.values.length);
    }
}
