package io.lotledger.export.workbook;

import static io.lotledger.export.workbook.RenderedSheets.rendered;
import static io.lotledger.export.workbook.RenderedSheets.row;
import static io.lotledger.export.workbook.Samples.content;
import static io.lotledger.export.workbook.Samples.documentCells;
import static io.lotledger.export.workbook.Samples.known;
import static io.lotledger.export.workbook.Samples.oneRowPerTab;
import static io.lotledger.export.workbook.Samples.placeCells;
import static io.lotledger.export.workbook.Samples.productCells;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FdaRowsTest {
    private static XSSFWorkbook sample = new XSSFWorkbook();

    @TempDir
    Path scratch = Path.of("");

    @BeforeAll
    static void renderARowOnEachTab(@TempDir Path files) throws IOException {
        sample = rendered(oneRowPerTab(), files);
    }

    @Test
    void everyHeadingIsInRowOneOfItsTabEvenWhenTheTabIsEmpty() throws IOException {
        try (XSSFWorkbook book = rendered(content(), scratch)) {
            for (Tab<?> tab : FdaTemplate.TABS)
                assertThat(row(book, tab.name(), 0))
                        .isEqualTo(
                                tab.columns().stream().map(FdaColumn::heading).toList());
        }
    }

    @Test
    void harvestingRowReadsCellByCell() {
        expectRow(
                "Harvesting",
                placeCells("Cooler"),
                List.of("Lettuce", "Romaine", "25000", "pounds"),
                placeCells("Farm"),
                List.of("Field 4", "n/a (produce)", "04/02/2026"),
                documentCells());
    }

    @Test
    void coolingRowReadsCellByCell() {
        expectRow(
                "Cooling",
                placeCells("Packer"),
                List.of("Lettuce", "Romaine", "25000", "pounds"),
                placeCells("Cooler"),
                List.of("04/03/2026"),
                placeCells("Farm"),
                documentCells());
    }

    @Test
    void initialPackingRowReadsCellByCell() {
        expectRow(
                "Initial Packing",
                List.of("Lettuce", "Romaine", "04/03/2026", "25000", "pounds"),
                placeCells("Farm"),
                List.of("Field 4", "n/a (produce)", "Harvester name", "Harvester phone", "04/02/2026"),
                placeCells("Cooler"),
                List.of("04/03/2026", "(01)00614141999996(10)0042-R"),
                productCells("Romaine"),
                List.of("1000", "cases"),
                placeCells("Packer"),
                List.of("https://id.gs1.org/01/00614141999996/10/0042-R", "04/04/2026"),
                documentCells());
    }

    @Test
    void initialPackingSproutsRowReadsCellByCell() {
        expectRow(
                "Initial Packing Sprouts",
                placeCells("Grower"),
                List.of("01/01/2026"),
                placeCells("Conditioner"),
                List.of("Conditioner lot", "01/02/2026"),
                placeCells("Packinghouse"),
                List.of("01/03/2026", "Packinghouse lot"),
                placeCells("Repacker"),
                List.of("01/04/2026", "Repacker lot"),
                placeCells("Supplier"),
                List.of(
                        "Master lot",
                        "Sub-lot",
                        "New lot",
                        "Vigna radiata",
                        "Organic",
                        "50 lb bag",
                        "Chlorine",
                        "01/05/2026"),
                documentCells());
    }

    @Test
    void initialPackingFromExemptRowReadsCellByCell() {
        expectRow(
                "Initial Packing from Exempt",
                List.of("Lettuce", "Romaine", "04/03/2026", "75", "bins"),
                placeCells("Neighbour"),
                List.of("EX-1"),
                productCells("Romaine"),
                List.of("70", "cases"),
                placeCells("Packer"),
                List.of("FFRN:13344288264", "04/04/2026"),
                documentCells());
    }

    @Test
    void firstLandBasedReceivingRowReadsCellByCell() {
        expectRow(
                "First Land-Based Receiving",
                List.of("COD-1", "Gadus morhua"),
                List.of(
                        "n/a (unpackaged)",
                        "n/a (unpackaged)",
                        "n/a (unpackaged)",
                        "n/a (unpackaged)",
                        "n/a (unpackaged)",
                        "n/a (unpackaged)"),
                List.of("300", "kilograms", "03/01/2026", "03/09/2026", "FAO 27"),
                placeCells("Harbour"),
                List.of("FFRN:2", "03/10/2026"),
                documentCells());
    }

    @Test
    void shippingRowReadsCellByCell() {
        expectRow(
                "Shipping",
                List.of("(01)00614141999996(10)0042-R", "40", "cases"),
                productCells("Romaine"),
                placeCells("Store"),
                placeCells("Packer"),
                List.of("04/05/2026"),
                placeCells("Source"),
                List.of("https://id.gs1.org/01/00614141999996/10/0042-R"),
                documentCells());
    }

    @Test
    void receivingRowReadsCellByCell() {
        String seeReference = "n/a (See Traceability Lot Code Source Reference)";
        expectRow(
                "Receiving",
                List.of("(01)00614141999996(10)0042-R", "40", "cases"),
                productCells("Romaine"),
                placeCells("Packer"),
                placeCells("Store"),
                List.of("04/06/2026"),
                List.of(
                        seeReference,
                        seeReference,
                        seeReference,
                        seeReference,
                        seeReference,
                        seeReference,
                        seeReference),
                List.of("https://id.gs1.org/01/00614141999996/10/0042-R"),
                documentCells());
    }

    @Test
    void receivingFromExemptRowReadsCellByCell() {
        expectRow(
                "Receiving From Exempt",
                List.of("RX-1", "6", "cases"),
                productCells("Feta"),
                placeCells("Dairy"),
                placeCells("Store"),
                List.of("FFRN:3", "04/07/2026"),
                documentCells());
    }

    @Test
    void transformationRowReadsCellByCell() {
        expectRow(
                "Transformation",
                List.of("(01)00614141999996(10)0042-R"),
                productCells("Romaine"),
                List.of("40", "cases", "(01)00614141888882(10)MIX7"),
                placeCells("Kitchen"),
                List.of("https://id.gs1.org/01/00614141888882/10/MIX7", "04/08/2026"),
                productCells("Salad"),
                List.of("200", "each"),
                documentCells());
    }

    @Test
    void partiallyExemptRowsReadCellByCell() {
        List<String> farm = List.of("Farm name", "Farm street", "Farm city", "Farm state", "0Farm zip", "Farm country");
        expectRow("Farm Purchase by RFE or Rest.", List.of("Kale"), farm);
        expectRow("Farm to School or Institution", List.of("Carrots"), farm);
        expectRow(
                "Ad-hoc RFE or Rest. Purchase",
                List.of("Feta", "04/05/2026"),
                List.of("Deli name", "Deli street", "Deli city", "Deli state", "0Deli zip", "Deli country"));
    }

    @Test
    void missingValueIsAnEmptyColouredCellAndAGapWithWhomToAsk() throws IOException {
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event-no-code", Kde.MISSING)), scratch)) {
            Cell empty = book.getSheet("Shipping").getRow(1).getCell(0);
            assertThat(empty.getCellType()).isEqualTo(CellType.BLANK);
            assertThat(empty.getCellStyle().getFillForegroundColorColor()).isNotNull();

            assertThat(book.getSheet("Gaps").getLastRowNum()).isEqualTo(1);
            assertThat(row(book, "Gaps", 1))
                    .containsExactly(
                            "Shipping",
                            "A2",
                            "Traceability lot code",
                            "Traceability Lot Code",
                            "yes",
                            "(01)00614141999996(10)0042-R",
                            "event-no-code",
                            "04/02/2026",
                            "1.1340(a)(1)",
                            "Packer name",
                            "+1 Packer phone");
        }
    }

    @Test
    void gapWhereFdaSaysIfApplicableIsToldApart() throws IOException {
        CriticalTrackingEvent.Harvesting full = Samples.harvesting();
        CriticalTrackingEvent noVariety = new CriticalTrackingEvent.Harvesting(
                full.basis(),
                full.recipient(),
                full.commodity(),
                Kde.MISSING,
                full.quantity(),
                full.farm(),
                full.field(),
                full.container(),
                full.harvestDate(),
                full.documents(),
                full.handovers());
        try (XSSFWorkbook book = rendered(content(noVariety), scratch)) {
            assertThat(row(book, "Gaps", 1))
                    .startsWith("Harvesting", "I2")
                    .element(4)
                    .isEqualTo("conditional");
        }
    }

    @Test
    void textThatBeginsLikeAFormulaIsInert() throws IOException {
        List<String> attacks = List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0");
        CriticalTrackingEvent[] rows = attacks.stream()
                .map(attack -> Samples.shipping("event", known(attack)))
                .toArray(CriticalTrackingEvent[]::new);
        try (XSSFWorkbook book = rendered(content(rows), scratch)) {
            for (int i = 0; i < attacks.size(); i++) {
                Cell cell = book.getSheet("Shipping").getRow(i + 1).getCell(0);

                assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                assertThat(cell.getStringCellValue()).isEqualTo(attacks.get(i));
                assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
            }
        }
    }

    @Test
    void codesAreTextCellsThatKeepTheirZeros() throws IOException {
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event", known("00042"))), scratch)) {
            XSSFSheet shipping = book.getSheet("Shipping");
            Cell cell = shipping.getRow(1).getCell(0);

            assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
            assertThat(cell.getStringCellValue()).isEqualTo("00042");
            assertThat(cell.getCellStyle().getDataFormatString()).isEqualTo("@");
            assertThat(shipping.getIgnoredErrors()).containsKey(IgnoredErrorType.NUMBER_STORED_AS_TEXT);
        }
    }

    @Test
    void whatNoCellCanShowIsShownByItsPicture() throws IOException {
        String odd = "a\u0000b\u001bc\ud800d\uffffe_x0041_f\ud83d\ude00g\u007f";
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event", known(odd))), scratch)) {
            assertThat(row(book, "Shipping", 1).get(0))
                    .isEqualTo("a\u2400b\u241bc\ufffdd\ufffde_x0041_f\ud83d\ude00g\u2421");
        }
    }

    @SafeVarargs
    private static void expectRow(String sheet, List<String>... cells) {
        List<String> expected = new ArrayList<>();
        for (List<String> part : cells) expected.addAll(part);
        assertThat(row(sample, sheet, 1)).isEqualTo(expected);
    }
}
