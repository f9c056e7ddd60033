package io.lotledger.intake.fda;

import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.book.HarvestBook;
import io.lotledger.intake.fda.book.NamedCooling;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import io.lotledger.projections.cte.model.Kde;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cooling before initial packing (21 CFR 1.1325(b)(1)): an event per row. */
final class CoolingTab implements FdaTab {
    private static final String KIND = "fda:cooling";

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

    /** The lots of the stored events of rows for which the file leaves more or less than one harvest. */
    private final Map<FdaRow, List<StoredLot>> stored = new HashMap<>();

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

    private static NamedCooling cooling(Fields fields, FdaBooks books) {
        return NamedCooling.of(
                NamedCooling.Delivery.of(
                        books.key(fields.farm()), fields.commodity(), fields.variety(), books.key(fields.cooledAt())),
                fields.date());
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
        books.harvests.noteCooling(cooling(fields, books));
    }

    @Override
    public void noteStored(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        List<FdaRow> inDoubt = rows.stream()
                .filter(row -> books.harvests.isInDoubt(cooling(fields(row), books)))
                .toList();
        stored.putAll(sender.storedLots(inDoubt, kind(books)));
    }

    private static RecordKind<FdaRow> kind(FdaBooks books) {
        return new RecordKind<>(KIND, row -> key(fields(row), books), FdaRow::asReadBefore);
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        String lot = lots.computeIfAbsent(row, r -> lot(fields, row, books));
        HarvestTab.food(lot, fields.commodity(), fields.variety(), row, books);
    }

    private String lot(Fields fields, FdaRow row, FdaBooks books) {
        NamedCooling cooling = cooling(fields, books);
        @Nullable
        String known = StoredLot.of(
                        stored.getOrDefault(row, List.of()), fields.amount().amount())
                .orElse(null);
        @Nullable String ofFile = books.harvests.cooled(cooling, known);
        if (ofFile != null) return ofFile;
        Cells.One none = new Cells.One(Kde.MISSING, 0);
        String alone = books.harvests.uri(
                new HarvestBook.Harvest(null, fields.commodity(), fields.variety(), none, none, fields.date()), row);
        return books.harvests.recorded(cooling, known, alone, row, fields.date().column());
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        sender.sendRows(rows, KIND, row -> key(fields(row), books), (row, id) -> draft(row, id, books));
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
        List<String> key = new ArrayList<>(List.of(
                books.key(fields.cooledAt()),
                fields.date().text(),
                books.key(fields.farm()),
                fields.commodity().text(),
                fields.variety().text()));
        key.add(books.key(fields.recipient()));
        key.addAll(fields.documents().key());
        return key;
    }
}
