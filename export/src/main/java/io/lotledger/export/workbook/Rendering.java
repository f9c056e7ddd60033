package io.lotledger.export.workbook;

import io.lotledger.export.workbook.content.EventUsed;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.GapsSheet;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.export.workbook.fda.TabSheet;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.ReproducibleWorkbook;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.export.workbook.ooxml.Styles;
import io.lotledger.export.workbook.ooxml.TextSheet;
import io.lotledger.export.workbook.summary.ColumnGuideSheet;
import io.lotledger.export.workbook.summary.ContactsSheet;
import io.lotledger.export.workbook.summary.DefinitionsSheet;
import io.lotledger.export.workbook.summary.EventsSheet;
import io.lotledger.export.workbook.summary.FindingsSheet;
import io.lotledger.export.workbook.summary.IntroductionSheet;
import io.lotledger.export.workbook.summary.LineageSheet;
import io.lotledger.export.workbook.summary.LotsSheet;
import io.lotledger.export.workbook.summary.MassBalanceSheet;
import io.lotledger.export.workbook.summary.PlaceNames;
import io.lotledger.export.workbook.summary.RequestSheet;
import io.lotledger.export.workbook.summary.SheetSummary;
import io.lotledger.projections.cte.answers.WhoToCall;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills one workbook. All sheets are open at once, each with its own temporary file, so that one pass over the rows
 * fills FDA's tabs, the gaps and the facts of the lots. Sheets that need counts are written last.
 */
final class Rendering {
    private final ReproducibleWorkbook book;
    private final WorkbookContent content;
    private final int maxDataRows;
    private final Styles styles;
    private final CellWriter cells;

    private final IntroductionSheet introduction;
    private final SheetSeries definitions;
    private final List<TabSheet<?>> tabs = new ArrayList<>();
    private final Map<Class<?>, TabSheet<?>> tabsByType = new HashMap<>();
    private final @Nullable OwnSheets ours;
    private final GapsSheet gaps;
    private final EventsSheet events;

    Rendering(ReproducibleWorkbook book, WorkbookContent content, int maxDataRows) {
        this.book = book;
        this.content = content;
        this.maxDataRows = maxDataRows;
        this.styles = new Styles(book);
        this.cells = new CellWriter(styles);
        this.introduction = new IntroductionSheet(
                new TextSheet(book, IntroductionSheet.NAME, Styles.FDA, cells, styles, 34, 84, 12, 18), styles);
        this.definitions = fda(DefinitionsSheet.NAME, DefinitionsSheet.HEADINGS);
        List<SheetSeries> tabSheets = new ArrayList<>();
        for (Tab<?> tab : FdaTemplate.TABS) tabSheets.add(fda(tab.name(), TabSheet.headings(tab)));
        this.ours = content.request().fdaOnly() ? null : openOwnSheets();
        this.gaps = new GapsSheet(ours == null ? null : ours.gaps(), cells);
        this.events = new EventsSheet(ours == null ? null : ours.events(), cells);
        for (int i = 0; i < tabSheets.size(); i++) addTab(FdaTemplate.TABS.get(i), tabSheets.get(i));
    }

    /** Writes all content into the workbook, which is then ready to be saved. */
    void fill() {
        DefinitionsSheet.write(definitions, cells, styles, ours == null);
        LotsSheet lots = new LotsSheet(content.trace());
        WhoToCall calls = new WhoToCall();
        PlaceNames places = new PlaceNames();
        for (CriticalTrackingEvent row : content.rows()) {
            tabOf(row).write(row);
            lots.learn(row);
            calls.learn(row);
            places.learn(row);
        }
        content.unitRows().forEach(calls::learn);
        content.destinations().forEach(calls::learn);
        for (EventUsed event : content.events()) events.add(event);
        gaps.finish();
        if (ours != null) fill(ours, lots, calls, places);
        introduction.write(
                content.request(),
                content.trace(),
                definitions.rows(),
                tabs,
                ours == null ? List.of() : contents(ours));
        place();
    }

    /** Data rows by sheet. */
    Map<String, Long> rows() {
        Map<String, Long> rows = new LinkedHashMap<>();
        for (TabSheet<?> tab : tabs) tab.sheets().countInto(rows);
        if (ours != null) for (SheetSeries sheets : ours.tables()) sheets.countInto(rows);
        return rows;
    }

    long gaps() {
        return gaps.total();
    }

