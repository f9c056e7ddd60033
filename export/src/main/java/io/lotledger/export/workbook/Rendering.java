package io.lotledger.export.workbook;

import io.lotledger.projections.cte.CriticalTrackingEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One workbook being filled. All sheets are open at once, each with a temporary file of its own, so that one pass over the rows
 * fills FDA's tabs, the gaps and what is known of the lots; what needs counts is written last.
 */
final class Rendering {
    private final ReproducibleWorkbook book;
    private final WorkbookContent content;
    private final int maxDataRows;
    private final Styles styles;
    private final CellWriter cells;

    private final Introduction introduction;
    private final SheetSeries definitions;
    private final List<TabSheet<?>> tabs = new ArrayList<>();
    private final Map<Class<?>, TabSheet<?>> tabsByType = new HashMap<>();
    private final @Nullable OwnSheets ours;
    private final Gaps gaps;
    private final Events events;

    Rendering(ReproducibleWorkbook book, WorkbookContent content, int maxDataRows) {
        this.book = book;
        this.content = content;
        this.maxDataRows = maxDataRows;
        this.styles = new Styles(book);
        this.cells = new CellWriter(styles);
        this.introduction =
                new Introduction(new Page(book, Introduction.NAME, Styles.FDA, cells, styles, 34, 84, 12, 18), styles);
        this.definitions = fda(Definitions.NAME, Definitions.HEADINGS);
        List<SheetSeries> tabSheets = new ArrayList<>();
        for (Tab<?> tab : FdaTemplate.TABS) tabSheets.add(fda(tab.name(), TabSheet.headings(tab)));
        this.ours = content.request().fdaOnly() ? null : openOwnSheets();
        this.gaps = new Gaps(ours == null ? null : ours.gaps(), cells);
        this.events = new Events(ours == null ? null : ours.events(), cells);
        for (int i = 0; i < tabSheets.size(); i++) addTab(FdaTemplate.TABS.get(i), tabSheets.get(i));
    }

    /** Writes all there is into the workbook; what is left is to save it. */
    void fill() {
        Definitions.write(definitions, cells, styles, ours == null);
        Lots lots = new Lots(content.trace());
        WhoToCall calls = new WhoToCall();
        Places places = new Places();
        for (CriticalTrackingEvent row : content.rows()) {
            tabOf(row).write(row);
            lots.learn(row);
            calls.learn(row);
            places.learn(row);
        }
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

    private void fill(OwnSheets own, Lots lots, WhoToCall calls, Places places) {
        own.request().write(content.request(), content.trace(), events, gaps, tabs);
        ColumnGuide.write(own.columns(), cells, styles);
        lots.write(own.lots(), cells);
        calls.write(own.calls(), cells, lots);
        MassBalances.write(content.balances(), own.balances(), cells, lots, places);
        FindingSheet.write(content.findings(), own.findings(), cells, lots, places);
        Lineage.write(content.trace(), own.lineage(), cells, lots);
    }

    private static List<OwnSheet> contents(OwnSheets own) {
        return List.of(
                new OwnSheet(RequestPage.NAME, "Who asked, for what, and what it rests on", Page.NO_TABLE),
                new OwnSheet(
                        ColumnGuide.NAME,
                        "Which paragraph of the rule each of FDA's columns answers",
                        own.columns().rows()),
                new OwnSheet(
                        Lots.NAME,
                        "The lots of the trace and the source of each lot code",
                        own.lots().rows()),
                new OwnSheet(
                        WhoToCall.NAME,
                        "Who was sent which lot, and who supplied it",
                        own.calls().rows()),
                new OwnSheet(
                        Lineage.NAME, "Which lot went into which", own.lineage().rows()),
                new OwnSheet(
                        MassBalances.NAME,
                        "Where all of each lot is",
                        own.balances().rows()),
                new OwnSheet(
                        FindingSheet.NAME,
                        "What is wrong, missing or doubtful about these lots, and whom to ask",
                        own.findings().rows()),
                new OwnSheet(
                        Gaps.NAME,
                        "What is missing, and whom to ask",
                        own.gaps().rows()),
                new OwnSheet(
                        Events.NAME,
                        "The events the records were drawn from",
                        own.events().rows()));
    }

    /** Continuations were made when they were needed; now they go behind the sheet they continue. */
    private void place() {
        int position = definitions.finish(1);
        for (TabSheet<?> tab : tabs) position = tab.sheets().finish(position);
        if (ours == null) return;
        position++; // the request's page
        for (SheetSeries sheets : ours.tables()) position = sheets.finish(position);
    }

    private OwnSheets openOwnSheets() {
        return new OwnSheets(
                new RequestPage(new Page(book, RequestPage.NAME, Styles.OURS, cells, styles, 40, 90)),
                own(ColumnGuide.NAME, ColumnGuide.HEADINGS),
                own(Lots.NAME, Lots.HEADINGS),
                own(WhoToCall.NAME, WhoToCall.HEADINGS),
                own(Lineage.NAME, Lineage.HEADINGS),
                own(MassBalances.NAME, MassBalances.HEADINGS),
                own(FindingSheet.NAME, FindingSheet.HEADINGS),
                own(Gaps.NAME, Gaps.HEADINGS),
                own(Events.NAME, Events.HEADINGS));
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
            RequestPage request,
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
