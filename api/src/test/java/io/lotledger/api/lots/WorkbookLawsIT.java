package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.Effort;
import io.lotledger.export.workbook.WorkbookContent;
import io.lotledger.export.workbook.WorkbookRenderer;
import io.lotledger.export.workbook.summary.WorkbookRequest;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** Laws of the workbook of any chain, from its events in the log to the cells. */
class WorkbookLawsIT {
    private static final int FDAS_TABS = 13;
    private static final int FIRST_TAB = 2;
    /** Of so many lots one is read back from its workbook, which is most of the work; the lots of a chain share most of their rows. */
    private static final int EVERY = Effort.of(2, 1);

    private static final Set<Class<?>> SEEN = new HashSet<>();

    private static @Nullable ProjectedLedger ledger;

    @BeforeContainer
    static void open() {
        ledger = new ProjectedLedger("workbook_laws");
    }

    /** Else the laws would be shown of a part of the tabs only. */
    @AfterContainer
    static void everyTabHadRows() {
        ledger().close();
        assertThat(SEEN).hasSize(FDAS_TABS);
    }

    @Property(tries = 8, shrinking = ShrinkingMode.OFF)
    void everyCellIsFilledOrListedAndEveryRowOnItsTabInOrder(@ForAll long seed) throws IOException {
        Random random = new Random(seed);
        List<EpcisEvent> chain = GeneratedChain.ofEveryKind(random);
        ledger().reset();
        ledger().project(
                        chain.stream()
                                .map(event -> ledger().captured(ORGANISATION, event))
                                .toList(),
                        chain.size());
        List<Lot> lots = ledger().lots();
        for (int i = 0; i < lots.size(); i++) {
            TraceEvidence evidence =
                    ledger().evidence.of(ledger().lineage.trace(lots.get(i), Direction.BOTH, chain.size()));
            ClassifiedTrace classified = ClassifiedTrace.of(evidence);
            List<CriticalTrackingEvent> rows = classified.ctes().rows();
            rows.forEach(row -> SEEN.add(row.getClass()));
            isInOrder(rows);
            if (i % EVERY == 0) isToldWhole(classified);
        }
    }

    private static void isInOrder(List<CriticalTrackingEvent> rows) {
        assertThat(rows.stream().map(CriticalTrackingEvent::basis))
                .isSortedAccordingTo(Comparator.comparing(Basis::eventTime).thenComparing(Basis::eventID));
    }

    private static void isToldWhole(ClassifiedTrace classified) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WorkbookRequest request =
                new WorkbookRequest("JhQ3LzR7wVn2mKxT5aBcDe", "Laws", "test", Instant.EPOCH, "0", false);
        new WorkbookRenderer().render(WorkbookContent.of(request, classified, UnitMovements.NONE), out);
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()))) {
            Map<Integer, Integer> rows = new TreeMap<>();
            List<String> blank = new ArrayList<>();
            for (int tab = FIRST_TAB; tab < FIRST_TAB + FDAS_TABS; tab++) {
                Sheet sheet = book.getSheetAt(tab);
                rows.put(tab, sheet.getLastRowNum());
                blank.addAll(blankCells(sheet));
            }
            assertThat(rows.values().stream().mapToInt(Integer::intValue).sum())
                    .isEqualTo(classified.ctes().rows().size());
            assertThat(gaps(book)).containsAll(blank);
            assertThat(book.getSheet("Events").getLastRowNum())
                    .isEqualTo(classified.evidence().events().size());
        }
    }

    private static List<String> blankCells(Sheet sheet) {
        List<String> blank = new ArrayList<>();
        for (Row row : sheet) {
            assertThat(row.getPhysicalNumberOfCells()).isEqualTo(sheet.getRow(0).getPhysicalNumberOfCells());
            for (Cell cell : row)
                if (cell.getStringCellValue().isBlank()) blank.add(sheet.getSheetName() + "!" + cell.getAddress());
        }
        return blank;
    }

    private static Set<String> gaps(XSSFWorkbook book) {
        Set<String> gaps = new HashSet<>();
        for (Row row : book.getSheet("Gaps"))
            if (row.getCell(1) != null) // "No gaps found" stands alone
            gaps.add(row.getCell(0).getStringCellValue() + "!" + row.getCell(1).getStringCellValue());
        return gaps;
    }

    private static ProjectedLedger ledger() {
        return java.util.Objects.requireNonNull(ledger);
    }
}
