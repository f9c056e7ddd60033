package io.lotledger.api.dashboard.home;

import io.lotledger.api.dashboard.exports.ExportLists;
import io.lotledger.api.summary.Summaries;
import io.lotledger.export.lifecycle.ExportFigures;
import io.lotledger.ingest.capture.job.CaptureFigures;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The home page: each part by itself, and hidden where the reader's roles do not open it.
 *
 * @param isEmpty whether the organisation has captured nothing
 * @param clock null in it when no export is open
 */
record HomePage(
        String title,
        Instant now,
        boolean isEmpty,
        Rights may,
        PagePart<OpenJob> clock,
        PagePart<Figures> figures,
        PagePart<List<FindingLine>> findings,
        PagePart<Foods> foods,
        PagePart<Exports> exports,
        PagePart<Captures> captures) {

    /** Which pages the reader may open. */
    record Rights(boolean lots, boolean newExport, boolean captures, boolean keys) {}

    /**
     * The open export that was requested first.
     *
     * @param usedWidth width of the used part of the scale, of 960
     * @param marks times at which each quarter of the 24 hours begins, and the deadline
     * @param done rows written; null before the workbook is being written
     * @param total all rows
     */
    record OpenJob(
            String url,
            String title,
            String detail,
            @Nullable String lotUrl,
            String left,
            boolean isLate,
            String used,
            long usedWidth,
            List<Instant> marks,
            long open,
            @Nullable Long done,
            @Nullable Long total) {}

    /** @param behind sentence about tables that lag; null when they hold everything */
    record Figures(
            Summaries.Counted counted,
            Summaries.Lots lots,
            long events,
            @Nullable String behind,
            Summaries.@Nullable Sent lastCapture,
            Summaries.Readiness readiness) {}

    /**
     * @param lines of the foods with most lots
     * @param all number of the foods
     */
    record Foods(List<FoodLine> lines, long all) {}

    record FoodLine(
            String name,
            @Nullable String gtin,
            long lots,
            double codes,
            double sources,
            @Nullable String url) {}

    /**
     * @param widths of the parts delivered, open and failed of a bar of 440
     */
    record Exports(
            ExportFigures.Jobs jobs,
            Widths widths,
            @Nullable String longest,
            List<ExportLists.Row> newest) {}

    /** Lengths of the parts of a bar, and where each begins. */
    record Widths(long delivered, long openAt, long open, long failedAt, long failed) {}

    /** @param own whether these are the captures of the reader's key alone */
    record Captures(boolean own, CaptureFigures.Period today, List<Capture> newest) {}

    /** @param kind of the tag: {@code ok}, {@code warn} or {@code err} */
    record Capture(String url, String sender, Instant at, String events, String kind, String outcome) {}
}
