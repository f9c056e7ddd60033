package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.fda.TabSheet;
import io.lotledger.export.workbook.ooxml.Styles;
import io.lotledger.export.workbook.ooxml.TextSheet;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import java.util.List;

/** The first sheet: purpose, request and table of contents, in our words. */
public final class IntroductionSheet {
    public static final String NAME = "Introduction";

    private final TextSheet page;
    private final Styles styles;

    public IntroductionSheet(TextSheet page, Styles styles) {
        this.page = page;
        this.styles = styles;
    }

    public void write(
            WorkbookRequest request, Trace trace, long definitions, List<TabSheet<?>> tabs, List<SheetSummary> ours) {
        page.title("Food traceability records");
        page.line("Electronic sortable spreadsheet of critical tracking events, 21 CFR Part 1 Subpart S,"
                + " provided under 21 CFR 1.1455(c).");
        page.blank();
        page.fact("Provided by", request.organisationName());
        if (request.asked() == null) {
            page.fact("Traced lot", printed(trace.seed()));
        } else {
            page.fact("Asked for", request.asked().summary());
            request.asked().list(page);
            page.fact("Traced lots", trace.seeds().size());
        }
        page.fact("Direction", direction(trace));
        page.fact("Requested at", request.requestedAt() + " (UTC)");
        page.fact("Records as of", "log position " + trace.logPosition());
        page.section("FDA's sheets");
        page.headings(styles.fdaHeading, "Sheet", "What it holds", "Rows", "21 CFR");
        page.contents(
                DefinitionsSheet.NAME,
                "What the terms, codes and conventions of this workbook mean",
                definitions,
                "1.1455(c)(1)");
        for (TabSheet<?> tab : tabs)
            page.contents(
                    tab.tab().name(),
                    tab.tab().holds(),
                    tab.sheets().rows(),
                    tab.tab().cfr());
        if (!ours.isEmpty()) {
            page.section("Further sheets, not FDA's");
            page.headings(styles.ourHeading, "Sheet", "What it holds", "Rows");
            for (SheetSummary sheet : ours) page.contents(sheet.name(), sheet.holds(), sheet.rows(), "");
        }
        page.section("How to read it");
        page.line(
                "Row 1 of each of FDA's sheets holds FDA's headings, unchanged and in FDA's order. Data begin in row 2,"
                        + " by event time, and can be sorted and filtered.");
        page.line(
                "Dates are mm/dd/yyyy by the calendar at the place of the event. Codes are text and keep their leading zeros.");
        page.line(
                "\"n/a\" means that no value belongs in a cell. A colored cell means that its value is missing or not fully"
                        + " known" + (ours.isEmpty() ? "." : "; the sheet Gaps lists each one with whom to ask."));
        page.line(
                "A lot that was received, used or made together with other lots has one row for each of them, and each row"
                        + " repeats its quantity: do not add up quantities over rows.");
    }

    private static String printed(Lot lot) {
        return lot.key().printed();
    }

    static String direction(Trace trace) {
        boolean several = trace.seeds().size() > 1;
        String lot = several ? "the lots" : "the lot";
        String it = several ? "them" : "it";
        return switch (trace.direction()) {
            case FORWARD -> "forward: what became of " + lot + " and where " + (several ? "they" : "it") + " went";
            case BACKWARD ->
                "backward: what " + lot + (several ? " were" : " was") + " made of and where that came from";
            case BOTH ->
                "both: where " + lot + " came from, what became of " + it + ", and where " + (several ? "they" : "it")
                        + " went";
        };
    }
}
