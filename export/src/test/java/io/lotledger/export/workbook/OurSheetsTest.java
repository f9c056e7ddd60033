package io.lotledger.export.workbook;

import static io.lotledger.export.workbook.RenderedSheets.rendered;
import static io.lotledger.export.workbook.RenderedSheets.row;
import static io.lotledger.export.workbook.Samples.ROMAINE;
import static io.lotledger.export.workbook.Samples.SALAD;
import static io.lotledger.export.workbook.Samples.content;
import static io.lotledger.export.workbook.Samples.known;
import static io.lotledger.export.workbook.Samples.oneRowPerTab;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Destination;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OurSheetsTest {
    private static XSSFWorkbook sample = new XSSFWorkbook();

    @TempDir
    Path scratch = Path.of("");

    @BeforeAll
    static void renderARowOnEachTab(@TempDir Path files) throws IOException {
        sample = rendered(oneRowPerTab(), files);
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
        try (XSSFWorkbook book = rendered(content, scratch)) {
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
        try (XSSFWorkbook book = rendered(content(Samples.receiving()), scratch)) {
            int last = book.getSheet("Who to call").getLastRowNum();
            assertThat(row(book, "Who to call", last).get(0)).isEqualTo("receiver (no shipment names it)");
            assertThat(row(book, "Who to call", 1).get(0)).isEqualTo("supplier");
        }
    }

    /** A food before its initial packing has no row on Shipping (21 CFR 1.1340(c)). */
    @Test
    void placeOfAMovementWithoutARowIsCalled() throws IOException {
        WorkbookContent bare = content(Samples.harvesting());
        Destination packer = new Destination(
                Destination.Named.BY_SHIPMENT,
                Samples.place("Packer"),
                List.of(Samples.cases()),
                Samples.basis("event-from-hub", Samples.HARVEST),
                Set.of("event-from-hub"));
        WorkbookContent content = new WorkbookContent(
                bare.request(),
                bare.trace(),
                bare.otherInputs(),
                bare.rows(),
                bare.unitRows(),
                List.of(packer),
                bare.events(),
                bare.balances(),
                bare.findings());
        try (XSSFWorkbook book = rendered(content, scratch)) {
            assertThat(row(book, "Who to call", 1)).startsWith("consignee", "Cooler name");
            assertThat(row(book, "Who to call", 2))
                    .startsWith("consignee", "Packer name")
                    .contains("2", "cases");
            assertThat(row(book, "Who to call", 3)).startsWith("supplier");
        }
    }

    @Test
    void receiverWithoutGlnAndStreetStaysWhenAShipmentNamesNobody() throws IOException {
        Shipping sent = Samples.shipping();
        Receiving received = Samples.receiving();
        LocationDescription store = new LocationDescription(
                Kde.of("Corner store"), Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING, Kde.MISSING);
        try (XSSFWorkbook book = rendered(
                content(
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
                                received.documents())),
                scratch)) {
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
        try (XSSFWorkbook book = rendered(content, scratch)) {
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
        try (XSSFWorkbook book = rendered(content, scratch)) {
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
        try (XSSFWorkbook book = rendered(content().with(List.of(), List.of(finding)), scratch)) {
            assertThat(row(book, "Findings", 1).get(4))
                    .isEqualTo("Packer (GLN 9521101000177) sent less than Other (GLN 9521101000177) to"
                            + " https://id.gs1.org/414/9521101000177 and GLN 9521101000184.");
        }
    }

    @Test
    void quantitiesOnOurSheetsAreNumbersAndOnFdasText() throws IOException {
        try (XSSFWorkbook book = rendered(content(), scratch)) {
            XSSFCell used = book.getSheet("Lineage").getRow(1).getCell(2);
            assertThat(used.getCellType()).isEqualTo(CellType.NUMERIC);
            assertThat(used.getNumericCellValue()).isEqualTo(25000);
        }
    }

    @Test
    void noGapsIsSaid() throws IOException {
        try (XSSFWorkbook book = rendered(content(), scratch)) {
            assertThat(row(book, "Gaps", 1)).containsExactly("No gaps found");
        }
    }

    @Test
    void noFindingsIsSaidAndCountsAsNoRow() throws IOException {
        try (XSSFWorkbook book = rendered(content(), scratch)) {
            assertThat(row(book, "Findings", 1)).containsExactly("No findings");
        }
        assertThat(render(content()).rows()).containsEntry("Findings", 0L);
    }

    @Test
    void lineageListsEveryEdgeWithItsEvidence() throws IOException {
        try (XSSFWorkbook book = rendered(content(), scratch)) {
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
    void lineageNamesTheOtherInputsOfWhatWasMade() throws IOException {
        WorkbookContent whole = content(Samples.transformation());
        Trace trace = Samples.trace();
        Lot salad = trace.nodes().get(2).lot();
        Lot romaine = trace.nodes().get(0).lot();
        Trace forward = new Trace(
                salad, Direction.FORWARD, 4711, List.of(new Trace.Node(salad, Trace.Role.SEED, 0)), trace.edges());
        WorkbookContent content =
                new WorkbookContent(whole.request(), forward, whole.rows(), whole.events()).naming(List.of(romaine));

        try (XSSFWorkbook book = rendered(content, scratch)) {
            assertThat(row(book, "Lineage", 1)).startsWith(ROMAINE.printed(), "Romaine product");
        }
    }

    @Test
    void eventsCarryTheirTimesAsTheyWereAndTheirDigest() throws IOException {
        try (XSSFWorkbook book = rendered(content(), scratch)) {
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
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event-no-code", Kde.MISSING)), scratch)) {
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

    private RenderedWorkbook render(WorkbookContent content) throws IOException {
        return new WorkbookRenderer(scratch).render(content, new ByteArrayOutputStream());
    }
}
