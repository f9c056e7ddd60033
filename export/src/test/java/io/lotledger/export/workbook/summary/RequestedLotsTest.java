package io.lotledger.export.workbook.summary;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.workbook.Samples;
import io.lotledger.export.workbook.WorkbookContent;
import io.lotledger.export.workbook.WorkbookRenderer;
import io.lotledger.projections.lineage.Lot;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workbook of several lots says what was asked, and what each name came to. */
class RequestedLotsTest {
    private static final Lot ROMAINE = new Lot(Samples.ORGANISATION, Samples.ROMAINE);

    @TempDir
    Path scratch = Path.of("");

    @Test
    void requestSheetTellsEachNameWithItsLots() throws IOException {
        RequestedLots asked = new RequestedLots(
                "2026-01-01T00:00:00Z to the end",
                List.of(
                        new RequestedLots.Name("Traceability lot code", "=0042-R", List.of(ROMAINE)),
                        new RequestedLots.Name("GTIN", "00614141777778", List.of())));

        try (XSSFWorkbook workbook = rendered(asked)) {
            assertThat(facts(workbook, "Request"))
                    .containsSubsequence(
                            "Event time|2026-01-01T00:00:00Z to the end",
                            "Traceability lot code|=0042-R",
                            "    lot " + ROMAINE.shortId() + "|(01)00614141999996(10)0042-R",
                            "GTIN|00614141777778",
                            "    no lot|has a critical tracking event in this period",
                            "Direction|both: where the lot came from, what became of it, and where it went");
            assertThat(facts(workbook, "Introduction"))
                    .contains(
                            "Asked for|1 × Traceability lot code, 1 × GTIN; event time 2026-01-01T00:00:00Z to the end",
                            "    Traceability lot code|=0042-R",
                            "    GTIN|00614141777778",
                            "Traced lots|1.0");
        }
    }

    @Test
    void aNameOfVeryManyLotsIsCountedAndPointsToTheSheetThatListsThem() throws IOException {
        List<Lot> many = java.util.Collections.nCopies(101, ROMAINE);

        try (XSSFWorkbook workbook =
                rendered(new RequestedLots(null, List.of(new RequestedLots.Name("GTIN", "00614141999996", many))))) {
            assertThat(facts(workbook, "Request"))
                    .contains("    101 lots|see the role \"requested lot\" on the sheet Lots")
                    .noneMatch(fact -> fact.startsWith("    lot "));
        }
    }

    private XSSFWorkbook rendered(@Nullable RequestedLots asked) throws IOException {
        WorkbookRequest one = Samples.request();
        WorkbookContent content = Samples.oneRowPerTab();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new WorkbookRenderer(scratch)
                .render(
                        new WorkbookContent(
                                new WorkbookRequest(
                                        one.jobShortId(),
                                        one.organisationName(),
                                        one.requestedBy(),
                                        one.requestedAt(),
                                        one.productVersion(),
                                        one.fdaOnly(),
                                        asked),
                                content.trace(),
                                content.rows(),
                                content.events()),
                        out);
        return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
    }

    private static List<String> facts(XSSFWorkbook workbook, String sheet) {
        List<String> facts = new ArrayList<>();
        for (Row row : workbook.getSheet(sheet))
            if (row.getCell(1) != null) facts.add(row.getCell(0) + "|" + row.getCell(1));
        return facts;
    }
}
