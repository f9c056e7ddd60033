package io.lotledger.export.workbook;

import static io.lotledger.export.workbook.RenderedSheets.rendered;
import static io.lotledger.export.workbook.RenderedSheets.row;
import static io.lotledger.export.workbook.RenderedSheets.sheetNames;
import static io.lotledger.export.workbook.Samples.ROMAINE;
import static io.lotledger.export.workbook.Samples.content;
import static io.lotledger.export.workbook.Samples.known;
import static io.lotledger.export.workbook.Samples.oneRowPerTab;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.workbook.content.Sha256;
import io.lotledger.export.workbook.ooxml.CellTooLongException;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                rendered(new WorkbookContent(Samples.fdaOnly(), all.trace(), all.rows(), all.events()), scratch)) {
            assertThat(sheetNames(book)).hasSize(15).endsWith("Farm to School or Institution");
            assertThat(row(book, "Harvesting", 1)).hasSize(25);
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
        try (XSSFWorkbook book = rendered(content(Samples.shipping("event", known(longest))), scratch)) {
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
        try (XSSFWorkbook book = rendered(content(), scratch)) {
            Date requestedAt = Date.from(Instant.parse("2026-11-23T16:08:00Z"));
            assertThat(book.getProperties().getCoreProperties().getCreated()).isEqualTo(requestedAt);
            assertThat(book.getProperties().getCoreProperties().getModified()).isEqualTo(requestedAt);
            assertThat(book.getProperties().getExtendedProperties().getApplication())
                    .isEqualTo("Lotledger");
        }
    }

    @Test
    void nothingIsLeftInTheScratchDirectory() throws IOException {
        RenderedWorkbook rendered = render(oneRowPerTab());

        assertThat(rendered.rows()).containsEntry("Harvesting", 1L);
        assertThat(scratch).isEmptyDirectory();
        assertThat(Files.exists(scratch)).isTrue();
    }

    private RenderedWorkbook render(WorkbookContent content) throws IOException {
        return new WorkbookRenderer(scratch).render(content, new ByteArrayOutputStream());
    }

    private static List<String> lotCodes(XSSFWorkbook book, String... sheets) {
        return Stream.of(sheets)
                .flatMap(sheet -> IntStream.rangeClosed(1, book.getSheet(sheet).getLastRowNum())
                        .mapToObj(i -> row(book, sheet, i).get(0)))
                .toList();
    }
}
