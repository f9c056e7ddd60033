package io.lotledger.intake.fda.row;

import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.intake.sheet.SheetCell;
import io.lotledger.intake.sheet.SheetRow;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table of a file that has the headings of one of FDA's tabs, in any order and among others. A heading counts with or
 * without the hint in brackets below it; case, white space and the forms of dashes and quotes do not count.
 */
public final class TabTable {
    private final Tab<?> tab;
    private final String sheet;
    private final int headingRow;
    private final int[] columns;
    private final List<String> others;
    private final List<String> otherTabs;
    private final List<String> repeated;
    private final int exampleColumn;
    private final int width;

    /** Of the places of cells by FDA's column, what stands before and after the row's number. */
    private final String[] beforeRow;

    private final String[] afterRow;

    /**
     * @param sheet as named in places: the sheet's name; in a CSV file the tab's
     * @param columns the file's column of each of FDA's columns, -1 where it has none
     * @param others headings that are not FDA's, as written
     * @param otherTabs headings of FDA's other tabs, as written
     * @param repeated headings that the row has before, as written, each with the column before
     * @param exampleColumn column that marks example rows of our templates, -1 if there is none
     */
    private TabTable(
            Tab<?> tab,
            String sheet,
            SheetRow headings,
            int[] columns,
            List<String> others,
            List<String> otherTabs,
            List<String> repeated,
            int exampleColumn) {
        this.tab = tab;
        this.sheet = sheet;
        this.headingRow = headings.number();
        this.width = headings.cells().size();
        this.columns = columns;
        this.others = List.copyOf(others);
        this.otherTabs = List.copyOf(otherTabs);
        this.repeated = List.copyOf(repeated);
        this.exampleColumn = exampleColumn;
        this.beforeRow = new String[columns.length];
        this.afterRow = new String[columns.length];
        for (int column = 0; column < columns.length; column++) {
            String letters = columns[column] < 0 ? "" : SheetRow.letters(columns[column]);
            beforeRow[column] = sheet + "!" + letters;
            afterRow[column] = " \"" + title(tab.columns().get(column)) + '"';
        }
    }

    public Tab<?> tab() {
        return tab;
    }

    public String sheet() {
        return sheet;
    }

    String headingsPlace() {
        return sheet + "!" + headingRow;
    }

    List<String> others() {
        return others;
    }

    /** Headings of FDA's other tabs. */
    List<String> otherTabs() {
        return otherTabs;
    }

    /** Headings that stand twice: {@code F "Quantity" as B}. */
    List<String> repeated() {
        return repeated;
    }

    /** Whether another table of FDA's stands beside this one. */
    boolean hasNeighbour() {
        return otherTabs.size() + repeated.size() >= ENOUGH;
    }

    /** What the row has in the column that marks the example of our templates; {@code null} if it has nothing there. */
    @Nullable
    SheetCell exampleMark(SheetRow row) {
        return exampleColumn < 0 ? null : row.cell(exampleColumn);
    }

    String exampleMarkPlace(SheetRow row) {
        return sheet + "!" + SheetRow.letters(exampleColumn) + row.number() + " \"" + EXAMPLE_HEADING + '"';
    }

    /** Whether the row has the cells of the example as our template has it. */
    boolean isExample(SheetRow row) {
        for (int column = 0; column < columns.length; column++) {
            @Nullable SheetCell cell = cell(row, column);
            if (cell == null
                    || !cell.text().equals(ExampleCells.of(tab.columns().get(column)))) return false;
        }
        return true;
    }

    /** Whether the row is empty in each of FDA's columns. */
    boolean isBlank(SheetRow row) {
        for (int column = 0; column < columns.length; column++) if (cell(row, column) != null) return false;
        return true;
    }

    /** What is wrong with a row of a CSV file that has more values than headings: some of them stand in wrong columns. */
    Optional<String> tooLong(SheetRow row) {
        int values = row.cells().size();
        if (!row.sheet().isEmpty() || values <= width) return Optional.empty();
        return Optional.of("the row has " + values + " values and the heading row has " + width
                + "; put a value that contains the separator in quotes, such as \"Packer, Inc\"");
    }

    /** The row's cell in one of FDA's columns; not a heading that is merged with cells below it. */
    @Nullable
    SheetCell cell(SheetRow row, int column) {
        @Nullable SheetCell cell = columns[column] < 0 ? null : row.cell(columns[column]);
        return cell == null || cell.merged() == null || cell.merged().firstRow() > headingRow ? cell : null;
    }

    /** Heading of the column, after FDA's, that marks the example row of our templates. */
    public static final String EXAMPLE_HEADING = "Example";

    /** What our templates write below it. */
    public static final String EXAMPLE_MARK = "yes: this row is not read";

    /** A row is one of headings from this many on, or when it has all of a small tab. */
    private static final int ENOUGH = 5;

    private static final int FEWEST = Math.min(
            ENOUGH,
            FdaTemplate.TABS.stream()
                    .mapToInt(tab -> tab.columns().size())
                    .min()
                    .orElse(ENOUGH));

    private static final List<Map<String, Integer>> HEADINGS =
            FdaTemplate.TABS.stream().map(TabTable::headings).toList();

