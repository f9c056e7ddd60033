package io.lotledger.export.workbook;

import static io.lotledger.export.workbook.Samples.ROMAINE;
import static io.lotledger.export.workbook.Samples.SALAD;
import static io.lotledger.export.workbook.Samples.content;
import static io.lotledger.export.workbook.Samples.documentCells;
import static io.lotledger.export.workbook.Samples.known;
import static io.lotledger.export.workbook.Samples.oneRowPerTab;
import static io.lotledger.export.workbook.Samples.placeCells;
import static io.lotledger.export.workbook.Samples.productCells;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.workbook.content.Sha256;
import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.export.workbook.ooxml.CellTooLongException;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.cte.model.Quantity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
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

class WorkbookRendererTest {
    private static XSSFWorkbook sample = new XSSFWorkbook();

    @TempDir
    Path scratch = Path.of("");

    @BeforeAll
    static void renderARowOnEachTab(@TempDir Path files) throws IOException {
        sample = rendered(oneRowPerTab(), files);
    }

    @Test
    void sheetsAreFdasInOrderThenOurs() throws IOException {
        assertThat(sheetNames(sample))
                .containsExactly(
                        "Introduction",
                        "Definitions",
                        "Harvesting",
                        "Cooling",
                        "Initial Packing",
                        "Initial Packing Sprouts",
                        "Initial Packing from Exempt",
                        "First Land-Based Receiving",
                        "Shipping",
                        "Receiving",
                        "Receiving From Exempt",
                        "Transformation",
                        "Farm Purchase by RFE or Rest.",
                        "Ad-hoc RFE or Rest. Purchase",
                        "Farm to School or Institution",
                        "Request",
                        "Columns",
                        "Lots",
                        "Who to call",
                        "Lineage",
                        "Mass balance",
                        "Findings",
                        "Gaps",
                        "Events");
    }

    @Test
    void fdaOnlyLeavesOutOurSheetsAndNothingElse() throws IOException {
        WorkbookContent all = oneRowPerTab();
        try (XSSFWorkbook book =
                rendered(new WorkbookContent(Samples.fdaOnly(), all.trace(), all.rows(), all.events()))) {
            assertThat(sheetNames(book)).hasSize(15).endsWith("Farm to School or Institution");
            assertThat(row(book, "Harvesting", 1)).hasSize(25);
        }
    }

    @Test
    void everyHeadingIsInRowOneOfItsTabEvenWhenTheTabIsEmpty() throws IOException {
        try (XSSFWorkbook book = rendered(content())) {
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
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event-no-code", Kde.MISSING)))) {
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
        try (XSSFWorkbook book = rendered(content(noVariety))) {
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
        try (XSSFWorkbook book = rendered(content(rows))) {
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
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event", known("00042"))))) {
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
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event", known(odd))))) {
            assertThat(row(book, "Shipping", 1).get(0))
                    .isEqualTo("a\u2400b\u241bc\ufffdd\ufffde_x0041_f\ud83d\ude00g\u2421");
        }
    }

    @Test
    void aValueTooLongForACellFailsWithItsPlaceAndWritesNothing() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WorkbookContent tooLong = content(Samples.shipping("event-long", known("x".repeat(32_768))));

        assertThatThrownBy(() -> new WorkbookRenderer(scratch).render(tooLong, out))
                .isInstanceOf(CellTooLongException.class)
                .hasMessageStartingWith("Shipping!A2 'Traceability Lot Code")
                .hasMessageEndingWith("of event-long has 32,768 characters, a cell holds 32,767");
        assertThat(out.size()).isZero();
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void theLongestValueACellHoldsIsWhole() throws IOException {
        String longest = "x".repeat(32_767);
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event", known(longest))))) {
            assertThat(row(book, "Shipping", 1).get(0)).isEqualTo(longest);
        }
    }

    @Test
    void rowsBeyondASheetContinueOnTheNext() throws IOException {
        WorkbookContent shipments =
                new WorkbookContent(Samples.fdaOnly(), Samples.trace(), Samples.shipments(120), List.of());
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        RenderedWorkbook result = new WorkbookRenderer(scratch, 50).render(shipments, out);

        assertThat(result.rows())
                .containsEntry("Shipping", 50L)
                .containsEntry("Shipping (2)", 50L)
                .containsEntry("Shipping (3)", 20L);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            assertThat(sheetNames(book))
                    .hasSize(17)
                    .containsSubsequence("Shipping", "Shipping (2)", "Shipping (3)", "Receiving");
            assertThat(row(book, "Shipping (3)", 0)).isEqualTo(row(book, "Shipping", 0));
            assertThat(lotCodes(book, "Shipping", "Shipping (2)", "Shipping (3)"))
                    .isEqualTo(IntStream.range(0, 120).mapToObj(i -> "TLC " + i).toList());
            assertThat(book.getSheet("Shipping (3)")
                            .getCTWorksheet()
                            .getAutoFilter()
                            .getRef())
                    .isEqualTo("A1:AJ21");
            assertThat(book.getSheet("Receiving")
                            .getCTWorksheet()
                            .getAutoFilter()
                            .getRef())
                    .isEqualTo("A1:AJ1");
        }
    }

