package io.lotledger.intake.fda;

import io.lotledger.ingest.document.text.Json;
import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** First Land-Based Receiving (21 CFR 1.1335): an event per row. */
final class LandingFdaTab implements FdaTab {
    private record Fields(
            Cells.One code,
            Cells.One species,
            Cells.Product product,
            Cells.Amount amount,
            Cells.One from,
            Cells.One until,
            Cells.One areas,
            Cells.Place receiver,
            Cells.One reference,
            Cells.One date,
            Cells.Documents documents) {}

    private static Fields fields(FdaRow row) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        return new Fields(
                cursor.one(),
                cursor.one(),
                cursor.product(),
                cursor.amount(),
                cursor.one(),
                cursor.one(),
                cursor.one(),
                cursor.place(),
                cursor.one(),
                cursor.one(),
                cursor.documents());
    }

    @Override
    public List<Integer> needed() {
        return List.of(0, 21);
    }

    @Override
    public void note(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        books.places.note(fields.receiver(), row);
        books.lots.note(
                fields.code(),
                books.token(fields.receiver()),
                fields.reference().text());
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        if (fields.code().isKnown()) books.products.note(lot(fields, books, null), fields.product(), row);
    }

    private static String lot(Fields fields, FdaBooks books, @Nullable FdaRow row) {
        return books.lots.uri(
                fields.code(),
                books.token(fields.receiver()),
                fields.reference().text(),
                row);
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        sender.sendRows(
                rows,
                "fda:firstLandBasedReceiving",
                row -> key(fields(row), books),
                (row, id) -> draft(row, id, books));
    }

    private static List<String> key(Fields fields, FdaBooks books) {
        List<String> key = new ArrayList<>(List.of(
                fields.code().text(),
                books.key(fields.receiver()),
                fields.reference().text(),
                fields.date().text()));
        key.addAll(fields.documents().key());
        return key;
    }

    private static EventDraft draft(FdaRow row, String id, FdaBooks books) {
        Fields fields = fields(row);
        EventDraft draft =
                new EventDraft("ObjectEvent", "firstLandBasedReceiving", id, List.of(row)).date(fields.date());
        draft.word("action", "ADD").word("bizStep", "urn:gdst:bizStep:landing");
        LotCode.put(
                draft,
                "quantityList",
                row,
                fields.code(),
                fields.reference(),
                lot(fields, books, row),
                fields.amount());
        draft.at(books.uri(fields.receiver()), fields.receiver(), true);
        ObjectNode ilmd = Json.MAPPER.createObjectNode();
        if (fields.species().isKnown())
            ilmd.put("gs1:fishType", fields.species().text());
        day("gs1:harvestDateStart", fields.from(), ilmd);
        day("gs1:harvestDateEnd", fields.until(), ilmd);
        if (fields.areas().isKnown()) {
            ArrayNode areas = ilmd.putArray("gs1:catchZone");
            for (String area : fields.areas().text().split("; ", -1)) areas.add(area);
        }
        draft.place(".ilmd['gs1:fishType']", row, fields.species().column());
        draft.place(".ilmd['gs1:harvestDateStart']", row, fields.from().column());
        draft.place(".ilmd['gs1:harvestDateEnd']", row, fields.until().column());
        draft.place(".ilmd['gs1:catchZone']", row, fields.areas().column());
        if (!ilmd.isEmpty()) draft.object("ilmd").setAll(ilmd);
        return draft.documents(fields.documents());
    }

    private static void day(String name, Cells.One date, ObjectNode to) {
        if (date.isKnown()) to.put(name, date.day().toString());
    }
}