    private void fill(OwnSheets own, LotsSheet lots, WhoToCall calls, PlaceNames places) {
        own.request().write(content.request(), content.trace(), events, gaps, tabs);
        ColumnGuideSheet.write(own.columns(), cells, styles);
        lots.write(own.lots(), cells);
        ContactsSheet.write(calls, own.calls(), cells, lots);
        MassBalanceSheet.write(content.balances(), own.balances(), cells, lots, places);
        FindingsSheet.write(content.findings(), own.findings(), cells, lots, places);
        LineageSheet.write(content.trace(), content.otherInputs(), own.lineage(), cells, lots);
    }

    private static List<SheetSummary> contents(OwnSheets own) {
        return List.of(
                new SheetSummary(
                        RequestSheet.NAME,
                        "Who asked, for what, and which events the records rest on",
                        TextSheet.NO_TABLE),
                new SheetSummary(
                        ColumnGuideSheet.NAME,
                        "Which paragraph of the rule each of FDA's columns answers",
                        own.columns().rows()),
                new SheetSummary(
                        LotsSheet.NAME,
                        "The lots of the trace and the source of each lot code",
                        own.lots().rows()),
                new SheetSummary(
                        ContactsSheet.NAME,
                        "Who received which lot, and who supplied it",
                        own.calls().rows()),
                new SheetSummary(
                        LineageSheet.NAME,
                        "Which lot went into which",
                        own.lineage().rows()),
                new SheetSummary(
                        MassBalanceSheet.NAME,
                        "Where the whole of each lot is now",
                        own.balances().rows()),
                new SheetSummary(
                        FindingsSheet.NAME,
                        "What is wrong, missing or doubtful about these lots, and whom to ask",
                        own.findings().rows()),
                new SheetSummary(
                        GapsSheet.NAME,
                        "What is missing, and whom to ask",
                        own.gaps().rows()),
                new SheetSummary(
                        EventsSheet.NAME,
                        "The events from which the records were drawn",
                        own.events().rows()));
    }

    /** Moves each continuation sheet behind the sheet that it continues. */
    private void place() {
        int position = definitions.finish(1);
        for (TabSheet<?> tab : tabs) position = tab.sheets().finish(position);
        if (ours == null) return;
        position++; // the request's page
        for (SheetSeries sheets : ours.tables()) position = sheets.finish(position);
    }

    private OwnSheets openOwnSheets() {
        return new OwnSheets(
                new RequestSheet(new TextSheet(book, RequestSheet.NAME, Styles.OURS, cells, styles, 40, 90)),
                own(ColumnGuideSheet.NAME, ColumnGuideSheet.HEADINGS),
                own(LotsSheet.NAME, LotsSheet.HEADINGS),
                own(ContactsSheet.NAME, ContactsSheet.HEADINGS),
                own(LineageSheet.NAME, LineageSheet.HEADINGS),
                own(MassBalanceSheet.NAME, MassBalanceSheet.HEADINGS),
                own(FindingsSheet.NAME, FindingsSheet.HEADINGS),
                own(GapsSheet.NAME, GapsSheet.HEADINGS),
                own(EventsSheet.NAME, EventsSheet.HEADINGS));
    }

    private <R extends CriticalTrackingEvent> void addTab(Tab<R> tab, SheetSeries sheets) {
        TabSheet<R> tabSheet = new TabSheet<>(tab, sheets, cells, gaps);
        tabs.add(tabSheet);
        tabsByType.put(tab.type(), tabSheet);
    }

    private TabSheet<?> tabOf(CriticalTrackingEvent row) {
        TabSheet<?> tab = tabsByType.get(row.getClass());
        if (tab == null)
            throw new IllegalStateException("no tab holds " + row.getClass().getSimpleName());
        return tab;
    }

    private SheetSeries fda(String name, List<Heading> headings) {
        return new SheetSeries(book, name, headings, styles.fdaHeading, Styles.FDA, maxDataRows);
    }

    private SheetSeries own(String name, List<Heading> headings) {
        return new SheetSeries(book, name, headings, styles.ourHeading, Styles.OURS, maxDataRows);
    }

    /** The sheets that are not FDA's, in their order. */
    private record OwnSheets(
            RequestSheet request,
            SheetSeries columns,
            SheetSeries lots,
            SheetSeries calls,
            SheetSeries lineage,
            SheetSeries balances,
            SheetSeries findings,
            SheetSeries gaps,
            SheetSeries events) {
        List<SheetSeries> tables() {
            return List.of(columns, lots, calls, lineage, balances, findings, gaps, events);
        }
    }
}