    @Test
    void continuationOfALongNameFitsASheetName() throws IOException {
        CriticalTrackingEvent purchase = new CriticalTrackingEvent.FarmPurchase(
                Samples.basis("event", ROMAINE),
                known("Kale"),
                Samples.place("Farm"),
                Samples.cases(),
                Samples.place("Deli"));
        WorkbookContent purchases =
                new WorkbookContent(Samples.fdaOnly(), Samples.trace(), Collections.nCopies(51, purchase), List.of());

        RenderedWorkbook result = new WorkbookRenderer(scratch, 50).render(purchases, OutputStream.nullOutputStream());

        assertThat(result.rows())
                .containsEntry("Farm Purchase by RFE or Rest.", 50L)
                .containsEntry("Farm Purchase by RFE or Res (2)", 1L);
    }

    @Test
    void twoRendersAreEqualBytes() throws IOException {
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        ByteArrayOutputStream two = new ByteArrayOutputStream();

        RenderedWorkbook first = new WorkbookRenderer(scratch).render(oneRowPerTab(), one);
        RenderedWorkbook second = new WorkbookRenderer(scratch).render(oneRowPerTab(), two);

        assertThat(two.toByteArray()).isEqualTo(one.toByteArray());
        assertThat(second).isEqualTo(first);
        assertThat(first.sha256()).isEqualTo(Sha256.hex(one.toByteArray()));
        assertThat(first.sizeBytes()).isEqualTo(one.size());
    }

    @Test
    void entriesOfTheFileCarryNoTimeOfTheClock() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new WorkbookRenderer(scratch).render(oneRowPerTab(), out);

