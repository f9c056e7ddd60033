package io.lotledger.intake.fda;

import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.book.HarvestBook;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cooling before initial packing (21 CFR 1.1325(b)(1)): an event per row. */
final class CoolingTab implements FdaTab {
    private record Fields(
            Cells.Place recipient,
            Cells.One commodity,
            Cells.One variety,
            Cells.Amount amount,
            Cells.Place cooledAt,
            Cells.One date,
            Cells.Place farm,
            Cells.Documents documents) {}

    /** The lots of the rows, found in the order of the rows. */
    private final Map<FdaRow, String> lots = new HashMap<>();

    private static Fields fields(FdaRow row) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        return new Fields(
                cursor.place(),
                cursor.one(),
                cursor.one(),
                cursor.amount(),
                cursor.place(),
                cursor.one(),
                cursor.place(),
                cursor.documents());
    }

    /** What a row of Initial Packing says of a cooling too. */
    static List<String> cooling(
            FdaBooks books,
            Cells.Place cooledAt,
            Cells.One date,
            Cells.Place farm,
            Cells.One commodity,
            Cells.One variety) {
        return List.of(books.key(cooledAt), date.text(), books.key(farm), commodity.text(), variety.text());
    }

    @Override
    public List<Integer> needed() {
        return List.of(7, 18);
    }

    @Override
    public void note(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        books.places.note(fields.recipient(), row);
        books.places.note(fields.cooledAt(), row);
        books.places.note(fields.farm(), row);
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        String lot = lots.computeIfAbsent(row, r -> lot(fields, row, books));
        HarvestTab.food(lot, fields.commodity(), fields.variety(), row, books);
    }

    private static String lot(Fields fields, FdaRow row, FdaBooks books) {
        @Nullable
        String cooled = books.harvests.cooled(
                cooling(books, fields.cooledAt(), fields.date(), fields.farm(), fields.commodity(), fields.variety()),
                List.of(
                        books.key(fields.farm()),
                        fields.commodity().text(),
                        fields.variety().text(),
                        books.key(fields.cooledAt())));
        if (cooled != null) return cooled;
        row.warning(
                fields.date().column(),
                "harvest",
                "no row of Initial Packing or Harvesting in this file names this cooling, so it is joined with no lot; send"
                        + " the tabs in one file");
        Cells.One none = new Cells.One(io.lotledger.projections.cte.model.Kde.MISSING, 0);
        return books.harvests.uri(
                new HarvestBook.Harvest(null, fields.commodity(), fields.variety(), none, none, fields.date()), row);
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        sender.sendRows(rows, "fda:cooling", row -> key(fields(row), books), (row, id) -> draft(row, id, books));
    }

    private EventDraft draft(FdaRow row, String id, FdaBooks books) {
        Fields fields = fields(row);
        return new EventDraft("ObjectEvent", "cooling", id, List.of(row))
                .date(fields.date())
                .word("action", "OBSERVE")
                .word("bizStep", "other")
                .quantity("quantityList", lots.getOrDefault(row, ""), fields.amount(), row)
                .at(books.uri(fields.cooledAt()), fields.cooledAt(), true)
                .destination(books.uri(fields.recipient()), fields.recipient())
                .uri("lotledger:farm", books.uri(fields.farm()), fields.farm())
                .documents(fields.documents());
    }

    private static List<String> key(Fields fields, FdaBooks books) {
        List<String> key = new ArrayList<>(
                cooling(books, fields.cooledAt(), fields.date(), fields.farm(), fields.commodity(), fields.variety()));
        key.add(books.key(fields.recipient()));
        key.addAll(fields.documents().key());
        return key;
    }
}
