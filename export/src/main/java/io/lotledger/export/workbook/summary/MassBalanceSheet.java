package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.poi.xssf.streaming.SXSSFRow;

/** Where the whole of each lot is, computed from the events, because rows of FDA's tabs repeat quantities. */
public final class MassBalanceSheet {
    public static final String NAME = "Mass balance";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Traceability Lot Code, or harvest lot", 36),
            new Heading("Product Name", 32),
            new Heading("Unit of Measure", 16),
            new Heading("Produced", 13),
            new Heading("Received, shipper unknown", 13),
            new Heading("Consumed", 13),
            new Heading("Sold", 13),
            new Heading("Destroyed", 13),
            new Heading("In transit", 13),
            new Heading("Short at receipt", 13),
            new Heading("Overdue", 13),
            new Heading("On hand", 13),
            new Heading("On hand, by place", 60),
            new Heading("Shipped, all shipments", 13),
            new Heading("Received, all receipts", 13),
            new Heading("Notes", 60));

    private MassBalanceSheet() {}

    public static void write(
            Iterable<MassBalance> balances, SheetSeries sheets, CellWriter cells, LotsSheet lots, PlaceNames places) {
        for (MassBalance lot : balances) {
            for (Balance balance : lot.balances()) {
                SXSSFRow row = sheets.next();
                cells.kde(row, 0, lots.nameOf(lot.lot()), HEADINGS.get(0).text(), NAME);
                cells.kde(row, 1, lots.productName(lot.lot()), HEADINGS.get(1).text(), NAME);
                put(cells, row, 2, balance.unit());
                put(cells, row, 3, balance.produced());
                put(cells, row, 4, balance.unexplained());
                put(cells, row, 5, balance.consumed());
                put(cells, row, 6, balance.sold());
                put(cells, row, 7, balance.destroyed());
                put(cells, row, 8, balance.inTransit());
                put(cells, row, 9, balance.shortfall());
                put(cells, row, 10, balance.overdue());
                put(cells, row, 11, balance.onHand());
                cells.kde(row, 12, onHand(balance, places), HEADINGS.get(12).text(), NAME);
                put(cells, row, 13, balance.shipped());
                put(cells, row, 14, balance.received());
                cells.kde(row, 15, notes(balance, places), HEADINGS.get(15).text(), NAME);
            }
        }
    }

    /** The places with a stock, possibly negative. */
    private static Kde onHand(Balance balance, PlaceNames names) {
        String held = balance.onHandByLocation().entrySet().stream()
                .filter(place -> place.getValue().signum() != 0)
                .map(place ->
                        names.nameOf(place.getKey()) + ": " + place.getValue().toPlainString())
                .collect(Collectors.joining("\n"));
        return held.isEmpty() ? Kde.notApplicable("") : Kde.of(held);
    }

    private static Kde notes(Balance balance, PlaceNames names) {
        return balance.notes().isEmpty()
                ? Kde.notApplicable("")
                : Kde.of(names.named(String.join("\n", balance.notes())));
    }

    private static void put(CellWriter cells, SXSSFRow row, int column, BigDecimal quantity) {
        cells.number(row, column, quantity);
    }

    private static void put(CellWriter cells, SXSSFRow row, int column, String text) {
        cells.text(row, column, text, HEADINGS.get(column).text(), NAME);
    }
}