        Set<LocalDateTime> times = new HashSet<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                times.add(entry.getTimeLocal());
        }

        assertThat(times).containsExactly(LocalDateTime.of(1980, 1, 1, 0, 0));
    }

    @Test
    void anotherValueIsAnotherContent() throws IOException {
        RenderedWorkbook one = render(content(Samples.shipping("event", known("A"))));
        RenderedWorkbook other = render(content(Samples.shipping("event", known("B"))));

        assertThat(other.contentSha256()).isNotEqualTo(one.contentSha256());
    }

    @Test
    void propertiesCarryTheTimeOfTheRequest() throws IOException {
        try (XSSFWorkbook book = rendered(content())) {
            Date requestedAt = Date.from(Instant.parse("2026-11-23T16:08:00Z"));
            assertThat(book.getProperties().getCoreProperties().getCreated()).isEqualTo(requestedAt);
            assertThat(book.getProperties().getCoreProperties().getModified()).isEqualTo(requestedAt);
            assertThat(book.getProperties().getExtendedProperties().getApplication())
                    .isEqualTo("Lotledger");
        }
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
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event", known("one\ntwo\nthree"))))) {
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
        try (XSSFWorkbook book = rendered(content())) {
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
    void lotsNameTheSourceOfEachLotCodeWithItsPhone() throws IOException {
        assertThat(row(sample, "Lots", 1))
                .startsWith("requested lot", "0", "(01)00614141999996(10)0042-R", "00614141999996", "0042-R")
                .contains("Packer name", "+1 Packer phone", "Romaine product");
        assertThat(row(sample, "Lots", 2))
                .startsWith("upstream", "1", "n/a (harvest lot: lot code assigned at packing)");
        assertThat(row(sample, "Lots", 3))
                .startsWith("downstream", "1", SALAD.printed())
                .contains("Kitchen name", "+1 Kitchen phone", "Salad product");
    }

    @Test
    void whoToCallAddsUpWhatEachPlaceWasSent() throws IOException {
        WorkbookContent content = content(
                Samples.shipping("monday", known("(01)00614141999996(10)0042-R")),
                Samples.shipping("tuesday", known("(01)00614141999996(10)0042-R")),
                Samples.receiving());
        Quantity quantity = Samples.shipping("monday", known("x")).quantity();
        String twice = new BigDecimal(((Kde.Known) quantity.amount()).text())
                .multiply(BigDecimal.valueOf(2))
                .toPlainString();
        try (XSSFWorkbook book = rendered(content)) {
            List<String> first = row(book, "Who to call", 1);
            assertThat(first.get(0)).isEqualTo("consignee");
            assertThat(first).contains(twice, "2").anyMatch(cell -> cell.startsWith("+1 "));
            assertThat(row(book, "Who to call", 2).get(0)).isEqualTo("supplier");
            assertThat(book.getSheet("Who to call").getLastRowNum()).isEqualTo(2);
            assertThat(book.getSheet("Who to call").getRow(1).getCell(5).getNumericCellValue())
                    .isEqualTo(Double.parseDouble(twice));
        }
    }

    @Test
    void receiverThatNoShipmentNamesComesLastAndIsMarked() throws IOException {
        try (XSSFWorkbook book = rendered(content(Samples.receiving()))) {
            int last = book.getSheet("Who to call").getLastRowNum();
            assertThat(row(book, "Who to call", last).get(0)).isEqualTo("receiver (no shipment names it)");
            assertThat(row(book, "Who to call", 1).get(0)).isEqualTo("supplier");
        }
    }

    @Test
    void receiverWithoutGlnAndStreetStaysWhenAShipmentNamesNobody() throws IOException {
        Shipping sent = Samples.shipping();
        Receiving received = Samples.receiving();
        LocationDescription store = new LocationDescription(
                Kde.of("Corner store"), Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING);
        try (XSSFWorkbook book = rendered(content(
                new Shipping(
                        sent.basis(),
                        sent.traceabilityLotCode(),
                        sent.quantity(),
                        sent.product(),
                        LocationDescription.missing(),
                        sent.shippedFrom(),
                        sent.shippingDate(),
                        sent.source(),
                        sent.sourceReference(),
                        sent.documents()),
                new Receiving(
                        received.basis(),
                        received.traceabilityLotCode(),
                        received.quantity(),
                        received.product(),
                        received.previousSource(),
                        store,
                        received.receivingDate(),
                        received.source(),
                        received.sourceReference(),
                        received.documents())))) {
            int last = book.getSheet("Who to call").getLastRowNum();
            assertThat(row(book, "Who to call", last)).contains("receiver (no shipment names it)", "Corner store");
        }
    }

    @Test
    void massBalanceHasALineForEachLotAndUnit() throws IOException {
        WorkbookContent bare = content();
        BigDecimal one = BigDecimal.ONE;
        Balance balance = new Balance(
                "CS",
                new BigDecimal("100"),
                one,
                one,
                one,
                one,
                one,
                new BigDecimal("65"),
                new BigDecimal("2"),
                new BigDecimal("7"),
                new BigDecimal("35"),
                BigDecimal.ZERO,
                new TreeMap<>(Map.of("0614141000029", new BigDecimal("35"))),
                List.of("5 cases more left an unnamed place."));
        WorkbookContent content = new WorkbookContent(
                bare.request(),
                bare.trace(),
                bare.rows(),
                bare.events(),
                List.of(new MassBalance(ROMAINE, List.of(balance))));
        try (XSSFWorkbook book = rendered(content)) {
            assertThat(row(book, "Mass balance", 1))
                    .startsWith(ROMAINE.printed())
                    .contains(
                            "cases",
                            "100",
                            "65",
                            "2",
                            "7",
                            "35",
                            "0614141000029: 35",
                            "5 cases more left an unnamed place.");
        }
    }

    @Test
    void findingsSayWhatIsWrongInWordsAndWhomToAsk() throws IOException {
        Finding finding = new Finding(
                FindingKind.SHORT_RECEIPT,
                List.of(ROMAINE, SALAD),
                List.of("event-shipping", "event-receiving"),
                "2 cases fewer were received than shipped.",
                "1.1345(a)(2)",
                Map.of("shipped", new BigDecimal("40"), "received", new BigDecimal("38"), "uom", "CS"),
                List.of(Samples.place("Packer")));
        WorkbookContent content = content().with(List.of(), List.of(finding));
        try (XSSFWorkbook book = rendered(content)) {
            assertThat(row(book, "Findings", 1))
                    .startsWith(
                            "Less received than shipped",
                            "warning",
                            ROMAINE.printed() + "\n" + SALAD.printed(),
                            "shipped 40 cases, received 38 cases",
                            "2 cases fewer were received than shipped.",
                            "event-shipping\nevent-receiving",
                            "1.1345(a)(2)")
                    .contains("+1 Packer phone")
                    .anyMatch(cell -> cell.startsWith("Packer name"));
            assertThat(render(content).rows()).containsEntry("Findings", 1L);
        }
    }

    @Test
    void findingNamesThePlaceOfAGln() throws IOException {
        LocationDescription packer = new LocationDescription(
                "9521101000177",
                known("Packer"),
                known("phone"),
                known("street"),
                known("city"),
                known("state"),
                known("zip"),
                known("US"));
        Finding finding = new Finding(
                FindingKind.SHORT_RECEIPT,
                List.of(ROMAINE),
                List.of("event"),
                "9521101000177 sent less than Other (GLN 9521101000177) to https://id.gs1.org/414/9521101000177 and"
                        + " GLN 9521101000184.",
                "1.1345(a)(2)",
                Map.of(),
                List.of(packer));
        try (XSSFWorkbook book = rendered(content().with(List.of(), List.of(finding)))) {
            assertThat(row(book, "Findings", 1).get(4))
                    .isEqualTo("Packer (GLN 9521101000177) sent less than Other (GLN 9521101000177) to"
                            + " https://id.gs1.org/414/9521101000177 and GLN 9521101000184.");
        }
    }

    @Test
    void gapIsColoredWhateverItHolds() throws IOException {
        try (XSSFWorkbook book =
                rendered(content(Samples.shipping("event-gln", Kde.onlyIdentified("9521101000177"))))) {
            XSSFCell cell = book.getSheet("Shipping").getRow(1).getCell(0);

            assertThat(cell.getStringCellValue()).isEqualTo("9521101000177");
            assertThat(cell.getCellStyle().getFillForegroundColorColor()).isNotNull();
        }
    }

    @Test
    void valueWiderThanItsColumnIsWrappedInARowThatHoldsIt() throws IOException {
        String code = "https://id.example.org/01/00614141999996/10/" + "A".repeat(60);
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event-long", known(code))))) {
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

    @Test
    void quantitiesOnOurSheetsAreNumbersAndOnFdasText() throws IOException {
        try (XSSFWorkbook book = rendered(content())) {
            XSSFCell used = book.getSheet("Lineage").getRow(1).getCell(2);
            assertThat(used.getCellType()).isEqualTo(CellType.NUMERIC);
            assertThat(used.getNumericCellValue()).isEqualTo(25000);
        }
    }

    @Test
    void noGapsIsSaid() throws IOException {
        try (XSSFWorkbook book = rendered(content())) {
            assertThat(row(book, "Gaps", 1)).containsExactly("No gaps found");
        }
    }

    @Test
    void noFindingsIsSaidAndCountsAsNoRow() throws IOException {
        try (XSSFWorkbook book = rendered(content())) {
            assertThat(row(book, "Findings", 1)).containsExactly("No findings");
        }
        assertThat(render(content()).rows()).containsEntry("Findings", 0L);
    }

    @Test
    void lineageListsEveryEdgeWithItsEvidence() throws IOException {
        try (XSSFWorkbook book = rendered(content())) {
            assertThat(row(book, "Lineage", 1))
                    .containsExactly(
                            "(01)00614141777778(10)FIELD-4",
                            "not known",
                            "25000",
                            "pounds",
                            "(01)00614141999996(10)0042-R",
                            "not known",
                            "1000",
                            "each",
                            "event-packing");
            assertThat(row(book, "Lineage", 2)).contains("not stated");
        }
    }

    @Test
    void eventsCarryTheirTimesAsTheyWereAndTheirDigest() throws IOException {
        try (XSSFWorkbook book = rendered(content())) {
            assertThat(row(book, "Events", 1))
                    .containsExactly(
                            "event-packing",
                            "TransformationEvent",
                            "2026-04-02T19:30:00.000-07:00",
                            "2026-04-03T09:00:00Z",
                            "4001",
                            "Initial Packing: inputs are harvest lots",
                            "00ff".repeat(16));
        }
    }

    @Test
    void requestSaysWhoAskedForWhatAndHowCompleteItIs() throws IOException {
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event-no-code", Kde.MISSING)))) {
            List<List<String>> facts = IntStream.rangeClosed(
                            0, book.getSheet("Request").getLastRowNum())
                    .mapToObj(i -> row(book, "Request", i))
                    .toList();

            assertThat(facts)
                    .contains(
                            List.of("Organization", "Valley Fresh Co-op"),
                            List.of("Requested by", "Recall desk"),
                            List.of("Requested at", "2026-11-23T16:08:00Z"),
                            List.of("Log position", "4711"),
                            List.of("Events used", "1"),
                            List.of("Record time of the newest event", "2026-04-03T09:00:00Z"),
                            List.of("Shipping", "1"),
                            List.of("Required, in all", "1"),
                            List.of("    Traceability lot code", "1"));
        }
    }

    @Test
    void nothingIsLeftInTheScratchDirectory() throws IOException {
        RenderedWorkbook rendered = render(oneRowPerTab());

        assertThat(rendered.rows()).containsEntry("Harvesting", 1L);
        assertThat(scratch).isEmptyDirectory();
        assertThat(Files.exists(scratch)).isTrue();
    }

    @SafeVarargs
    private static void expectRow(String sheet, List<String>... cells) {
        List<String> expected = new ArrayList<>();
        for (List<String> part : cells) expected.addAll(part);
        assertThat(row(sample, sheet, 1)).isEqualTo(expected);
    }

    private RenderedWorkbook render(WorkbookContent content) throws IOException {
        return new WorkbookRenderer(scratch).render(content, new ByteArrayOutputStream());
    }

    private XSSFWorkbook rendered(WorkbookContent content) throws IOException {
        return rendered(content, scratch);
    }

    private static XSSFWorkbook rendered(WorkbookContent content, Path scratch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new WorkbookRenderer(scratch).render(content, out);
        return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
    }

    private static List<String> lotCodes(XSSFWorkbook book, String... sheets) {
        return Stream.of(sheets)
                .flatMap(sheet -> IntStream.rangeClosed(1, book.getSheet(sheet).getLastRowNum())
                        .mapToObj(i -> row(book, sheet, i).get(0)))
                .toList();
    }

    private static List<String> sheetNames(XSSFWorkbook book) {
        return IntStream.range(0, book.getNumberOfSheets())
                .mapToObj(book::getSheetName)
                .toList();
    }

    private static List<String> row(XSSFWorkbook book, String sheet, int index) {
        Row row = book.getSheet(sheet).getRow(index);
        List<String> cells = new ArrayList<>();
        if (row == null) return cells;
        for (int i = 0; i < row.getLastCellNum(); i++) {
            Cell cell = row.getCell(i);
            cells.add(
                    cell == null
                            ? ""
                            : cell.getCellType() == CellType.NUMERIC
                                    ? String.valueOf((long) cell.getNumericCellValue())
                                    : cell.getStringCellValue());
        }
        return cells;
    }
}
