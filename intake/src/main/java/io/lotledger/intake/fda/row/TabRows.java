package io.lotledger.intake.fda.row;

import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.sheet.SheetCell;
import io.lotledger.intake.sheet.SheetRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of a document by tab. */
public final class TabRows {
    /** The headings stand in one of the first rows, below a title at most. */
    private static final int LAST_HEADING_ROW = 20;

    /** Characters of the different values of a document that memory holds. */
    private static final long MAX_CHARACTERS = 48L << 20;

    private static final int MAX_ROWS = 500_000;

    /** Bytes of a row in memory, beside the characters of its different values. */
    private static final int ROW = 300;

    /** Rows that a warning names one by one. */
    private static final int SOME = 30;

    /** Sheets of FDA and of our templates that hold no records. */
    private static final Set<String> OWN_SHEETS = Set.of("", "Introduction", "Definitions", "Lists");

    private final Map<String, List<FdaRow>> byTab = new LinkedHashMap<>();
    private final List<TabTable> tables = new ArrayList<>();
    private final List<FdaRow> misread = new ArrayList<>();
    private final Set<TabTable> filled = new HashSet<>();
    private final Set<String> otherSheets = new LinkedHashSet<>();
    private final List<String> firstRow = new ArrayList<>();
    private final CellReader cells = new CellReader();
    private final Map<String, String> ownHeadings;
    private final LargeTreePermits permits;
    private @Nullable TabTable table;
    private @Nullable String sheet;
    private boolean isBelowSecondTable;
    private int count;
    private final List<String> examples = new ArrayList<>();
    private final List<String> changedExamples = new ArrayList<>();
    private final Map<TabTable, List<Integer>> hidden = new LinkedHashMap<>();

    public TabRows(Map<String, String> ownHeadings, LargeTreePermits permits) {
        this.ownHeadings = ownHeadings;
        this.permits = permits;
    }

    /** A row that may be one of headings, with FDA's in place of the partner's own. */
    private SheetRow withFdaHeadings(SheetRow row) {
        if (ownHeadings.isEmpty()) return row;
        List<@Nullable SheetCell> cells = new ArrayList<>(row.cells());
        cells.replaceAll(cell -> {
            String fda = cell == null ? null : ownHeadings.get(TabTable.normal(cell.text()));
            return fda == null ? cell : new SheetCell(fda, SheetCell.Kind.TEXT);
        });
        return new SheetRow(row.sheet(), row.number(), cells, row.isHidden(), row.mayGroupByPoint());
    }

    public void add(SheetRow row) {
        if (!row.sheet().equals(sheet)) {
            sheet = row.sheet();
            table = null;
            isBelowSecondTable = false;
            otherSheets.add(row.sheet());
            if (firstRow.isEmpty()) {
                for (SheetCell cell : row.cells()) if (cell != null) firstRow.add(cell.text());
            }
        }
        TabTable current = table;
        if (current == null) {
            if (row.number() > LAST_HEADING_ROW) return;
            Optional<TabTable> begun = TabTable.beginningWith(withFdaHeadings(row));
            begun.ifPresent(one -> {
                table = one;
                tables.add(one);
                otherSheets.remove(row.sheet());
            });
            return;
        }
        if (isBelowSecondTable || isSecondTable(current, row) || current.isBlank(row)) return;
        Optional<String> tooLong = current.tooLong(row);
        if (tooLong.isPresent()) {
            misread.add(FdaRow.misread(current, row.number(), "columns", tooLong.get()));
            return;
        }
        @Nullable SheetCell mark = current.exampleMark(row);
        if (mark != null && TabTable.normal(mark.text()).equals(TabTable.normal(TabTable.EXAMPLE_MARK))) {
            (current.isExample(row) ? examples : changedExamples).add(current.sheet() + "!" + row.number());
            return;
        }
        filled.add(current);
        FdaRow read = cells.read(current, row);
        if (mark != null) {
            String message = "the column Example marks the example of a template, which is not read; empty the cell, or"
                    + " delete the row if it is no record";
            read.faults().error(current.exampleMarkPlace(row), "example", message, mark.text());
        }
        if (row.isHidden())
            hidden.computeIfAbsent(current, one -> new ArrayList<>()).add(row.number());
        byTab.computeIfAbsent(current.tab().name(), tab -> new ArrayList<>()).add(read);
        countMemory();
    }

    /** Whether the row has FDA's headings again: what is below is not of the table. */
    private boolean isSecondTable(TabTable current, SheetRow row) {
        if (!TabTable.mayBeHeadings(row, ownHeadings.keySet())) return false;
        Optional<TabTable> second = TabTable.beginningWith(withFdaHeadings(row));
        second.ifPresent(other -> {
            isBelowSecondTable = true;
            String message = "the row has headings of FDA's tab " + other.tab().name()
                    + " again; a sheet holds one table, so this row and the rows below it are not read. Move them to a"
                    + " sheet or a file of their own";
            misread.add(FdaRow.misread(current, row.number(), "headings", message));
        });
        return isBelowSecondTable;
    }

    private void countMemory() {
        permits.acquireIfLarge((int) Math.min(Integer.MAX_VALUE, cells.characters() + (long) count * ROW));
        if (++count > MAX_ROWS || cells.characters() > MAX_CHARACTERS) {
            throw new DocumentTooLargeException("The file has more rows than can be read at once ("
                    + Math.min(count, MAX_ROWS) + " rows with " + cells.characters()
                    + " characters of different values were read); send the rows in several files");
        }
    }

