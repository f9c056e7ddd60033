package io.lotledger.intake.template;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.intake.fda.row.CellReader;
import io.lotledger.intake.fda.row.ExampleCells;
import io.lotledger.intake.fda.row.TabTable;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.DocumentTypes;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationConstraint;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFDataValidationHelper;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Templates of FDA's tabs: its headings, an example row that is not read, lists of units and document types to choose from,
 * and a help text per column. Cells are formatted as text, so that a spreadsheet program leaves codes as they are.
 */
public final class FdaTemplateFiles {
    private static final String LISTS = "Lists";
    private static final int LAST_ROW = 10_000;
    private static final int LONGEST_HELP = 255;

    private static final Map<String, Tab<?>> BY_WORD = byWord();

    private FdaTemplateFiles() {}

    /** The kinds of events and FDA's tabs have one order. */
    private static Map<String, Tab<?>> byWord() {
        Map<String, Tab<?>> byWord = new LinkedHashMap<>();
        for (CteKind kind : CteKind.values()) {
            if (kind != CteKind.NONE) byWord.put(kind.word, FdaTemplate.TABS.get(byWord.size()));
        }
        return byWord;
    }

    /** The words of {@code lotledger:cte} that name a tab, in FDA's order. */
    public static List<String> words() {
        return List.copyOf(BY_WORD.keySet());
    }

    /** A workbook with one tab, or with all for the word {@code all}; empty if the word names none. */
    public static Optional<byte[]> xlsx(String word) {
        List<Tab<?>> tabs = word.equals("all") ? FdaTemplate.TABS : tabs(word);
        return tabs.isEmpty() ? Optional.empty() : Optional.of(workbook(tabs));
    }

    /** A tab as CSV in UTF-8 with a byte order mark, which spreadsheet programs need to see; empty if there is none. */
    public static Optional<byte[]> csv(String word) {
        return tabs(word).stream().findFirst().map(FdaTemplateFiles::csv);
    }

    private static List<Tab<?>> tabs(String word) {
        Tab<?> tab = BY_WORD.get(word);
        return tab == null ? List.of() : List.of(tab);
    }

    private static byte[] csv(Tab<?> tab) {
        StringWriter text = new StringWriter();
        try (CSVPrinter csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            List<String> headings = new ArrayList<>();
            List<String> example = new ArrayList<>();
            for (FdaColumn<?> column : tab.columns()) {
                headings.add(column.heading());
                example.add(ExampleCells.of(column));
            }
            headings.add(TabTable.EXAMPLE_HEADING);
            example.add(TabTable.EXAMPLE_MARK);
            csv.printRecord(headings);
            csv.printRecord(example);
        } catch (IOException e) {
            throw new UncheckedIOException("a template could not be written", e);
        }
        return ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] workbook(List<Tab<?>> tabs) {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            CellStyle heading = heading(workbook);
            CellStyle text = workbook.createCellStyle();
            text.setDataFormat(workbook.createDataFormat().getFormat("@"));
            for (Tab<?> tab : tabs) sheet(workbook, tab, heading, text);
            lists(workbook);
            workbook.write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("a template could not be written", e);
        }
    }

    private static CellStyle heading(XSSFWorkbook workbook) {
        CellStyle style = workbook.createCellStyle();
        Font bold = workbook.createFont();
        bold.setBold(true);
        style.setFont(bold);
        style.setWrapText(true);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        style.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        style.setFillPattern(org.apache.poi.ss.usermodel.FillPatternType.SOLID_FOREGROUND);
        return style;
    }

    private static void sheet(XSSFWorkbook workbook, Tab<?> tab, CellStyle heading, CellStyle text) {
        XSSFSheet sheet = workbook.createSheet(tab.name());
        Row headings = sheet.createRow(0);
        Row example = sheet.createRow(1);
        int column = 0;
        for (FdaColumn<?> fda : tab.columns()) {
            cell(headings, column, fda.heading(), heading);
            cell(example, column, ExampleCells.of(fda), text);
            sheet.setColumnWidth(column, fda.width() * 256);
            sheet.setDefaultColumnStyle(column, text);
            sheet.addValidationData(validation(sheet, tab, fda, column));
            column++;
        }
        cell(headings, column, TabTable.EXAMPLE_HEADING, heading);
        cell(example, column, TabTable.EXAMPLE_MARK, text);
        sheet.createFreezePane(0, 1);
    }

    private static void cell(Row row, int column, String value, CellStyle style) {
        org.apache.poi.ss.usermodel.Cell cell = row.createCell(column);
        cell.setCellValue(value);
        cell.setCellStyle(style);
    }

    /** The column's help, and the list it chooses from; another value may be entered. */
    private static DataValidation validation(XSSFSheet sheet, Tab<?> tab, FdaColumn<?> column, int index) {
        XSSFDataValidationHelper helper = new XSSFDataValidationHelper(sheet);
        CellRangeAddressList cells = new CellRangeAddressList(1, LAST_ROW, index, index);
        String title = column.title();
        boolean isType = column.kde() == KeyDataElement.REFERENCE_DOCUMENT && title.contains("Type");
        DataValidationConstraint constraint = CellReader.isUnit(column)
                ? helper.createFormulaListConstraint(
                        range("A", UnitOfMeasure.words().size()))
                : isType
                        ? helper.createFormulaListConstraint(
                                range("B", DocumentTypes.all().size()))
                        : helper.createCustomConstraint("TRUE");
        DataValidation validation = helper.createValidation(constraint, cells);
        validation.setShowErrorBox(false);
        validation.setShowPromptBox(true);
        validation.createPromptBox("21 CFR " + column.cfr(), help(column));
        return validation;
    }

    private static String range(String column, int rows) {
        return LISTS + "!$" + column + "$1:$" + column + '$' + rows;
    }

    private static String help(FdaColumn<?> column) {
        String form = CellReader.isDate(column) ? " Write mm/dd/yyyy." : "";
        String need = column.conditional() ? " Required only if it applies; otherwise n/a." : " Required.";
        String title = column.title();
        int room = LONGEST_HELP - form.length() - need.length() - 2;
        String shown = title.length() <= room ? title : "…" + title.substring(title.length() - room);
        return shown + "." + form + need;
    }

    private static void lists(XSSFWorkbook workbook) {
        XSSFSheet lists = workbook.createSheet(LISTS);
        List<String> units = UnitOfMeasure.words();
        List<String> types = DocumentTypes.all();
        for (int i = 0; i < Math.max(units.size(), types.size()); i++) {
            Row row = lists.createRow(i);
            if (i < units.size()) row.createCell(0).setCellValue(units.get(i));
            if (i < types.size()) row.createCell(1).setCellValue(types.get(i));
        }
        workbook.setSheetHidden(workbook.getSheetIndex(lists), true);
    }
}
