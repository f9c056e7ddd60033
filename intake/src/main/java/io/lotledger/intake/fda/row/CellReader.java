package io.lotledger.intake.fda.row;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.intake.sheet.MergedRange;
import io.lotledger.intake.sheet.SheetCell;
import io.lotledger.intake.sheet.SheetRow;
import io.lotledger.projections.cte.model.Kde;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a row, and notes what a spreadsheet program has done to them. */
public final class CellReader {
    private static final String TIME = "\\d{1,2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?(?: ?[AaPp][Mm])?";

    private static final Pattern MONTH_FIRST =
            Pattern.compile("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})(?: " + TIME + ")?");
    private static final Pattern YEAR_FIRST =
            Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})(?:[T ]" + TIME + "(?:Z|[+-]\\d{2}:?\\d{2})?)?");

    /** A long number as Excel shows it and saves it to CSV. */
    private static final Pattern ROUNDED = Pattern.compile("-?\\d(\\.\\d+)?E\\+\\d{2,3}");

    /** Fifteen digits after the leading zeros of a small number: a third of a tenth has sixteen decimals. */
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30}");

    /** Digits that a spreadsheet keeps of a number. */
    private static final int EXACT_DIGITS = 15;

    /** A year before is a typing error, or a spreadsheet's day 0. */
    private static final int FIRST_YEAR = 2000;

    private final CellTexts texts = new CellTexts();
    private final DateOrders dateOrders = new DateOrders();
    private final GroupingPoints groupingPoints = new GroupingPoints();
    private final Map<MergedRange, RowFaults> mergedAmounts = new HashMap<>();
    private @Nullable TabTable table;

    public FdaRow read(TabTable table, SheetRow row) {
        if (table != this.table) mergedAmounts.clear();
        this.table = table;
        int[] values = new int[table.tab().columns().size()];
        int[] before = new int[values.length];
        RowFaults faults = new RowFaults();
        for (int column = 0; column < values.length; column++) {
            @Nullable SheetCell cell = table.cell(row, column);
            if (cell == null) continue; // its value is CellTexts.MISSING
            FdaColumn<?> fda = table.tab().columns().get(column);
            if (cell.merged() != null && isUnclear(cell, cell.merged(), fda, row, faults)) {
                if (!faults.hasErrorWith(unclear(cell))) {
                    faults.error(column, "merged", unclear(cell), cell.text());
                }
                continue;
            }
            values[column] = texts.number(value(cell, fda, column, faults));
            before[column] = isText(fda) && cell.kind() == SheetCell.Kind.PADDED_NUMBER
                    ? texts.number(Kde.of(withoutZeros(cell)))
                    : values[column];
            if (isDate(fda)) noteOrder(table, column, row.number(), faults, cell);
            if (isAmount(fda) && row.mayGroupByPoint()) {
                groupingPoints.note(table, column, faults, cell.text());
            }
        }
        boolean isReadOtherwise = !Arrays.equals(values, before);
        return new FdaRow(table, row.number(), texts, values, isReadOtherwise ? before : null, faults);
    }

    private static boolean isText(FdaColumn<?> fda) {
        return !isDate(fda) && !isAmount(fda);
    }

    private static String withoutZeros(SheetCell padded) {
        return new BigDecimal(padded.text()).toPlainString();
    }

    private void noteOrder(TabTable table, int column, int row, RowFaults faults, SheetCell cell) {
        Matcher date = MONTH_FIRST.matcher(cell.text());
        if (!date.matches()) return;
        dateOrders.note(table, column, row, faults, number(date.group(1)), number(date.group(2)), cell.text());
    }

    /** Adds the warnings that only the whole document shows. */
    void finish() {
        dateOrders.warn();
        groupingPoints.warn();
        texts.finish();
    }

    /** Characters of the different values read. */
    public long characters() {
        return texts.characters();
    }

    /**
     * Whether merged cells do not say of which column their value is, or of which row an amount is. The row above, which has
     * the amount, is told too.
     */
    private boolean isUnclear(SheetCell cell, MergedRange merged, FdaColumn<?> fda, SheetRow row, RowFaults faults) {
        if (!merged.isOneColumn()) return true;
        if (!isAmount(fda)) return false;
        if (merged.firstRow() == row.number()) {
            mergedAmounts.put(merged, faults);
            return false;
        }
        RowFaults above = mergedAmounts.get(merged);
        if (above != null && !above.hasErrorWith(unclear(cell))) {
            above.error(row.sheet() + "!" + merged, "merged", unclear(cell), cell.text());
        }
        return true;
    }

    /** The message of an error that each row of the merged cells has once. */
    private static String unclear(SheetCell cell) {
        return "the cells " + cell.merged() + " are merged; unmerge them, and enter in each cell the value that it has";
    }

    private static Kde value(SheetCell cell, FdaColumn<?> fda, int column, RowFaults faults) {
        if (cell.kind() == SheetCell.Kind.ERROR) {
            faults.error(
                    column, "cell-error", "the cell holds an error of the spreadsheet; enter the value", cell.text());
            return Kde.MISSING;
        }
        if (!isStorable(cell.text())) {
            String message = "the cell holds a NUL character or half of a surrogate pair; enter the text again";
            faults.error(column, "characters", message, null);
            return Kde.MISSING;
        }
        Kde written = Kde.written(cell.text());
        if (!(written instanceof Kde.Known)) return written;
        if (isDate(fda)) return date(cell, column, faults);
        if (isAmount(fda)) return amount(cell, column, faults);
        return text(cell, fda, column, faults);
    }

    /** Whether the log can hold the text: in a lot's URI its bytes would be escaped, and refused only later. */
    private static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }

    public static boolean isDate(FdaColumn<?> fda) {
        return fda.kde() == KeyDataElement.DATE;
    }

    public static boolean isAmount(FdaColumn<?> fda) {
        return fda.kde() == KeyDataElement.QUANTITY && fda.title().startsWith("Quantity");
    }

    public static boolean isUnit(FdaColumn<?> fda) {
        return fda.kde() == KeyDataElement.QUANTITY && !fda.title().startsWith("Quantity");
    }

    private static Kde date(SheetCell cell, int column, RowFaults faults) {
        Optional<LocalDate> date = dateOf(cell.text()).filter(day -> day.getYear() > 0);
        if (date.isPresent() && cell.kind() != SheetCell.Kind.NUMBER) {
            if (date.get().getYear() < FIRST_YEAR) {
                String message = "the year is " + date.get().getYear() + "; check the date";
                faults.warning(column, "date", message, cell.text());
            }
            return Kde.of(date.get().format(Cells.DATE));
        }
        String message = cell.kind() == SheetCell.Kind.NUMBER
                ? "the cell holds a number and not a date; format the column as a date, or enter mm/dd/yyyy as text"
                : "not a date as FDA writes it, mm/dd/yyyy, such as 11/27/2026" + hint(cell.text());
        faults.error(column, "date", message, cell.text());
        return Kde.MISSING;
    }

    private static String hint(String text) {
        Matcher monthFirst = MONTH_FIRST.matcher(text);
        if (monthFirst.matches() && Integer.parseInt(monthFirst.group(1)) > 12) {
            return "; the month comes first, and there is no month " + monthFirst.group(1);
        }
        return text.matches("\\d{1,2}[/.-]\\d{1,2}[/.-]\\d{2}") ? "; write the year with four digits" : "";
    }

    private static Optional<LocalDate> dateOf(String text) {
        try {
            Matcher m = MONTH_FIRST.matcher(text);
            if (m.matches() && text.indexOf('.') < 0) {
                return Optional.of(LocalDate.of(number(m.group(3)), number(m.group(1)), number(m.group(2))));
            }
            Matcher y = YEAR_FIRST.matcher(text);
            if (y.matches()) {
                return Optional.of(LocalDate.of(number(y.group(1)), number(y.group(2)), number(y.group(3))));
            }
            return Optional.empty();
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    private static Kde amount(SheetCell cell, int column, RowFaults faults) {
        if (cell.kind() == SheetCell.Kind.PADDED_NUMBER) return Kde.of(withoutZeros(cell));
        if (AMOUNT.matcher(cell.text()).matches()) return Kde.of(cell.text());
        faults.error(column, "quantity", noAmount(cell.text()), cell.text());
        return Kde.MISSING;
    }

    private static String noAmount(String text) {
        if (text.startsWith("-") && AMOUNT.matcher(text.substring(1)).matches()) {
            return "the quantity is negative; enter zero or more";
        }
        return text.indexOf(',') >= 0
                ? "not a number; write it without separators of thousands and with a decimal point, such as 1250.5"
                : "not a number; write digits only, and the unit in its own column";
    }

    private static Kde text(SheetCell cell, FdaColumn<?> fda, int column, RowFaults faults) {
        if (cell.kind() == SheetCell.Kind.DATE) {
            String message = "the spreadsheet turned what was entered here into a date; format the column as text and"
                    + " enter it again";
            faults.error(column, "date-in-text", message, cell.text());
            return Kde.MISSING;
        }
        if (cell.kind() == SheetCell.Kind.BOOLEAN) {
            String message = "the cell holds the truth value " + cell.text()
                    + " and not a text; check it, format the column as text and enter it again";
            faults.warning(column, "boolean", message, cell.text());
        }
        if (ROUNDED.matcher(cell.text()).matches() && mayLoseZeros(fda)) {
            String message =
                    "the spreadsheet rounded a long number that was entered here; format the column as text and"
                            + " enter it again";
            faults.error(column, "number-in-text", message, cell.text());
            return Kde.MISSING;
        }
        if (cell.kind() == SheetCell.Kind.NUMBER && mayLoseZeros(fda)) {
            if (cell.text().length() > EXACT_DIGITS) {
                String message = "the cell holds a number of more than 15 digits, of which a spreadsheet changes the"
                        + " last; format the column as text and enter it again";
                faults.error(column, "number-in-text", message, cell.text());
                return Kde.MISSING;
            }
            String message =
                    "the cell holds a number: leading zeros, if it had any, are lost; format the column as text"
                            + " and check the value";
            faults.warning(column, "leading-zeros", message, cell.text());
        }
        return Kde.of(cell.text());
    }

    /** Columns of codes, numbers of documents, postal codes and phones. */
    private static boolean mayLoseZeros(FdaColumn<?> fda) {
        String title = fda.title().toLowerCase(Locale.ROOT);
        return title.contains("code") || title.contains("number") || title.contains("lot");
    }
}
