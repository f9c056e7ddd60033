package io.lotledger.export.workbook;

import static io.lotledger.export.workbook.RenderedSheets.rendered;
import static io.lotledger.export.workbook.RenderedSheets.row;
import static io.lotledger.export.workbook.Samples.content;
import static io.lotledger.export.workbook.Samples.known;
import static io.lotledger.export.workbook.Samples.oneRowPerTab;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.projections.cte.model.Kde;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SheetLayoutTest {
    private static XSSFWorkbook sample = new XSSFWorkbook();

    @TempDir
    Path scratch = Path.of("");

    @BeforeAll
    static void renderARowOnEachTab(@TempDir Path files) throws IOException {
        sample = rendered(oneRowPerTab(), files);
    }

    @Test
    void headingsAreFrozenFilteredAndWrapped() throws IOException {
        XSSFSheet shipping = sample.getSheet("Shipping");

        assertThat(shipping.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
        assertThat(shipping.getCTWorksheet().getAutoFilter().getRef()).isEqualTo("A1:AJ2");
        assertThat(shipping.getCTWorksheet().getDimension().getRef()).isEqualTo("A1:AJ2");
        assertThat(shipping.getRow(0).getCell(0).getCellStyle().getWrapText()).isTrue();
        assertThat(shipping.getHyperlinkList()).isEmpty();
        assertThat(sample.getNumCellStyles()).isLessThan(20);
    }

    @Test
    void linesOfACellAreWrappedInARowThatHoldsThem() throws IOException {
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event", known("one\ntwo\nthree"))), scratch)) {
            Row row = book.getSheet("Shipping").getRow(1);

            assertThat(row.getCell(0).getCellStyle().getWrapText()).isTrue();
            assertThat(row.getHeightInPoints()).isGreaterThanOrEqualTo(3 * 12);
        }
    }

    @Test
    void everySheetPrintsOnFewPagesAcross() {
        for (Tab<?> tab : FdaTemplate.TABS) {
            XSSFSheet sheet = sample.getSheet(tab.name());
            int characters = tab.columns().stream().mapToInt(FdaColumn::width).sum();

            assertThat(sheet.getFitToPage()).isTrue();
            assertThat(sheet.getPrintSetup().getFitHeight()).isZero();
            assertThat((int) sheet.getPrintSetup().getFitWidth()).isBetween(1, 1 + characters / 180);
        }
    }

    @Test
    void everyColumnOfFdasLeadsToItsParagraphOfTheRule() throws IOException {
        try (XSSFWorkbook book = rendered(content(), scratch)) {
            XSSFSheet columns = book.getSheet("Columns");
            int shippingRow = 1 + 25 + 30 + 47 + 54 + 34 + 26;

            assertThat(columns.getLastRowNum()).isEqualTo(370);
            assertThat(row(book, "Columns", shippingRow))
                    .containsExactly(
                            "Shipping", "A", "Traceability Lot Code", "Traceability lot code", "yes", "1.1340(a)(1)");
            assertThat(columns.getHyperlink(shippingRow, 5).getAddress())
                    .isEqualTo("https://www.ecfr.gov/current/title-21/section-1.1340#p-1.1340(a)(1)");
        }
    }

    @Test
    void gapIsColoredWhateverItHolds() throws IOException {
        try (XSSFWorkbook book =
                rendered(content(Samples.shipping("event-gln", Kde.onlyIdentified("9521101000177"))), scratch)) {
            XSSFCell cell = book.getSheet("Shipping").getRow(1).getCell(0);

            assertThat(cell.getStringCellValue()).isEqualTo("9521101000177");
            assertThat(cell.getCellStyle().getFillForegroundColorColor()).isNotNull();
        }
    }

    @Test
    void valueWiderThanItsColumnIsWrappedInARowThatHoldsIt() throws IOException {
        String code = "https://id.example.org/01/00614141999996/10/" + "A".repeat(60);
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event-long", known(code))), scratch)) {
            XSSFRow row = book.getSheet("Shipping").getRow(1);

            assertThat(row.getCell(0).getCellStyle().getWrapText()).isTrue();
            assertThat(row.getHeightInPoints()).isGreaterThanOrEqualTo(3 * 13);
        }
    }

    @Test
    void lotCodeIsRepeatedOnEveryPageAcrossAndPagesToReadAreOneEach() {
        assertThat(sample.getSheet("Shipping").getRepeatingColumns().formatAsString())
                .isEqualTo("A:A");
        assertThat(sample.getSheet("Lots").getRepeatingColumns().formatAsString())
                .isEqualTo("C:C");
        assertThat(sample.getSheet("Findings").getRepeatingColumns().formatAsString())
                .isEqualTo("C:C");
        assertThat(sample.getSheet("Introduction").getPrintSetup().getFitHeight())
                .isEqualTo((short) 1);
        assertThat(sample.getSheet("Request").getPrintSetup().getFitHeight()).isEqualTo((short) 1);
    }

    /** A row that names its lots or its event in one column must not be split over pages. */
    @ParameterizedTest
    @ValueSource(strings = {"Columns", "Lineage", "Events"})
    void sheetWithoutARepeatedColumnIsOnePageWide(String sheet) {
        assertThat(sample.getSheet(sheet).getPrintSetup().getFitWidth()).isEqualTo((short) 1);
    }
}
