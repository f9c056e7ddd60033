package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.fda.GapsSheet;
import io.lotledger.export.workbook.fda.TabSheet;
import io.lotledger.export.workbook.ooxml.TextSheet;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request, its evidence, and the completeness of the records. */
public final class RequestSheet {
    public static final String NAME = "Request";

    private final TextSheet page;

    public RequestSheet(TextSheet page) {
        this.page = page;
    }

    public void write(
            WorkbookRequest request, Trace trace, EventsSheet events, GapsSheet gaps, List<TabSheet<?>> tabs) {
        page.title("Request");
        page.blank();
        page.fact("Organization", request.organisationName());
        page.fact("Requested by", request.requestedBy());
        page.fact("Requested at", request.requestedAt().toString());
        page.fact("Export job", request.jobShortId());
        page.fact("Made by", "Lotledger " + request.productVersion());
        if (request.asked() == null) seed(trace);
        else asked(request.asked(), trace);
        evidence(trace, events);
        page.section("Rows");
        for (TabSheet<?> tab : tabs) page.fact(tab.tab().name(), tab.sheets().rows());
        completeness(gaps);
    }

    private void seed(Trace trace) {
        LotKey key = trace.seed().key();
        page.section("Traced lot");
        page.fact("Traceability lot code", key.printed());
        page.fact("GTIN", orNone(key.gtin() == null ? null : key.gtin().value()));
        page.fact("Lot", orNone(key.lot()));
        page.fact("Class", key.uri());
        page.fact("Lot ID", trace.seed().shortId());
        page.fact("Direction", IntroductionSheet.direction(trace));
    }

    private void asked(RequestedLots asked, Trace trace) {
        asked.write(page);
        page.section("Traced lots");
        page.fact("Lots asked for", trace.seeds().size());
        page.fact("Direction", IntroductionSheet.direction(trace));
    }

    private void evidence(Trace trace, EventsSheet events) {
        page.section("Evidence");
        page.fact("Log position", trace.logPosition());
        page.line("The records include every event captured up to this position, and none captured after it.");
        page.fact("Events used", events.count());
        page.fact("Record time of the newest event", events.newestRecordTime());
        page.fact("SHA-256 of the event set", events.sha256());
        page.fact("Lots", trace.nodes().size());
        page.fact("Lineage edges", trace.edges().size());
    }

    private void completeness(GapsSheet gaps) {
        page.section("Key data elements missing");
        page.fact(
                "Required, in all",
                gaps.required().values().stream().mapToLong(Long::longValue).sum());
        gaps.required().forEach((kde, count) -> page.fact("    " + kde.title(), count));
        page.fact("If applicable, available or needed", gaps.conditional());
    }

    private static String orNone(@Nullable String text) {
        return text == null ? "n/a (not a GS1 key)" : text;
    }
}
