package io.lotledger.intake.fda.row;

import io.lotledger.ingest.document.text.Violation;
import io.lotledger.projections.cte.model.Kde;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of one of FDA's tabs. Two rows of a file are two, whatever they hold. */
public final class FdaRow {
    private static final String END = "\u001f";

    /** An order of rows that does not depend on where they stand in the file. */
    public static final Comparator<FdaRow> BY_CONTENT = FdaRow::compareContent;

    private final TabTable table;
    private final int number;
    private final CellTexts texts;
    private final byte[] values;

    /** As {@link #values}, where an earlier version read other ones. */
    private final byte @Nullable [] valuesBefore;

    private final RowFaults faults;

    /**
     * @param number as a spreadsheet counts
     * @param values numbers in {@code texts} by FDA's column
     * @param before the same as an earlier version read them; {@code null} if it read no others
     */
    FdaRow(TabTable table, int number, CellTexts texts, int[] values, int @Nullable [] before, RowFaults faults) {
        this(table, number, texts, PackedNumbers.of(values), before == null ? null : PackedNumbers.of(before), faults);
    }

    private FdaRow(
            TabTable table, int number, CellTexts texts, byte[] values, byte @Nullable [] before, RowFaults faults) {
        this.table = table;
        this.number = number;
        this.texts = texts;
        this.values = values;
        this.valuesBefore = before;
        this.faults = faults;
    }

    /** A row whose values are not known to stand in their columns. */
    static FdaRow misread(TabTable table, int number, String rule, String message) {
        int[] values = new int[table.tab().columns().size()]; // all of them CellTexts.MISSING
        FdaRow row = new FdaRow(table, number, CellTexts.NONE, values, null, new RowFaults());
        row.faults.error(row.place(), rule, message, null);
        return row;
    }

    public int number() {
        return number;
    }

    public RowFaults faults() {
        return faults;
    }

    /** The row as versions up to 0.2.0 read it: numbers without the leading zeros that the sheet shows. */
    public FdaRow asReadBefore() {
        return valuesBefore == null ? this : new FdaRow(table, number, texts, valuesBefore, null, faults);
    }

    /** The first of the rows that versions up to 0.2.0 read in another way, as they read it. */
    public static Optional<FdaRow> firstAsReadBefore(List<FdaRow> rows) {
        return rows.stream().filter(row -> row.valuesBefore != null).findFirst().map(FdaRow::asReadBefore);
    }

    /** Names the cells that an earlier version, which captured the row, read in another way. */
    public void warnReadBefore() {
        FdaRow before = asReadBefore();
        for (int column = 0; column < table.tab().columns().size(); column++) {
            String was = before.text(column);
            String now = text(column);
            if (was.equals(now)) continue;
            String message = "was \"" + was + "\" when an earlier version captured this row, and is now \"" + now
                    + "\", as the sheet shows it";
            faults.warning(column, "leading-zeros", message, now);
        }
    }

    /** By FDA's column. */
    List<Kde> values() {
        List<Kde> all = new ArrayList<>(table.tab().columns().size());
        for (PackedNumbers numbers = new PackedNumbers(values); numbers.hasNext(); ) all.add(texts.at(numbers.next()));
        return all;
    }

    public List<Violation> errors() {
        return faults.errors(table, number);
    }

    public List<Violation> warnings() {
        return faults.warnings(table, number);
    }

    public String place() {
        return table.sheet() + "!" + number;
    }

    public String place(int column) {
        return table.place(column, number);
    }

    public void error(int column, String rule, String message) {
        faults.error(column, rule, message, text(column));
    }

    public void warning(int column, String rule, String message) {
        faults.warning(column, rule, message, text(column));
    }

    /** Whether an error of the cell is noted, so that another would repeat it. */
    public boolean isFaulty(int column) {
        return faults.hasError(column);
    }

    /** The text of a known value, otherwise empty. */
    public String text(int column) {
        return values().get(column) instanceof Kde.Known known ? known.text() : "";
    }

    /** @param other a row of the same document */
    public boolean hasSameCellsAs(FdaRow other) {
        return Arrays.equals(values, other.values);
    }

    /** The cells in one text. */
    public String content() {
        StringBuilder content = new StringBuilder();
        for (Kde value : values()) content.append(Cells.written(value)).append(END);
        return content.toString();
    }

    /** As {@link #content} of both compares. */
    private static int compareContent(FdaRow one, FdaRow other) {
        PackedNumbers ofOne = new PackedNumbers(one.values);
        PackedNumbers ofOther = new PackedNumbers(other.values);
        while (ofOne.hasNext() && ofOther.hasNext()) {
            int number = ofOne.next();
            int otherNumber = ofOther.next();
            if (number == otherNumber) continue;
            String text = Cells.written(one.texts.at(number));
            int order = (text + END).compareTo(Cells.written(other.texts.at(otherNumber)) + END);
            if (order != 0) return order;
        }
        return Boolean.compare(ofOne.hasNext(), ofOther.hasNext());
    }
}