    private static Map<String, Integer> headings(Tab<?> tab) {
        Map<String, Integer> headings = new HashMap<>();
        List<? extends FdaColumn<?>> columns = tab.columns();
        for (int i = 0; i < columns.size(); i++)
            headings.putIfAbsent(normal(columns.get(i).title()), i);
        for (int i = 0; i < columns.size(); i++) headings.putIfAbsent(normal(title(columns.get(i))), i);
        for (int i = 0; i < columns.size(); i++)
            headings.put(normal(columns.get(i).heading()), i);
        return headings;
    }

    private static final int BEGINNING = 4;

    /** How FDA's headings begin, by which most rows are known to be none of headings. */
    private static final Set<String> BEGINNINGS = HEADINGS.stream()
            .flatMap(headings -> headings.keySet().stream())
            .map(TabTable::beginning)
            .collect(Collectors.toUnmodifiableSet());

    private static String beginning(String normal) {
        return normal.substring(0, Math.min(BEGINNING, normal.length()));
    }

    /** Whether some cells of a row begin as headings do, FDA's or others that a partner has. */
    static boolean mayBeHeadings(SheetRow row, Set<String> ownHeadings) {
        int found = 0;
        for (SheetCell cell : row.cells()) {
            if (cell == null || (cell.merged() != null && cell.merged().firstRow() < row.number())) continue;
            String beginning = beginning(cell.text()).toLowerCase(Locale.ROOT);
            if (BEGINNINGS.contains(beginning) || ownHeadings.stream().anyMatch(own -> own.startsWith(beginning))) {
                found++;
            }
        }
        return found >= FEWEST;
    }

    /** The table that begins with this row, if it is a row of FDA's headings. */
    static Optional<TabTable> beginningWith(SheetRow row) {
        List<String> written = new ArrayList<>();
        for (SheetCell cell : row.cells()) written.add(cell == null ? "" : normal(cell.text()));
        int best = -1;
        int most = 0;
        for (int tab = 0; tab < HEADINGS.size(); tab++) {
            Map<String, Integer> headings = HEADINGS.get(tab);
            int found = (int)
                    written.stream().distinct().filter(headings::containsKey).count();
            boolean isBetter = found > most || (found == most && found > 0 && isNamed(row, tab));
            if (isBetter) {
                best = tab;
                most = found;
            }
        }
        if (best < 0) return Optional.empty();
        int all = FdaTemplate.TABS.get(best).columns().size();
        return most >= Math.min(ENOUGH, all) ? Optional.of(of(row, best, written)) : Optional.empty();
    }

    private static boolean isNamed(SheetRow row, int tab) {
        return normal(row.sheet()).equals(normal(FdaTemplate.TABS.get(tab).name()));
    }

    private static TabTable of(SheetRow row, int index, List<String> written) {
        Tab<?> tab = FdaTemplate.TABS.get(index);
        int[] columns = new int[tab.columns().size()];
        Arrays.fill(columns, -1);
        List<String> others = new ArrayList<>();
        List<String> otherTabs = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        int example = -1;
        for (int i = 0; i < written.size(); i++) {
            String heading = written.get(i);
            String shown = SheetRow.letters(i) + " \"" + shown(row.cell(i)) + '"';
            Integer fda = HEADINGS.get(index).get(heading);
            if (fda != null && columns[fda] < 0) columns[fda] = i;
            else if (fda != null) repeated.add(shown + " as " + SheetRow.letters(columns[fda]));
            else if (heading.equals(normal(EXAMPLE_HEADING))) example = i;
            else if (HEADINGS.stream().anyMatch(other -> other.containsKey(heading))) otherTabs.add(shown);
            else if (!heading.isEmpty()) others.add(shown);
        }
        String sheet = row.sheet().isEmpty() ? tab.name() : row.sheet();
        return new TabTable(tab, sheet, row, columns, others, otherTabs, repeated, example);
    }

    private static String shown(@Nullable SheetCell cell) {
        String text = cell == null ? "" : cell.text().replaceAll("\\s+", " ");
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }

    /** The place of a cell: {@code Shipping!F17 "Shipping Date"}. */
    public String place(int column, int row) {
        return beforeRow[column] + row + afterRow[column];
    }

    /** A column's title without the form of its date: {@code Shipping Date}. */
    public static String title(FdaColumn<?> column) {
        return column.title().replaceFirst("\\s*\\(mm/dd/yyyy\\)$", "");
    }

    /** The titles of FDA's columns that the table lacks, among those given. */
    List<String> missing(List<Integer> needed) {
        return needed.stream()
                .filter(column -> columns[column] < 0)
                .map(column -> title(tab.columns().get(column)))
                .toList();
    }

    public static String normal(String heading) {
        return Normalizer.normalize(heading, Normalizer.Form.NFKC)
                .replaceAll("[\\u2010-\\u2015\\u2212]", "-")
                .replaceAll("[\\u2018\\u2019]", "'")
                .replaceAll("[\\u201c\\u201d]", "\"")
                .replaceAll("[\\s\\p{Z}\\p{Cf}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
