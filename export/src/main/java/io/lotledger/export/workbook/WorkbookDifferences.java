package io.lotledger.export.workbook;

import io.lotledger.export.workbook.ooxml.SheetCells;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.xssf.eventusermodel.XSSFReader;
import org.jspecify.annotations.Nullable;

/**
 * The cells that differ between two workbooks, by sheet, row and column. An inserted row shifts all rows below it, and those count too.
 *
 * @param cells number of differing cells
 * @param first the first hundred of them
 */
public record WorkbookDifferences(long cells, List<Cell> first) {
    private static final int SHOWN = 100;

    public WorkbookDifferences {
        first = List.copyOf(first);
    }

    /** A null text means that the cell does not exist; an empty cell is an empty text. */
    public record Cell(
            String sheet,
            String reference,
            @Nullable String delivered,
            @Nullable String now) {}

    /** Streams both side by side. */
    public static WorkbookDifferences between(Path delivered, Path now) throws IOException {
        try (OPCPackage then = OPCPackage.open(delivered.toFile(), PackageAccess.READ);
                OPCPackage today = OPCPackage.open(now.toFile(), PackageAccess.READ)) {
            Map<String, PackagePart> sheetsThen = sheets(then);
            Map<String, PackagePart> sheetsNow = sheets(today);
            Set<String> names = new LinkedHashSet<>(sheetsThen.keySet());
            names.addAll(sheetsNow.keySet());
            Found found = new Found();
            for (String name : names) compare(name, sheetsThen.get(name), sheetsNow.get(name), found);
            return new WorkbookDifferences(found.count, found.first);
        } catch (OpenXML4JException e) {
            throw new IOException(e);
        }
    }

    private static Map<String, PackagePart> sheets(OPCPackage book) throws IOException, OpenXML4JException {
        Map<String, PackagePart> sheets = new LinkedHashMap<>();
        Iterator<InputStream> each = new XSSFReader(book).getSheetsData();
        while (each.hasNext()) {
            each.next().close();
            XSSFReader.SheetIterator sheet = (XSSFReader.SheetIterator) each;
            sheets.put(sheet.getSheetName(), sheet.getSheetPart());
        }
        return sheets;
    }

    private static void compare(String sheet, @Nullable PackagePart delivered, @Nullable PackagePart now, Found found)
            throws IOException {
        try (SheetCells then = SheetCells.of(delivered);
                SheetCells today = SheetCells.of(now)) {
            SheetCells.@Nullable Shown a = then.next();
            SheetCells.@Nullable Shown b = today.next();
            while (a != null || b != null) {
                int order = a == null ? 1 : b == null ? -1 : a.compareTo(b);
                SheetCells.@Nullable Shown left = order <= 0 ? a : null;
                SheetCells.@Nullable Shown right = order >= 0 ? b : null;
                found.note(sheet, left, right);
                if (left != null) a = then.next();
                if (right != null) b = today.next();
            }
        }
    }

    private static final class Found {
        private final List<Cell> first = new ArrayList<>();
        private long count;

        void note(String sheet, SheetCells.@Nullable Shown then, SheetCells.@Nullable Shown now) {
            SheetCells.@Nullable Shown any = then != null ? then : now;
            if (any == null || (then != null && now != null && then.text().equals(now.text()))) return;
            count++;
            if (first.size() < SHOWN)
                first.add(new Cell(
                        sheet, any.reference(), then == null ? null : then.text(), now == null ? null : now.text()));
        }
    }
}
