package io.lotledger.intake.fda;

import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import io.lotledger.projections.cte.model.Kde;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** FDA's last three tabs, of those the rule exempts in part (21 CFR 1.1305(j)(2), (k)(2), (l)(2)): an event per row. */
final class PurchaseTab implements FdaTab {
    /** The day of records whose tab has no date. An event needs one, and the day of the capture would change it each time. */
    private static final LocalDate NO_DATE = LocalDate.EPOCH;

    private final String cte;
    private final boolean isDated;
    private final UUID organisation;

    PurchaseTab(String cte, boolean isDated, UUID organisation) {
        this.cte = cte;
        this.isDated = isDated;
        this.organisation = organisation;
    }

    private record Fields(Cells.One food, Cells.One date, Cells.Place place) {}

    private Fields fields(FdaRow row) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        Cells.One food = cursor.one();
        Cells.One date = isDated ? cursor.one() : new Cells.One(Kde.MISSING, 0);
        return new Fields(food, date, cursor.address());
    }

    @Override
    public List<Integer> needed() {
        return isDated ? List.of(0, 1) : List.of(0);
    }

    @Override
    public void note(FdaRow row, FdaBooks books) {
        books.places.note(fields(row).place(), row);
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        if (!fields.food().isKnown()) return;
        books.products.note(
                lot(fields, books),
                Map.of("productName", List.of(fields.food().text())),
                row,
                fields.food().column());
    }

    private String lot(Fields fields, FdaBooks books) {
        String source = books.token(fields.place());
        String code = (fields.food().text() + " " + fields.date().text()).strip();
        return TextLot.uri(organisation, source == null ? TextLot.UNKNOWN_SOURCE : source, cte + " " + code);
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        sender.sendRows(rows, "fda:" + cte, row -> key(fields(row), books), (row, id) -> draft(row, id, books));
    }

    private EventDraft draft(FdaRow row, String id, FdaBooks books) {
        Fields fields = fields(row);
        if (!fields.food().isKnown()) {
            row.error(fields.food().column(), "required", "a row needs the name of the food");
        }
        EventDraft draft = new EventDraft("ObjectEvent", cte, id, List.of(row));
        if (isDated) draft.date(fields.date());
        else draft.day(NO_DATE);
        Cells.One none = new Cells.One(Kde.MISSING, 0);
        return draft.word("action", "OBSERVE")
                .quantity("quantityList", lot(fields, books), new Cells.Amount(none, none), row)
                .source(books.uri(fields.place()), fields.place());
    }

    private static List<String> key(Fields fields, FdaBooks books) {
        return new ArrayList<>(List.of(fields.food().text(), fields.date().text(), books.key(fields.place())));
    }
}