    public List<FdaRow> of(String tab) {
        return byTab.getOrDefault(tab, List.of());
    }

    /** What rows say together does not depend on their order in the file. */
    public List<FdaRow> inOrderOfContent(String tab) {
        return of(tab).stream().sorted(FdaRow.BY_CONTENT).toList();
    }

    /** Rows that are not read, each with the error that says why. */
    public List<FdaRow> misread() {
        return misread;
    }

    /** Refuses a document without any of FDA's tabs, or with a tab that lacks a column no event can do without. */
    public void checkHeadings(Function<String, List<Integer>> needed) {
        List<Violation> violations = new ArrayList<>();
        if (tables.isEmpty()) {
            String found = firstRow.isEmpty()
                    ? "the file is empty"
                    : "its first row reads '" + String.join("', '", firstRow.subList(0, Math.min(6, firstRow.size())))
                            + "'";
            violations.add(new Violation(
                    "$",
                    "headings",
                    "No sheet has the headings of one of FDA's tabs (" + found
                            + "); take them from a template, GET /templates/shipping.xlsx",
                    null));
        }
        for (TabTable one : tables) {
            if (!filled.contains(one)) continue;
            checkTwice(one, violations);
            for (String title : one.missing(needed.apply(one.tab().name()))) {
                violations.add(new Violation(
                        one.headingsPlace(),
                        "headings",
                        "the tab " + one.tab().name() + " needs the column \"" + title
                                + "\"; copy FDA's heading from a template",
                        null));
            }
        }
        if (!violations.isEmpty()) throw new UnreadableDocumentException(violations);
    }

    private static void checkTwice(TabTable one, List<Violation> violations) {
        if (one.hasNeighbour()) {
            List<String> columns = new ArrayList<>(one.repeated());
            columns.addAll(one.otherTabs());
            violations.add(new Violation(
                    one.headingsPlace(),
                    "headings",
                    "another table stands beside that of the tab " + one.tab().name() + ": "
                            + String.join(", ", columns)
                            + "; a sheet holds one table, so move the other to a sheet or a file of its own",
                    null));
        } else if (!one.repeated().isEmpty()) {
            violations.add(new Violation(
                    one.headingsPlace(),
                    "headings",
                    "these headings are there twice: " + String.join(", ", one.repeated())
                            + "; leave each of FDA's headings over one column",
                    null));
        }
    }

    /** Tells what the document shows as a whole: in warnings of its own and of its rows. */
    public void notes(DocumentSink sink) {
        cells.finish();
        otherSheets.removeIf(name -> OWN_SHEETS.contains(name));
        if (!otherSheets.isEmpty()) {
            String names = String.join(", ", otherSheets);
            sink.note(new Violation(
                    "$", "sheets", "these sheets have no headings of FDA's tabs and are not read: " + names, null));
        }
        if (!tables.isEmpty()
                && filled.isEmpty()
                && misread.isEmpty()
                && examples.isEmpty()
                && changedExamples.isEmpty()) {
            String message = "the file has headings and no rows below them, so nothing is captured; enter the records"
                    + " below the headings and send it again";
            sink.note(new Violation("$", "rows", message, null));
        }
        if (!examples.isEmpty()) {
            String message = "examples of the template, which are not read: " + some(examples);
            sink.note(new Violation("$", "example", message, null));
        }
        if (!changedExamples.isEmpty()) {
            String message = "rows that are marked as examples but have other values than the template's are not read: "
                    + some(changedExamples) + "; empty their cells in the column Example if they are records";
            sink.note(new Violation("$", "example", message, null));
        }
        hidden.forEach((table, rows) -> sink.note(new Violation(
                table.headingsPlace(),
                "hidden",
                "these rows are hidden and are read all the same: " + some(rows)
                        + "; delete them if they are not meant to be",
                null)));
        for (TabTable one : tables) {
            if (!filled.contains(one)) continue;
            String place = one.headingsPlace();
            if (!one.others().isEmpty()) {
                sink.note(new Violation(
                        place,
                        "columns",
                        "these columns are not FDA's and are not read: " + String.join(", ", one.others()),
                        null));
            }
            if (!one.otherTabs().isEmpty()) {
                sink.note(new Violation(
                        place,
                        "columns",
                        "these columns have headings of other tabs than "
                                + one.tab().name() + " and are not read: " + String.join(", ", one.otherTabs()),
                        null));
            }
            List<String> missing = one.missing(all(one.tab()));
            if (!missing.isEmpty()) {
                sink.note(new Violation(
                        place,
                        "headings",
                        "the tab lacks these columns of FDA's, which are gaps in each row: "
                                + String.join(", ", missing),
                        null));
            }
        }
    }

    /** The first of many. */
    private static String some(List<?> all) {
        String first = all.stream().limit(SOME).map(String::valueOf).collect(Collectors.joining(", "));
        return all.size() <= SOME ? first : first + " and " + (all.size() - SOME) + " more";
    }

    private static List<Integer> all(Tab<?> tab) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < tab.columns().size(); i++) all.add(i);
        return all;
    }
}
