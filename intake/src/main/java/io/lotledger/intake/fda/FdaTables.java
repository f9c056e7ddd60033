package io.lotledger.intake.fda;

import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.LargeTreePermits;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.intake.IntakeFormat;
import io.lotledger.intake.fda.row.CellReader;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import io.lotledger.intake.fda.row.TabTable;
import io.lotledger.intake.sheet.CsvFile;
import io.lotledger.intake.sheet.SheetCell;
import io.lotledger.intake.sheet.SheetRow;
import io.lotledger.intake.sheet.TableFile;
import io.lotledger.intake.sheet.XlsxFile;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * FDA's electronic sortable spreadsheet, as a workbook or one of its tabs as CSV. Each row becomes an event, or a part of
 * one where FDA repeats an event in several rows.
 */
public final class FdaTables implements IntakeFormat {
    /** The headings stand in one of the first rows, below a title at most. */
    private static final int LAST_HEADING_ROW = 20;

    /** Characters of the different values of a document that memory holds. */
    private static final long MAX_CHARACTERS = 48L << 20;

    private static final int MAX_ROWS = 500_000;

    /** Bytes of a row in memory, beside the characters of its different values. */
    private static final int ROW = 300;

    /** Sheets of FDA and of our templates that hold no records. */
    private static final Set<String> OWN_SHEETS = Set.of("", "Introduction", "Definitions", "Lists");

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
        return new FdaTables(new CsvFile(), Set.of("text/csv"));
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
            Rows rows = new Rows(ownHeadings, permits);
            file.read(document, permits, rows::add);
            send(rows, document, sink);
        } finally {
            permits.release();
        }
    }

    private static void send(Rows rows, DocumentBody document, DocumentSink sink) {
        Map<String, FdaTab> tabs = tabs(document.organisation());
        rows.checkHeadings(tabs);
        rows.notes(sink);
        FdaBooks books = new FdaBooks(document.organisation());
        for (Map.Entry<String, FdaTab> tab : tabs.entrySet()) {
            for (FdaRow row : rows.inOrderOfContent(tab.getKey()))
                tab.getValue().note(row, books);
        }
        for (Map.Entry<String, FdaTab> tab : tabs.entrySet()) {
            for (FdaRow row : rows.inOrderOfContent(tab.getKey()))
                tab.getValue().noteProducts(row, books);
        }
        books.places.send(sink);
        books.products.send(sink);
        EventSender sender = new EventSender(document, sink);
        for (Map.Entry<String, FdaTab> tab : tabs.entrySet()) {
            tab.getValue().send(rows.of(tab.getKey()), books, sender);
        }
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

    /** The rows of a document by tab. */
    private static final class Rows {
        private final Map<String, List<FdaRow>> byTab = new LinkedHashMap<>();
        private final List<TabTable> tables = new ArrayList<>();
        private final Set<TabTable> filled = new HashSet<>();
        private final Set<String> otherSheets = new LinkedHashSet<>();
        private final List<String> firstRow = new ArrayList<>();
        private final CellReader cells = new CellReader();
        private final Map<String, String> ownHeadings;
        private final LargeTreePermits permits;
        private @Nullable TabTable table;
        private @Nullable String sheet;
        private int count;
        private int examples;

        Rows(Map<String, String> ownHeadings, LargeTreePermits permits) {
            this.ownHeadings = ownHeadings;
            this.permits = permits;
        }

        /** A row that may be one of headings, with FDA's in place of the partner's own. */
        private SheetRow withFdaHeadings(SheetRow row) {
            if (ownHeadings.isEmpty()) return row;
            List<@Nullable SheetCell> cells = new ArrayList<>(row.cells());
            cells.replaceAll(cell -> {
                String fda = cell == null ? null : ownHeadings.get(TabTable.normal(cell.text()));
                return fda == null ? cell : new SheetCell(fda, SheetCell.Kind.TEXT);
            });
            return new SheetRow(row.sheet(), row.number(), cells);
        }

        void add(SheetRow row) {
            if (!row.sheet().equals(sheet)) {
                sheet = row.sheet();
                table = null;
                otherSheets.add(row.sheet());
                if (firstRow.isEmpty()) {
                    for (SheetCell cell : row.cells()) if (cell != null) firstRow.add(cell.text());
                }
            }
            TabTable current = table;
            if (current == null) {
                if (row.number() > LAST_HEADING_ROW) return;
                Optional<TabTable> begun = TabTable.beginningWith(withFdaHeadings(row));
                begun.ifPresent(one -> {
                    table = one;
                    tables.add(one);
                    otherSheets.remove(row.sheet());
                });
                return;
            }
            if (current.isExample(row)) {
                examples++;
                return;
            }
            if (current.isBlank(row)) return;
            filled.add(current);
            byTab.computeIfAbsent(current.tab().name(), tab -> new ArrayList<>())
                    .add(cells.read(current, row));
            permits.acquireIfLarge((int) Math.min(Integer.MAX_VALUE, cells.characters() + (long) count * ROW));
            if (++count > MAX_ROWS || cells.characters() > MAX_CHARACTERS) {
                throw new DocumentTooLargeException("The file has more rows than can be read at once ("
                        + Math.min(count, MAX_ROWS) + " rows with " + cells.characters()
                        + " characters of different values were read); send the rows in several files");
            }
        }

        List<FdaRow> of(String tab) {
            return byTab.getOrDefault(tab, List.of());
        }

        /** What rows say together does not depend on their order in the file. */
        List<FdaRow> inOrderOfContent(String tab) {
            return of(tab).stream().sorted(FdaRow.BY_CONTENT).toList();
        }

        /** Refuses a document without any of FDA's tabs, or with a tab that lacks a column no event can do without. */
        void checkHeadings(Map<String, FdaTab> tabs) {
            List<Violation> violations = new ArrayList<>();
            if (tables.isEmpty()) {
                String found = firstRow.isEmpty()
                        ? "the file is empty"
                        : "its first row reads '"
                                + String.join("', '", firstRow.subList(0, Math.min(6, firstRow.size()))) + "'";
                violations.add(new Violation(
                        "$",
                        "headings",
                        "No sheet has the headings of one of FDA's tabs (" + found
                                + "); take them from a template, GET /templates/shipping.xlsx",
                        null));
            }
            for (TabTable one : tables) {
                FdaTab tab = tabs.get(one.tab().name());
                if (tab == null || !filled.contains(one)) continue;
                for (String title : one.missing(tab.needed())) {
                    violations.add(new Violation(
                            one.sheet() + "!" + one.headingRow(),
                            "headings",
                            "the tab " + one.tab().name() + " needs the column \"" + title
                                    + "\"; copy FDA's heading from a template",
                            null));
                }
            }
            if (!violations.isEmpty()) throw new UnreadableDocumentException(violations);
        }

        void notes(DocumentSink sink) {
            otherSheets.removeIf(name -> OWN_SHEETS.contains(name));
            if (!otherSheets.isEmpty()) {
                String names = String.join(", ", otherSheets);
                sink.note(new Violation(
                        "$", "sheets", "these sheets have no headings of FDA's tabs and are not read: " + names, null));
            }
            if (examples > 0) {
                sink.note(new Violation(
                        "$", "example", examples + " rows are marked as examples and are not read", null));
            }
            for (TabTable one : tables) {
                if (!filled.contains(one)) continue;
                String place = one.sheet() + "!" + one.headingRow();
                if (!one.others().isEmpty()) {
                    sink.note(new Violation(
                            place,
                            "columns",
                            "these columns are not FDA's and are not read: " + String.join(", ", one.others()),
                            null));
                }
                List<String> missing = one.missing(all(one.tab()));
                if (!missing.isEmpty()) {
                    sink.note(new Violation(
                            place,
                            "headings",
                            "the tab lacks these columns of FDA's, which are gaps in each row: "
                                    + String.join(", ", missing),
                            null));
                }
            }
        }

        private static List<Integer> all(Tab<?> tab) {
            List<Integer> all = new ArrayList<>();
            for (int i = 0; i < tab.columns().size(); i++) all.add(i);
            return all;
        }
    }
}
