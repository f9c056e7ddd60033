package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.content.Ecfr;
import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.export.workbook.ooxml.Styles;
import java.util.List;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFRow;

/** Maps each of FDA's columns to the paragraph that it answers (21 CFR 1.1455(c)(1)). */
public final class ColumnGuideSheet {
    public static final String NAME = "Columns";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Sheet", 30),
            new Heading("Column", 9),
            new Heading("Heading", 100),
            new Heading("Key data element", 38),
            new Heading("Required", 14),
            new Heading("21 CFR", 20));

    private ColumnGuideSheet() {}

    public static void write(SheetSeries sheets, CellWriter cells, Styles styles) {
        for (Tab<?> tab : FdaTemplate.TABS)
            for (int i = 0; i < tab.columns().size(); i++) {
                FdaColumn<?> column = tab.columns().get(i);
                SXSSFRow row = sheets.next();
                cells.words(row, 0, tab.name(), styles.text);
                cells.words(row, 1, CellReference.convertNumToColString(i), styles.text);
                cells.words(row, 2, column.title(), styles.text);
                cells.words(row, 3, column.kde().title(), styles.text);
                cells.words(row, 4, column.obligation(), styles.text);
                cells.words(row, 5, column.cfr(), styles.link);
                sheets.link(5, Ecfr.url(column.cfr()));
            }
    }
}
