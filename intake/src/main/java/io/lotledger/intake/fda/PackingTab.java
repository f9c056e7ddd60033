package io.lotledger.intake.fda;

import io.lotledger.intake.JoinedLots;
import io.lotledger.intake.fda.book.Digest;
import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.book.HarvestBook;
import io.lotledger.intake.fda.book.NamedCooling;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import io.lotledger.projections.cte.model.Kde;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Initial Packing and Initial Packing from Exempt (21 CFR 1.1330(a), (c)): a transformation per lot packed, made from a row
 * for each lot received. The event says in {@code lotledger:received} what its rows say of each receipt. Lots packed on one
 * day, at one place, under the same documents and from the same receipts are one transformation: their events have one
 * transformationID, and one of them holds the inputs, so that these count once.
 */
final class PackingTab implements FdaTab {
    private static final Cells.One NONE = new Cells.One(Kde.MISSING, 0);
    private static final String RECEIVED = "lotledger:received";

    private final boolean isExempt;
    private final Sprouts sprouts;

    PackingTab(boolean isExempt, Sprouts sprouts) {
        this.isExempt = isExempt;
        this.sprouts = sprouts;
    }

    /** @param farm the person the food came from on the tab Initial Packing from Exempt */
    private record Fields(
            Cells.One commodity,
            Cells.One variety,
            Cells.One receiveDate,
            Cells.Amount received,
            Cells.Place farm,
            Cells.One field,
            Cells.One container,
            Cells.One harvesterName,
            Cells.One harvesterPhone,
            Cells.One harvestDate,
            Cells.@Nullable Place cooledAt,
            Cells.One coolingDate,
            Cells.One code,
            Cells.Product product,
            Cells.Amount packed,
            Cells.Place packedAt,
            Cells.One reference,
            Cells.One date,
            Cells.Documents documents) {}

