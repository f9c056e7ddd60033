package io.lotledger.intake.fda;

import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.intake.IntakeFormat;
import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import io.lotledger.intake.fda.row.TabRows;
import io.lotledger.intake.fda.row.TabTable;
import io.lotledger.intake.sheet.CsvFile;
import io.lotledger.intake.sheet.TableFile;
import io.lotledger.intake.sheet.XlsxFile;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * FDA's electronic sortable spreadsheet, as a workbook or one of its tabs as CSV. Each row becomes an event, or a part of
 * one where FDA repeats an event in several rows.
 */
public final class FdaTables implements IntakeFormat {
    private final TableFile file;
    private final Set<String> mediaTypes;
    private final Map<String, String> ownHeadings;

    private FdaTables(TableFile file, Set<String> mediaTypes) {
        this(file, mediaTypes, Map.of());
    }

    private FdaTables(TableFile file, Set<String> mediaTypes, Map<String, String> ownHeadings) {
        this.file = file;
        this.mediaTypes = mediaTypes;
        this.ownHeadings = ownHeadings;
    }

    /** @param headings FDA's heading by the partner's own */
    public FdaTables withHeadings(Map<String, String> headings) {
        Map<String, String> normal = new HashMap<>();
        headings.forEach((own, fda) -> normal.put(TabTable.normal(own), fda));
        return new FdaTables(file, mediaTypes, Map.copyOf(normal));
    }

    /** FDA's headings of all tabs, each on one line. */
    public static Set<String> headings() {
        Set<String> titles = new LinkedHashSet<>();
        FdaTemplate.TABS.forEach(tab -> tab.columns().forEach(column -> titles.add(column.title())));
        return titles;
    }

    public static FdaTables workbook() {
        return new FdaTables(new XlsxFile(), Set.of(WorkbookFormat.XLSX.contentType()));
    }

    public static FdaTables csv() {
        return new FdaTables(new CsvFile(), Set.of("text/csv", "text/tab-separated-values"));
    }

    @Override
    public Set<String> mediaTypes() {
        return mediaTypes;
    }

    /** As a cell has it: a unit and a lot in words, a date in FDA's form. */
    @Override
    public String written(String member, String value) {
        return switch (member) {
            case "uom" -> UnitOfMeasure.inWords(value);
            case "epcClass" -> LotKey.of(value).map(LotKey::printed).orElse(value);
            case "gs1:harvestDateStart", "gs1:harvestDateEnd" -> Cells.date(LocalDate.parse(value));
            default -> value;
        };
    }

    @Override
    public void read(DocumentBody document, DocumentSink sink) {
        LargeTreePermits permits = new LargeTreePermits();
        try {
            TabRows rows = new TabRows(ownHeadings, permits);
            file.read(document, permits, rows::add);
            send(rows, document, sink);
        } finally {
            permits.release();
        }
    }

    private static void send(TabRows rows, DocumentBody document, DocumentSink sink) {
        Map<String, FdaTab> tabs = tabs(document.organisation());
        rows.checkHeadings(tab -> Objects.requireNonNull(tabs.get(tab)).needed());
        rows.notes(sink);
        FdaBooks books = new FdaBooks(document.organisation());
        for (Map.Entry<String, FdaTab> tab : tabs.entrySet()) {
            for (FdaRow row : rows.inOrderOfContent(tab.getKey()))
                tab.getValue().note(row, books);
        }
        EventSender sender = new EventSender(document, sink);
        for (Map.Entry<String, FdaTab> tab : tabs.entrySet()) {
            tab.getValue().noteStored(rows.of(tab.getKey()), books, sender);
        }
        books.used.findRecorded(sink);
        books.harvests.findRecorded(sink);
        for (Map.Entry<String, FdaTab> tab : tabs.entrySet()) {
            for (FdaRow row : rows.inOrderOfContent(tab.getKey()))
                tab.getValue().noteProducts(row, books);
        }
        books.places.send(sink);
        books.products.send(sink);
        for (Map.Entry<String, FdaTab> tab : tabs.entrySet()) {
            tab.getValue().send(rows.of(tab.getKey()), books, sender);
        }
        for (FdaRow row : rows.misread()) sender.send(new EventDraft("ObjectEvent", "", "", List.of(row)));
    }

    /** By FDA's names, in FDA's order except that the packings come before the sprouts that they take up. */
    private static Map<String, FdaTab> tabs(UUID organisation) {
        Sprouts sprouts = new Sprouts();
        List<FdaTab> inOrder = List.of(
                new HarvestTab(),
                new CoolingTab(),
                new PackingTab(false, sprouts),
                sprouts,
                new PackingTab(true, sprouts),
                new LandingFdaTab(),
                new MovementTab(MovementTab.Kind.SHIPPING),
                new MovementTab(MovementTab.Kind.RECEIVING),
                new MovementTab(MovementTab.Kind.RECEIVING_EXEMPT),
                new TransformationFdaTab(),
                new PurchaseTab("farmPurchase", false, organisation),
                new PurchaseTab("adHocPurchase", true, organisation),
                new PurchaseTab("farmToSchool", false, organisation));
        Map<String, FdaTab> tabs = new LinkedHashMap<>();
        for (int i = 0; i < inOrder.size(); i++)
            tabs.put(FdaTemplate.TABS.get(i).name(), inOrder.get(i));
        return tabs;
    }
}
