package io.lotledger.intake.sheet;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.poi.util.XMLHelper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The merged cells of a sheet. The sheet stores their value in the first cell only, and lists them below its rows, so its
 * part is read once more for them.
 */
final class MergedCells extends DefaultHandler {
    private static final Pattern RANGE = Pattern.compile("([A-Z]{1,3})(\\d{1,7}):([A-Z]{1,3})(\\d{1,7})");

    /** Each column of each range counts. */
    private static final int MOST = 400_000;

    /** Bytes of a column of a range in memory. */
    private static final int ENTRY = 100;

    private final String sheet;
    private final LargeTreePermits permits;
    /** By column, then by first row: no two ranges of a valid sheet share a cell. */
    private final Map<Integer, TreeMap<Integer, MergedRange>> byColumn = new HashMap<>();

    private final Map<MergedRange, SheetCell> values = new HashMap<>();
    private int count;

    private MergedCells(String sheet, LargeTreePermits permits) {
        this.sheet = sheet;
        this.permits = permits;
    }

    static MergedCells of(String name, InputStream part, LargeTreePermits permits)
            throws IOException, SAXException, ParserConfigurationException {
        MergedCells merged = new MergedCells(name, permits);
        XMLReader xml = XMLHelper.newXMLReader();
        xml.setContentHandler(merged);
        xml.parse(new InputSource(part));
        return merged;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        if (!name.equals("mergeCell")) return;
        Matcher range = RANGE.matcher(String.valueOf(attributes.getValue("ref")));
        if (!range.matches()) return;
        add(new MergedRange(
                SheetRow.column(range.group(1)),
                Integer.parseInt(range.group(2)),
                SheetRow.column(range.group(3)),
                Integer.parseInt(range.group(4))));
    }

    private void add(MergedRange range) {
        int last = Math.min(range.lastColumn(), RowCells.MAX_COLUMNS - 1);
        for (int column = range.firstColumn(); column <= last; column++) {
            byColumn.computeIfAbsent(column, c -> new TreeMap<>()).put(range.firstRow(), range);
            permits.acquireIfLarge(++count * ENTRY);
            if (count > MOST) {
                throw new DocumentTooLargeException("The sheet " + sheet + " has more than " + MOST
                        + " merged cells; unmerge them, or send the rows in several files");
            }
        }
    }

    /**
     * Gives the merged cells of a row the value that they show. A row of which no cell has a value of its own is a part of
     * the rows above it, and stays empty.
     */
    void fill(List<@Nullable SheetCell> cells, int row) {
        if (byColumn.isEmpty() || cells.stream().allMatch(cell -> cell == null)) return;
        byColumn.forEach((column, ranges) -> {
            Map.Entry<Integer, MergedRange> entry = ranges.floorEntry(row);
            if (entry == null || entry.getValue().lastRow() < row) return;
            @Nullable SheetCell shown = shown(entry.getValue(), cells, row);
            if (shown == null) return;
            while (cells.size() <= column) cells.add(null);
            cells.set(column, shown);
        });
    }

    private @Nullable SheetCell shown(MergedRange range, List<@Nullable SheetCell> cells, int row) {
        if (row == range.firstRow() && range.firstColumn() < cells.size()) {
            @Nullable SheetCell first = cells.get(range.firstColumn());
            if (first != null && first.merged() == null) {
                values.put(range, new SheetCell(first.text(), first.kind(), range));
            }
        }
        return values.get(range);
    }
}
