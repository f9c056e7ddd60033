package io.lotledger.api.dashboard.masterdata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that was pasted from a spreadsheet or a CSV file: a line of headings, then a place or product a line.
 *
 * @param faults of the table as a whole
 */
record PastedTable(List<Row> rows, List<String> faults) {
    static final int MOST_ROWS = 1_000;

    PastedTable {
        rows = List.copyOf(rows);
        faults = List.copyOf(faults);
    }

    /**
     * @param line of the pasted text, from 1
     * @param values by field; a cell that is empty is left out
     */
    record Row(int line, String key, Map<String, String> values, List<String> faults) {
        public boolean isFaulty() {
            return !faults.isEmpty();
        }
    }

    public boolean isFaulty() {
        return !faults.isEmpty() || rows.stream().anyMatch(Row::isFaulty);
    }

    public long faulty() {
        return rows.stream().filter(Row::isFaulty).count();
    }

    static PastedTable read(String text, DescribedList list) {
        List<Line> lines = lines(text);
        List<String> faults = new ArrayList<>();
        if (lines.size() < 2) {
            faults.add("Paste a line of headings, such as " + list.getKeyName().toLowerCase(Locale.ROOT) + " and "
                    + list.getFields().get(0).name() + ", and below it a line for each " + list.getOne() + ".");
            return new PastedTable(List.of(), faults);
        }
        List<@Nullable DescriptionField> columns = new ArrayList<>();
        int keyColumn = columns(lines.get(0).cells(), list, columns, faults);
        if (lines.size() - 1 > MOST_ROWS)
            faults.add("The table has " + (lines.size() - 1) + " lines; paste at most " + MOST_ROWS + " at once.");
        if (!faults.isEmpty()) return new PastedTable(List.of(), faults);
        List<Row> rows = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Line line : lines.subList(1, lines.size())) rows.add(row(line, list, columns, keyColumn, seen));
        return new PastedTable(rows, faults);
    }

    /** @return the column of the key; -1 when there is none, which is a fault */
    private static int columns(
            List<String> headings, DescribedList list, List<@Nullable DescriptionField> columns, List<String> faults) {
        int keyColumn = -1;
        Map<String, String> sent = new HashMap<>();
        for (int i = 0; i < headings.size(); i++) {
            String heading = headings.get(i).strip();
            if (DescriptionField.folded(heading).equals(DescriptionField.folded(list.getKeyName()))) {
                keyColumn = i;
                columns.add(null);
                continue;
            }
            Optional<DescriptionField> field = list.getFields().stream()
                    .filter(one -> one.isCalled(heading))
                    .findFirst();
            if (heading.isEmpty()) faults.add("Column " + (i + 1) + " has no heading.");
            else if (field.isEmpty())
                faults.add("'" + heading + "' is no heading of a " + list.getOne() + ". They are "
                        + list.getKeyName().toLowerCase(Locale.ROOT) + ", " + names(list) + ".");
            else {
                String before = sent.putIfAbsent(field.get().name(), heading);
                if (before != null) faults.add("'" + before + "' and '" + heading + "' are the same column.");
            }
            columns.add(field.orElse(null));
        }
        if (keyColumn < 0) faults.add("No column is headed " + list.getKeyName() + ".");
        return keyColumn;
    }

    private static String names(DescribedList list) {
        return String.join(
                ", ", list.getFields().stream().map(DescriptionField::name).toList());
    }

    private static Row row(
            Line line, DescribedList list, List<@Nullable DescriptionField> columns, int keyColumn, Set<String> seen) {
        List<String> faults = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        if (line.cells().size() > columns.size())
            faults.add("It has " + line.cells().size() + " cells under " + columns.size() + " headings.");
        for (int i = 0; i < Math.min(columns.size(), line.cells().size()); i++) {
            DescriptionField field = columns.get(i);
            String value = line.cells().get(i).strip();
            if (field != null && !value.isEmpty()) values.put(field.name(), value);
        }
        String key =
                keyColumn < line.cells().size() ? line.cells().get(keyColumn).strip() : "";
        Optional<String> fault = keyFault(key, list);
        fault.ifPresent(faults::add);
        if (fault.isEmpty()) {
            key = list.key(key);
            if (!seen.add(key)) faults.add(key + " stands in an earlier line too.");
        }
        if (values.isEmpty()) faults.add("Nothing is said about it.");
        return new Row(line.number(), key, values, faults);
    }

    private static Optional<String> keyFault(String key, DescribedList list) {
        Optional<String> fault = list.fault(key);
        if (fault.isEmpty()) return fault;
        if (key.matches("\\d(?:[.,]\\d+)?[eE]\\+\\d+"))
            return Optional.of(
                    "'" + key + "' was rounded by a spreadsheet. Format the column as text and copy it again.");
        boolean lostZero = key.matches("\\d{9,13}") && list.fault("0" + key).isEmpty();
        return lostZero ? Optional.of(fault.get() + ". A spreadsheet may have dropped its first 0: 0" + key) : fault;
    }

    private record Line(int number, List<String> cells) {}

    /** Cells may be quoted, and a quoted cell may hold the separator, line ends and doubled quotes (RFC 4180). */
    private static List<Line> lines(String pasted) {
        String text = pasted.startsWith("\uFEFF") ? pasted.substring(1) : pasted;
        char separator = separator(text);
        List<Line> lines = new ArrayList<>();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean isQuoted = false;
        int number = 1;
        int begun = 1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '\n';
            if (isQuoted && i < text.length()) {
                if (c == '\n') number++;
                if (c != '"') cell.append(c);
                else if (i + 1 < text.length() && text.charAt(i + 1) == '"') cell.append(text.charAt(++i));
                else isQuoted = false;
            } else if (c == '"' && isBlank(cell)) {
                isQuoted = true;
                cell.setLength(0);
            } else if (c == separator || c == '\n') {
                cells.add(cell.toString());
                cell.setLength(0);
                if (c == separator) continue;
                if (cells.stream().anyMatch(one -> !one.isBlank())) lines.add(new Line(begun, List.copyOf(cells)));
                cells.clear();
                begun = ++number;
            } else if (c != '\r') cell.append(c);
        }
        return lines;
    }

    /** A spreadsheet pastes tabs; a file may have semicolons. */
    private static char separator(String text) {
        int end = text.indexOf('\n');
        String first = end < 0 ? text : text.substring(0, end);
        if (first.indexOf('\t') >= 0) return '\t';
        long semicolons = first.chars().filter(c -> c == ';').count();
        return semicolons > first.chars().filter(c -> c == ',').count() ? ';' : ',';
    }

    private static boolean isBlank(CharSequence cell) {
        return cell.chars().allMatch(Character::isWhitespace);
    }
}
