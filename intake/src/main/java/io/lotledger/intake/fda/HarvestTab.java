package io.lotledger.intake.fda;

import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.book.HarvestBook;
import io.lotledger.intake.fda.book.NamedCooling;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Harvesting (21 CFR 1.1325(a)(1)): an event per row, of a lot that the farm, the field, the food and the date make. */
final class HarvestTab implements FdaTab {
    private record Fields(
            Cells.Place recipient,
            Cells.One commodity,
            Cells.One variety,
            Cells.Amount amount,
            Cells.Place farm,
            Cells.One field,
            Cells.One container,
            Cells.One date,
            Cells.Documents documents) {}

    private static Fields fields(FdaRow row) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        return new Fields(
                cursor.place(),
                cursor.one(),
                cursor.one(),
                cursor.amount(),
                cursor.place(),
                cursor.one(),
                cursor.one(),
                cursor.one(),
                cursor.documents());
    }

    @Override
    public List<Integer> needed() {
        return List.of(7, 20);
    }

    @Override
    public void note(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        books.places.note(fields.recipient(), row);
        books.places.note(fields.farm(), row);
        books.harvests.noteHarvest(delivery(fields, books), fields.date(), lot(fields, row, books));
    }

    private static NamedCooling.Delivery delivery(Fields fields, FdaBooks books) {
        return NamedCooling.Delivery.of(
                books.key(fields.farm()), fields.commodity(), fields.variety(), books.key(fields.recipient()));
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        food(lot(fields, row, books), fields.commodity(), fields.variety(), row, books);
        books.harvests.tellOfCooling(
                delivery(fields, books), fields.date(), row, fields.recipient().column());
    }

    /** Keeps commodity and variety as the description of a lot without a lot code. */
    static void food(String lot, Cells.One commodity, Cells.One variety, FdaRow row, FdaBooks books) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        if (commodity.isKnown()) attributes.put("commodity", List.of(commodity.text()));
        if (variety.isKnown()) attributes.put("variety", List.of(variety.text()));
        books.products.note(lot, attributes, row, commodity.column());
    }

    private static String lot(Fields fields, FdaRow row, FdaBooks books) {
        return books.harvests.uri(
                new HarvestBook.Harvest(
                        books.token(fields.farm()),
                        fields.commodity(),
                        fields.variety(),
                        fields.field(),
                        fields.container(),
                        fields.date()),
                row);
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        sender.sendRows(rows, "fda:harvesting", row -> key(fields(row), books), (row, id) -> draft(row, id, books));
    }

    private static List<String> key(Fields fields, FdaBooks books) {
        List<String> key = new ArrayList<>(List.of(
                books.key(fields.farm()),
                fields.commodity().text(),
                fields.variety().text(),
                fields.field().text(),
                fields.container().text(),
                fields.date().text(),
                books.key(fields.recipient())));
        key.addAll(fields.documents().key());
        return key;
    }

    private static EventDraft draft(FdaRow row, String id, FdaBooks books) {
        Fields fields = fields(row);
        if (!fields.commodity().isKnown()) {
            row.error(fields.commodity().column(), "required", "a harvest needs its commodity, such as Lettuce");
        }
        return new EventDraft("ObjectEvent", "harvesting", id, List.of(row))
                .date(fields.date())
                .word("action", "ADD")
                .word("bizStep", step(fields))
                .quantity("quantityList", lot(fields, row, books), fields.amount(), row)
                .at(books.uri(fields.farm()), fields.farm(), false)
                .destination(books.uri(fields.recipient()), fields.recipient())
                .text("lotledger:growingAreaName", fields.field())
                .text("lotledger:containerName", fields.container())
                .documents(fields.documents());
    }

    /** Neither field nor container applies to a catch; where only the container may, it is aquaculture. */
    private static String step(Fields fields) {
        if (!EventDraft.isNotApplicable(fields.field())) return "creating_class_instance";
        if (fields.container().isKnown()) return "creating_class_instance";
        return EventDraft.isNotApplicable(fields.container())
                ? "urn:gdst:bizStep:fishingEvent"
                : "urn:gdst:bizStep:farmHarvest";
    }
}
