package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.content.WorkbookDates;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.projections.cte.answers.WhoToCall;
import io.lotledger.projections.cte.answers.WhoToCall.Line;
import io.lotledger.projections.cte.answers.WhoToCall.Role;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.List;
import org.apache.poi.xssf.streaming.SXSSFRow;

/** Consignees and suppliers of each lot, as {@link WhoToCall} adds them up. */
public final class ContactsSheet {
    public static final String NAME = "Who to call";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Role", 13),
            new Heading("Business Name", 34),
            new Heading("Phone Number", 20),
            new Heading("Traceability Lot Code, or harvest lot", 36),
            new Heading("Product Name", 32),
            new Heading("Quantity", 14),
            new Heading("Unit of Measure", 16),
            new Heading("Times", 9),
            new Heading("First\n(mm/dd/yyyy)", 13),
            new Heading("Last\n(mm/dd/yyyy)", 13),
            new Heading("Street Address or Geographic Coordinates", 34),
            new Heading("City", 20),
            new Heading("State or Region", 18),
            new Heading("ZIP or Postal Code", 18),
            new Heading("Country", 18),
            new Heading("GLN", 17));

    /** Marks a place that only its receipt names. */
    private static final String NO_SHIPMENT = "receiver (no shipment names it)";

    private ContactsSheet() {}

    public static void write(WhoToCall calls, SheetSeries sheets, CellWriter cells, LotsSheet lots) {
        for (Line call : calls.lines()) {
            SXSSFRow row = sheets.next();
            LocationDescription place = call.place();
            kdes(
                    cells,
                    row,
                    0,
                    Kde.of(
                            call.role() == Role.RECEIVER
                                    ? NO_SHIPMENT
                                    : call.role().word()),
                    name(place),
                    place.phone(),
                    lots.nameOf(call.lot()),
                    lots.productName(call.lot()));
            if (call.total() == null) kdes(cells, row, 5, call.amount());
            else cells.number(row, 5, call.total());
            kdes(cells, row, 6, call.unit());
            kdes(
                    cells,
                    row,
                    8,
                    Kde.of(WorkbookDates.of(
                            call.first().eventTime(), call.first().eventTimeZoneOffset())),
                    Kde.of(WorkbookDates.of(call.last().eventTime(), call.last().eventTimeZoneOffset())),
                    place.street(),
                    place.city(),
                    place.state(),
                    place.zip(),
                    place.country(),
                    place.gln() == null ? Kde.notApplicable("") : Kde.of(place.gln()));
            cells.count(row, 7, call.times());
        }
    }

    private static void kdes(CellWriter cells, SXSSFRow row, int from, Kde... kdes) {
        for (int i = 0; i < kdes.length; i++)
            cells.kde(row, from + i, kdes[i], HEADINGS.get(from + i).text(), NAME);
    }

    /** What else is known of a place stands in place of its name. */
    private static Kde name(LocationDescription place) {
        String described = PlaceNames.describe(place);
        return place.businessName().equals(Kde.MISSING) && !described.isEmpty()
                ? Kde.onlyIdentified(described)
                : place.businessName();
    }
}
