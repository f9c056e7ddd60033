package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.content.WorkbookDates;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.AdHocPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmToSchool;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.ReceivingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.Quantity;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.jspecify.annotations.Nullable;

/** Consignees and suppliers of each lot: one line for each place, lot and unit of measure, with the sum of its rows. */
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

    private static final String CONSIGNEE = "consignee";
    private static final String SUPPLIER = "supplier";

    /** The rule requires no quantity of a purchase. */
    private static final Quantity NOT_KEPT = new Quantity(Kde.notApplicable(""), Kde.notApplicable(""));

    private final Map<Line, Calls> calls = new TreeMap<>(Comparator.comparing(Line::role)
            .thenComparing(Line::name)
            .thenComparing(Line::place)
            .thenComparing(Line::lot)
            .thenComparing(Line::unit));

    private String divided = "";
    private String shipment = "";
    private final Set<List<Object>> shipped = new HashSet<>();

    private record Line(String role, String name, String place, String lot, String unit) {}

    /** Collects from a row the places that the lot went to or came from. */
    public void learn(CriticalTrackingEvent row) {
        if (row instanceof Shipping r) noteShipment(r);
        if (row instanceof Harvesting r) {
            noteOnce(SUPPLIER, r.farm(), r.quantity(), r);
            note(CONSIGNEE, r.recipient(), r.quantity(), r);
        }
        if (row instanceof Cooling r) {
            noteOnce(SUPPLIER, r.cooledAt(), r.quantity(), r);
            note(CONSIGNEE, r.recipient(), r.quantity(), r);
        }
        if (row instanceof Receiving r) note(SUPPLIER, r.previousSource(), r.quantity(), r);
        if (row instanceof ReceivingExempt r) note(SUPPLIER, r.previousSource(), r.quantity(), r);
        if (row instanceof FarmPurchase r) note(SUPPLIER, r.farm(), NOT_KEPT, r);
        if (row instanceof AdHocPurchase r) note(SUPPLIER, r.place(), NOT_KEPT, r);
        if (row instanceof FarmToSchool r) note(SUPPLIER, r.farm(), NOT_KEPT, r);
        if (row instanceof InitialPackingExempt r) note(SUPPLIER, r.receivedFrom(), r.receivedQuantity(), r);
    }

    public void write(SheetSeries sheets, CellWriter cells, LotsSheet lots) {
        calls.forEach((line, call) -> {
            SXSSFRow row = sheets.next();
            LocationDescription place = call.place;
            kdes(
                    cells,
                    row,
                    0,
                    Kde.of(line.role()),
                    place.businessName(),
                    place.phone(),
                    lots.nameOf(call.first.lot()),
                    lots.productName(call.first.lot()));
            BigDecimal total = call.total();
            if (total == null) kdes(cells, row, 5, call.amount());
            else cells.number(row, 5, total);
            kdes(cells, row, 6, call.quantity.unit());
            kdes(
                    cells,
                    row,
                    8,
                    Kde.of(WorkbookDates.of(call.first.eventTime(), call.first.eventTimeZoneOffset())),
                    Kde.of(WorkbookDates.of(call.last.eventTime(), call.last.eventTimeZoneOffset())),
                    place.street(),
                    place.city(),
                    place.state(),
                    place.zip(),
                    place.country(),
                    place.gln() == null ? Kde.notApplicable("") : Kde.of(place.gln()));
            cells.count(row, 7, call.times);
        });
    }

    /** Where the event names several places it was shipped from, there is a row for each, and its recipients are in all of them. */
    private void noteShipment(Shipping row) {
        String event = row.basis().eventID();
        if (!event.equals(shipment)) shipped.clear();
        shipment = event;
        if (shipped.add(List.of(row.basis().lot(), row.quantity(), row.recipient()))) {
            note(CONSIGNEE, row.recipient(), row.quantity(), row);
        }
    }

    /** Food divided among several recipients has consecutive rows, one for each, and every row repeats the whole quantity. */
    private void noteOnce(String role, LocationDescription place, Quantity quantity, CriticalTrackingEvent row) {
        String event = row.basis().eventID() + row.basis().lot().uri();
        if (event.equals(divided)) return;
        divided = event;
        note(role, place, quantity, row);
    }

    private void note(String role, LocationDescription place, Quantity quantity, CriticalTrackingEvent row) {
        if (place.businessName() instanceof Kde.NotApplicable || place.businessName() instanceof Kde.Missing) return;
        String name = text(place.businessName());
        String gln = place.gln();
        Line line = new Line(
                role,
                name,
                gln == null ? text(place.street()) : gln,
                row.basis().lot().uri(),
                text(quantity.unit()));
        Calls known = calls.get(line);
        if (known == null) calls.put(line, new Calls(place, row.basis(), quantity));
        else known.add(row.basis(), quantity.amount());
    }

    private static void kdes(CellWriter cells, SXSSFRow row, int from, Kde... kdes) {
        for (int i = 0; i < kdes.length; i++)
            cells.kde(row, from + i, kdes[i], HEADINGS.get(from + i).text(), NAME);
    }

    private static String text(Kde kde) {
        return kde instanceof Kde.Known known ? known.text() : "";
    }

    /** The rows that one line sums up. */
    private static final class Calls {
        private final LocationDescription place;
        private final Quantity quantity;
        private Basis first;
        private Basis last;
        private BigDecimal sum = BigDecimal.ZERO;
        private long times;
        private boolean uncounted;

        Calls(LocationDescription place, Basis basis, Quantity quantity) {
            this.place = place;
            this.quantity = quantity;
            this.first = basis;
            this.last = basis;
            add(basis, quantity.amount());
        }

        void add(Basis basis, Kde amount) {
            times++;
            if (basis.eventTime().isBefore(first.eventTime())) first = basis;
            if (basis.eventTime().isAfter(last.eventTime())) last = basis;
            BigDecimal number = number(amount);
            if (number == null) uncounted = true;
            else sum = sum.add(number);
        }

        /** The sum, when every row has a number. */
        @Nullable
        BigDecimal total() {
            return uncounted ? null : sum.stripTrailingZeros();
        }

        /** Replaces the sum when a row has no number: the partial sum, marked; missing or not applicable when no row has a number. */
        Kde amount() {
            if (sum.signum() != 0) return Kde.of(sum.stripTrailingZeros().toPlainString() + " and more");
            return quantity.amount() instanceof Kde.NotApplicable ? quantity.amount() : Kde.MISSING;
        }

        private static @Nullable BigDecimal number(Kde amount) {
            try {
                return amount instanceof Kde.Known known ? new BigDecimal(known.text()) : null;
            } catch (NumberFormatException e) {
                return null;
            }
        }
    }
}
