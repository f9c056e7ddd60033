package io.lotledger.export.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.GapsSheet;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** Laws of FDA's 13 tabs, whatever the rows hold and on however many sheets they stand. */
@Tag("long")
class NeverBlankTest {
    private static final int ROWS_OF_A_SHEET = 3;

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void everyCellIsFilledOrSaysWhyNotOrIsListedAmongTheGaps(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<CriticalTrackingEvent> rows =
                Stream.generate(new AnyRow(random)::next).limit(20).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        RenderedWorkbook rendered = new WorkbookRenderer(Path.of(System.getProperty("java.io.tmpdir")), ROWS_OF_A_SHEET)
                .render(new WorkbookContent(Samples.request(), Samples.trace(), rows, List.of()), out);

        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            Set<String> gaps = gaps(book);
            Set<String> blank = new TreeSet<>();
            int found = 0;
            for (Tab<?> tab : FdaTemplate.TABS)
                for (Sheet sheet : book)
                    if (isOf(tab, sheet)) {
                        found += sheet.getLastRowNum();
                        blank.addAll(blankCells(sheet, tab.columns().size()));
                    }
            assertThat(found).isEqualTo(rows.size());
            assertThat(gaps).containsAll(blank);
            assertThat(rendered.gaps()).isEqualTo(gaps.size());
        }
    }

    private static Set<String> gaps(XSSFWorkbook book) {
        Set<String> gaps = new TreeSet<>();
        for (Sheet sheet : book)
            if (sheet.getSheetName().startsWith(GapsSheet.NAME))
                for (Row row : sheet)
                    if (row.getRowNum() > 0)
                        gaps.add(row.getCell(0).getStringCellValue() + "!"
                                + row.getCell(1).getStringCellValue());
        return gaps;
    }

    /** Below the headings; every cell is there, and none is anything but text. */
    private static Set<String> blankCells(Sheet sheet, int columns) {
        Set<String> blank = new TreeSet<>();
        for (Row row : sheet) {
            assertThat(row.getPhysicalNumberOfCells()).isEqualTo(columns);
            for (Cell cell : row) {
                assertThat(cell.getCellType()).isIn(CellType.STRING, CellType.BLANK);
                boolean filled = cell.getCellType() == CellType.STRING
                        && !cell.getStringCellValue().isBlank()
                        && !cell.getStringCellValue().equals("\u200b");
                if (!filled) blank.add(sheet.getSheetName() + "!" + cell.getAddress());
            }
        }
        return blank;
    }

    /** The tab itself or a continuation, whose name is the tab's, shortened where it must be, and a number. */
    private static boolean isOf(Tab<?> tab, Sheet sheet) {
        String name = sheet.getSheetName();
        int number = name.lastIndexOf(" (");
        return name.equals(tab.name())
                || (number > 0
                        && tab.name().startsWith(name.substring(0, number))
                        && belongs(tab, name.substring(0, number)));
    }

    /** "Receiving (2)" is of Receiving, not of Receiving From Exempt. */
    private static boolean belongs(Tab<?> tab, String shortened) {
        return FdaTemplate.TABS.stream().noneMatch(other -> other.name().equals(shortened))
                || tab.name().equals(shortened);
    }
}
