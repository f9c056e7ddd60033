package io.lotledger.intake.fda;

import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shipping (21 CFR 1.1340(a)), Receiving (1.1345(a)) and Receiving From Exempt (1.1345(b)): an event per row. */
final class MovementTab implements FdaTab {
    enum Kind {
        SHIPPING("shipping"),
        RECEIVING("receiving"),
        RECEIVING_EXEMPT("receivingExempt");

        private final String cte;

        Kind(String cte) {
            this.cte = cte;
        }
    }

    private final Kind kind;

    MovementTab(Kind kind) {
        this.kind = kind;
    }

    /**
     * @param far the recipient of a shipment, the previous source of a receipt
     * @param near where the food was shipped from or received
     */
    private record Fields(
            Cells.One code,
            Cells.Amount amount,
            Cells.Product product,
            Cells.Place far,
            Cells.Place near,
            Cells.One date,
            Cells.Place source,
            Cells.One reference,
            Cells.Documents documents) {}

    private Fields fields(FdaRow row) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        Cells.One code = cursor.one();
        Cells.Amount amount = cursor.amount();
        Cells.Product product = cursor.product();
        Cells.Place far = cursor.place();
        Cells.Place near = cursor.place();
        if (kind == Kind.RECEIVING_EXEMPT) {
            Cells.One reference = cursor.one();
            return new Fields(code, amount, product, far, near, cursor.one(), near, reference, cursor.documents());
        }
        Cells.One date = cursor.one();
        return new Fields(code, amount, product, far, near, date, cursor.place(), cursor.one(), cursor.documents());
    }

    @Override
    public List<Integer> needed() {
        return List.of(0, kind == Kind.RECEIVING_EXEMPT ? 24 : 23);
    }

    @Override
    public void note(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        books.places.note(fields.far(), row);
        books.places.note(fields.near(), row);
        books.places.note(fields.source(), row);
        books.lots.note(
                fields.code(), books.token(fields.source()), fields.reference().text());
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        if (fields.code().isKnown()) books.products.note(lot(fields, books, null), fields.product(), row);
    }

    private static String lot(Fields fields, FdaBooks books, @Nullable FdaRow row) {
        return books.lots.uri(
                fields.code(), books.token(fields.source()), fields.reference().text(), row);
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        sender.sendRows(rows, "fda:" + kind.cte, row -> key(fields(row), books), (row, id) -> draft(row, id, books));
    }

    private static List<String> key(Fields fields, FdaBooks books) {
        List<String> key = new ArrayList<>(List.of(
                fields.code().text(),
                books.key(fields.source()),
                fields.reference().text(),
                books.key(fields.far()),
                books.key(fields.near()),
                fields.date().text()));
        key.addAll(fields.documents().key());
        return key;
    }

    private EventDraft draft(FdaRow row, String id, FdaBooks books) {
        Fields fields = fields(row);
        EventDraft draft = new EventDraft("ObjectEvent", kind.cte, id, List.of(row)).date(fields.date());
        boolean isShipment = kind == Kind.SHIPPING;
        draft.word("action", kind == Kind.RECEIVING_EXEMPT ? "ADD" : "OBSERVE")
                .word("bizStep", isShipment ? "shipping" : "receiving");
        LotCode.put(
                draft,
                "quantityList",
                row,
                fields.code(),
                fields.reference(),
                lot(fields, books, row),
                fields.amount());
        String near = books.uri(fields.near());
        String far = books.uri(fields.far());
        draft.at(near, fields.near(), !isShipment);
        if (isShipment) draft.source(near, fields.near()).destination(far, fields.far());
        else draft.source(far, fields.far());
        if (kind == Kind.RECEIVING_EXEMPT) draft.word("lotledger:exemptSource", "true");
        else draft.uri("lotledger:tlcSource", books.uri(fields.source()), fields.source());
        return draft.documents(fields.documents());
    }
}
