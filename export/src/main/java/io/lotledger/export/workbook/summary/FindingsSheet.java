package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.content.Ecfr;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.poi.xssf.streaming.SXSSFRow;

/** What is wrong, missing or doubtful about the lots of the trace, one row for each finding. */
public final class FindingsSheet {
    public static final String NAME = "Findings";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Finding", 36),
            new Heading("Severity", 10),
            new Heading("Traceability Lot Code, or harvest lot", 36),
            new Heading("Quantities", 30),
            new Heading("Explanation", 60),
            new Heading("Event ID", 56),
            new Heading("21 CFR", 16),
            new Heading("Ask", 34),
            new Heading("Phone Number", 20));

    private static final String NONE = "No findings";
    /** Lots or events that one cell lists. */
    private static final int LISTED = 50;

    private static final int LONGEST_EXPLANATION = 4_000;

    private FindingsSheet() {}

    public static void write(
            Iterable<Finding> findings, SheetSeries sheets, CellWriter cells, LotsSheet lots, PlaceNames places) {
        for (Finding finding : findings) {
            finding.ask().forEach(places::learn);
            SXSSFRow row = sheets.next();
            wrapped(cells, row, 0, finding.kind().title());
            put(cells, row, 1, finding.kind().severity().word());
            put(cells, row, 2, lines(finding.lots().stream().map(lot -> name(lots, lot))));
            wrapped(cells, row, 3, finding.quantities());
            wrapped(cells, row, 4, explanation(places.named(finding.message())));
            put(cells, row, 5, lines(finding.eventIds().stream()));
            put(cells, row, 6, finding.cfr() == null ? "" : finding.cfr());
            if (finding.cfr() != null) sheets.link(6, Ecfr.url(finding.cfr()));
            put(cells, row, 7, lines(finding.ask().stream().map(FindingsSheet::name)));
            put(cells, row, 8, lines(finding.ask().stream().map(place -> known(place.phone(), "not known"))));
        }
        if (sheets.rows() == 0) sheets.remark(NONE, cells);
    }

    private static String name(LotsSheet lots, LotKey lot) {
        return known(lots.nameOf(lot), lot.printed());
    }

    private static String name(LocationDescription place) {
        String gln = place.gln();
        String name = known(place.businessName(), "");
        if (gln == null) {
            String described = PlaceNames.describe(place);
            return described.isEmpty() ? "not known" : described;
        }
        return name.isEmpty() ? "GLN " + gln : name + " (GLN " + gln + ")";
    }

    private static String known(Kde kde, String otherwise) {
        return kde instanceof Kde.Known known ? known.text() : otherwise;
    }

    /** One per line; a last line counts the omitted ones. */
    private static String lines(Stream<String> texts) {
        List<String> all = texts.toList();
        String listed = all.stream().limit(LISTED).collect(Collectors.joining("\n"));
        return all.size() <= LISTED ? listed : listed + "\nand " + (all.size() - LISTED) + " more";
    }

    private static String explanation(String message) {
        return message.length() <= LONGEST_EXPLANATION
                ? message
                : message.substring(0, LONGEST_EXPLANATION) + " … (" + (message.length() - LONGEST_EXPLANATION)
                        + " more characters)";
    }

    private static void wrapped(CellWriter cells, SXSSFRow row, int column, String words) {
        if (words.isEmpty()) put(cells, row, column, "");
        else cells.wrapped(row, column, words, HEADINGS.get(column).width());
    }

    /** A cell is never blank: an empty text becomes n/a. */
    private static void put(CellWriter cells, SXSSFRow row, int column, String text) {
        cells.kde(
                row,
                column,
                text.isEmpty() ? Kde.notApplicable("") : Kde.of(text),
                HEADINGS.get(column).text(),
                NAME);
    }
}