    private Fields fields(FdaRow row) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        return new Fields(
                cursor.one(),
                cursor.one(),
                cursor.one(),
                cursor.amount(),
                cursor.place(),
                isExempt ? NONE : cursor.one(),
                isExempt ? NONE : cursor.one(),
                isExempt ? NONE : cursor.one(),
                isExempt ? NONE : cursor.one(),
                isExempt ? NONE : cursor.one(),
                isExempt ? null : cursor.place(),
                isExempt ? NONE : cursor.one(),
                cursor.one(),
                cursor.product(),
                cursor.amount(),
                cursor.place(),
                cursor.one(),
                cursor.one(),
                cursor.documents());
    }

    @Override
    public List<Integer> needed() {
        return isExempt ? List.of(12, 29) : List.of(25, 42);
    }

    @Override
    public void note(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        books.places.note(fields.farm(), row);
        books.places.note(fields.packedAt(), row);
        books.lots.note(
                fields.code(),
                books.token(fields.packedAt()),
                fields.reference().text());
        if (fields.cooledAt() == null) return;
        books.places.note(fields.cooledAt(), row);
        if (!fields.cooledAt().isKnown()) return;
        books.harvests.notePacking(cooling(fields, fields.cooledAt(), books), received(fields, row, books));
    }

    private static NamedCooling cooling(Fields fields, Cells.Place cooledAt, FdaBooks books) {
        return NamedCooling.of(
                NamedCooling.Delivery.of(
                        books.key(fields.farm()), fields.commodity(), fields.variety(), books.key(cooledAt)),
                fields.coolingDate());
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        if (fields.code().isKnown()) books.products.note(lot(fields, books, null), fields.product(), row);
        HarvestTab.food(received(fields, row, books), fields.commodity(), fields.variety(), row, books);
        Cells.Place cooledAt = fields.cooledAt();
        if (cooledAt != null && cooledAt.isKnown())
            books.harvests.tellOfCooling(cooling(fields, cooledAt, books), row, cooledAt.column());
    }

    private String received(Fields fields, FdaRow row, FdaBooks books) {
        Cells.One date = isExempt ? fields.receiveDate() : fields.harvestDate();
        return books.harvests.uri(
                new HarvestBook.Harvest(
                        books.token(fields.farm()),
                        fields.commodity(),
                        fields.variety(),
                        fields.field(),
                        fields.container(),
                        date),
                row);
    }

    private static String lot(Fields fields, FdaBooks books, @Nullable FdaRow row) {
        return books.lots.uri(
                fields.code(),
                books.token(fields.packedAt()),
                fields.reference().text(),
                row);
    }

    /** One packing: the rows that say the same of what was packed. */
    private record Packing(List<FdaRow> rows) {
        /** The row that stands for the packing in the order of records, whatever the order of the file's rows. */
        FdaRow first() {
            return sorted(rows).get(0);
        }

        /** By the first row that an earlier version read in another way. */
        Packing asReadBefore() {
            return FdaRow.firstAsReadBefore(rows)
                    .map(row -> new Packing(List.of(row)))
                    .orElse(this);
        }
    }

    /** Rows in an order that a permutation of the file does not change. */
    private static List<FdaRow> sorted(List<FdaRow> rows) {
        return rows.stream().sorted(FdaRow.BY_CONTENT).toList();
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        List<Packing> packings = packings(rows, books);
        RecordKind<Packing> kind = new RecordKind<>(
                isExempt ? "fda:initialPackingExempt" : "fda:initialPacking",
                packing -> key(fields(packing.rows().get(0)), books),
                Packing::asReadBefore);
        JoinedLots<Packing> joined = sender.join(
                transformations(packings, books),
                kind,
                packing -> inputs(draft(packing.rows(), "", books), packing, books));
        sender.send(packings, kind, Packing::first, (packing, ids) -> {
            EventDraft draft = draft(packing.rows(), ids.apply(packing), books)
                    .word("transformationID", joined.transformationID(packing, ids));
            LotCode.inputs(joined, packing, fields(packing.first()).code(), packing.first());
            return joined.holdsInputs(packing) ? inputs(draft, packing, books) : draft;
        });
    }

    private List<Packing> packings(List<FdaRow> rows, FdaBooks books) {
        Map<UUID, Packing> packings = new LinkedHashMap<>();
        for (FdaRow row : rows) {
            Fields fields = fields(row);
            List<String> packed = new ArrayList<>(key(fields, books));
            packed.add(fields.packed().amount().text());
            packed.add(fields.packed().unit().text());
            if (!fields.code().isKnown()) packed.add(row.place());
            packings.computeIfAbsent(Digest.key(packed), p -> new Packing(new ArrayList<>(1)))
                    .rows()
                    .add(row);
        }
        return List.copyOf(packings.values());
    }

    private List<List<Packing>> transformations(List<Packing> packings, FdaBooks books) {
        Map<UUID, List<Packing>> transformations = new LinkedHashMap<>();
        packings.stream()
                .sorted(Comparator.comparing(Packing::first, FdaRow.BY_CONTENT))
                .forEach(packing -> transformations
                        .computeIfAbsent(transformation(packing, books), t -> new ArrayList<>(1))
                        .add(packing));
        return List.copyOf(transformations.values());
    }

    private EventDraft inputs(EventDraft draft, Packing packing, FdaBooks books) {
        inputs(sorted(packing.rows()), books)
                .forEach((lot, amounts) ->
                        amounts.forEach((row, amount) -> draft.quantity("inputQuantityList", lot, amount, row)));
        return draft;
    }

    /** What the lots of one transformation have in common. */
    private UUID transformation(Packing packing, FdaBooks books) {
        Fields packed = fields(packing.first());
        List<String> receipts = new ArrayList<>();
        inputs(packing.rows(), books)
                .forEach((lot, amounts) -> amounts.forEach((row, amount) -> receipts.add(Digest.key(List.of(
                                lot,
                                fields(row).receiveDate().text(),
                                amount.amount().text(),
                                amount.unit().text()))
                        .toString())));
        boolean isAlone = receipts.isEmpty() || !packed.code().isKnown();
        List<String> common = new ArrayList<>(
                List.of(books.key(packed.packedAt()), packed.date().text()));
        common.addAll(packed.documents().key());
        common.add(isAlone ? packing.first().place() : "");
        receipts.stream().sorted().forEach(common::add);
        return Digest.key(common);
    }

    private static List<String> key(Fields fields, FdaBooks books) {
        List<String> key = new ArrayList<>(List.of(
                fields.code().text(),
                books.key(fields.packedAt()),
                fields.reference().text(),
                fields.date().text()));
        key.addAll(fields.documents().key());
        return key;
    }

    private EventDraft draft(List<FdaRow> rows, String id, FdaBooks books) {
        FdaRow first = rows.get(0);
        Fields packed = fields(first);
        String cte = isExempt ? "initialPackingExempt" : "initialPacking";
        EventDraft draft = new EventDraft("TransformationEvent", cte, id, rows).date(packed.date());
        draft.word("bizStep", "creating_class_instance");
        if (isExempt) draft.word("lotledger:exemptSource", "true");
        LotCode.put(
                draft,
                "outputQuantityList",
                first,
                packed.code(),
                packed.reference(),
                lot(packed, books, first),
                packed.packed());
        draft.at(books.uri(packed.packedAt()), packed.packedAt(), true);
        for (FdaRow row : sorted(rows)) receipt(draft, row, books);
        Sprouts.Seed seed = isExempt ? null : sprouts.of(packed.documents());
        if (seed != null) seed.put(draft, books);
        return draft.documents(packed.documents());
    }

    private Map<String, Map<FdaRow, Cells.Amount>> inputs(List<FdaRow> rows, FdaBooks books) {
        Map<String, Map<FdaRow, Cells.Amount>> inputs = new LinkedHashMap<>();
        for (FdaRow row : rows) {
            Fields fields = fields(row);
            if (!fields.commodity().isKnown() && !fields.received().amount().isKnown()) continue;
            inputs.computeIfAbsent(received(fields, row, books), lot -> new LinkedHashMap<>())
                    .put(row, fields.received());
        }
        return inputs;
    }

    private void receipt(EventDraft draft, FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        ArrayNode receipts = draft.list(RECEIVED);
        String path = "['" + RECEIVED + "'][" + receipts.size() + "]";
        ObjectNode receipt = receipts.addObject();
        Map<String, Cells.One> texts = new HashMap<>();
        texts.put("commodity", fields.commodity());
        texts.put("variety", fields.variety());
        texts.put("receiveDate", fields.receiveDate());
        texts.put("quantity", fields.received().amount());
        texts.put("unit", fields.received().unit());
        if (!isExempt) {
            texts.put("growingAreaName", fields.field());
            texts.put("containerName", fields.container());
            texts.put("harvesterName", fields.harvesterName());
            texts.put("harvesterPhone", fields.harvesterPhone());
            texts.put("harvestDate", fields.harvestDate());
            texts.put("coolingDate", fields.coolingDate());
        }
        new java.util.TreeMap<>(texts).forEach((name, cell) -> {
            draft.place(path + "['lotledger:" + name + "']", row, cell.column());
            if (!cell.written().isEmpty()) receipt.put("lotledger:" + name, cell.written());
        });
        String farm = isExempt ? "receivedFrom" : "farm";
        draft.place(path + "['lotledger:" + farm + "']", row, fields.farm().column());
        place(receipt, farm, fields.farm(), books);
        if (fields.cooledAt() == null) return;
        draft.place(path + "['lotledger:cooledAt']", row, fields.cooledAt().column());
        place(receipt, "cooledAt", fields.cooledAt(), books);
    }

    private static void place(ObjectNode to, String name, Cells.Place place, FdaBooks books) {
        String uri = books.uri(place);
        String written = uri == null ? place.notApplicable() : uri;
        if (!written.isEmpty()) to.put("lotledger:" + name, written);
    }
}
