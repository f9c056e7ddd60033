package io.lotledger.intake.fda;

import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transformation (21 CFR 1.1350(a)): a row for each lot used and lot made. Rows with the same new lot are one event; lots
 * made on one day, at one place, under the same documents and from the same quantities of the same lots are one
 * transformation, so that its inputs count once. They are one event unless the lots have source references, of which an
 * event holds one; then they are events with one transformationID, of which the first holds the inputs.
 */
final class TransformationFdaTab implements FdaTab {
    private record Fields(
            Cells.One inputCode,
            Cells.Product inputProduct,
            Cells.Amount used,
            Cells.One code,
            Cells.Place place,
            Cells.One reference,
            Cells.One date,
            Cells.Product product,
            Cells.Amount made,
            Cells.Documents documents) {}

    private static Fields fields(FdaRow row) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        return new Fields(
                cursor.one(),
                cursor.product(),
                cursor.amount(),
                cursor.one(),
                cursor.place(),
                cursor.one(),
                cursor.one(),
                cursor.product(),
                cursor.amount(),
                cursor.documents());
    }

    @Override
    public List<Integer> needed() {
        return List.of(0, 9, 18);
    }

    @Override
    public void note(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        books.places.note(fields.place(), row);
        books.lots.note(
                fields.code(), books.token(fields.place()), fields.reference().text());
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        Fields fields = fields(row);
        if (fields.code().isKnown()) books.products.note(lot(fields, books, null), fields.product(), row);
        if (hasInput(fields)) books.products.note(input(fields, row, books, false), fields.inputProduct(), row);
    }

    private static String lot(Fields fields, FdaBooks books, @Nullable FdaRow row) {
        return books.lots.uri(
                fields.code(), books.token(fields.place()), fields.reference().text(), row);
    }

    private static boolean hasInput(Fields fields) {
        return fields.inputCode().isKnown()
                || fields.inputProduct().isKnown()
                || fields.used().amount().isKnown();
    }

    /** An input without a lot code is known by its product only. */
    private static String input(Fields fields, FdaRow row, FdaBooks books, boolean isNoted) {
        if (fields.inputCode().isKnown()) {
            return books.lots.uri(fields.inputCode(), null, "", isNoted ? row : null);
        }
        String name = fields.inputProduct().name().text();
        return name.matches("GTIN \\d{14}")
                ? "https://id.gs1.org/01/" + name.substring(5)
                : "urn:lotledger:food:"
                        + Digest.of(fields.inputProduct().parts().stream()
                                .map(Cells.One::text)
                                .toArray(String[]::new));
    }

    /** What was made: rows with the same new lot. */
    private record Output(List<FdaRow> rows, Set<List<String>> inputs) {}

    /** One event: outputs from the same inputs that one source reference serves. */
    private record Making(List<Output> outputs) {
        /** As they stand in the file. */
        List<FdaRow> rows() {
            return outputs.stream()
                    .flatMap(output -> output.rows().stream())
                    .sorted(Comparator.comparingInt(FdaRow::number))
                    .toList();
        }

        /** Of the row that stands first in the file. */
        int number() {
            return outputs.stream()
                    .flatMap(output -> output.rows().stream())
                    .mapToInt(FdaRow::number)
                    .min()
                    .orElse(0);
        }

        /** A row that stands for the making, whatever the order of the file's rows. */
        FdaRow first() {
            return outputs.get(0).rows().get(0);
        }
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        List<FdaRow> inOrder = rows.stream().sorted(FdaRow.BY_CONTENT).toList();
        List<Making> makings = makings(outputs(inOrder, books), books);
        Map<List<Object>, Making> firsts = new HashMap<>();
        makings.forEach(
                making -> firsts.putIfAbsent(transformation(making.outputs().get(0), books), making));
        sender.send(
                makings.stream().sorted(Comparator.comparingInt(Making::number)).toList(),
                "fda:transformation",
                making -> key(making, books),
                Making::first,
                (making, ids) -> {
                    Making first =
                            firsts.getOrDefault(transformation(making.outputs().get(0), books), making);
                    String id = ids.getOrDefault(making, "");
                    String transformation = ids.getOrDefault(first, "");
                    EventDraft draft = draft(making, id, books).word("transformationID", transformation);
                    if (id.equals(transformation)) inputs(draft, making, books);
                    outputs(draft, making, books);
                    return draft;
                });
    }

    private static List<Output> outputs(List<FdaRow> rows, FdaBooks books) {
        Map<List<String>, Output> outputs = new LinkedHashMap<>();
        for (FdaRow row : rows) {
            Fields fields = fields(row);
            List<String> made = new ArrayList<>(occasion(fields, books));
            made.add(fields.code().isKnown() ? lot(fields, books, null) : row.place());
            made.add(fields.code().text());
            made.add(fields.reference().written());
            made.add(fields.made().amount().text());
            made.add(fields.made().unit().text());
            Output output = outputs.computeIfAbsent(made, m -> new Output(new ArrayList<>(1), new LinkedHashSet<>(2)));
            output.rows().add(row);
            if (hasInput(fields)) {
                output.inputs()
                        .add(List.of(
                                input(fields, row, books, false),
                                fields.used().amount().text(),
                                fields.used().unit().text()));
            }
        }
        return List.copyOf(outputs.values());
    }

    private static List<Making> makings(List<Output> outputs, FdaBooks books) {
        Map<List<Object>, Making> makings = new LinkedHashMap<>();
        for (Output output : outputs) {
            Fields fields = fields(output.rows().get(0));
            List<Object> key = List.of(
                    transformation(output, books),
                    fields.reference().isKnown()
                            ? lot(fields, books, null)
                            : fields.reference().written());
            makings.computeIfAbsent(key, k -> new Making(new ArrayList<>(1)))
                    .outputs()
                    .add(output);
        }
        return List.copyOf(makings.values());
    }

    /** What the outputs of one transformation have in common. */
    private static List<Object> transformation(Output output, FdaBooks books) {
        Fields fields = fields(output.rows().get(0));
        boolean isAlone = output.inputs().isEmpty() || !fields.code().isKnown();
        return List.of(
                occasion(fields, books),
                output.inputs(),
                isAlone ? output.rows().get(0).place() : "");
    }

    private static List<String> occasion(Fields fields, FdaBooks books) {
        List<String> occasion =
                new ArrayList<>(List.of(books.key(fields.place()), fields.date().text()));
        occasion.addAll(fields.documents().key());
        return occasion;
    }

    private static List<String> key(Making making, FdaBooks books) {
        List<String> key = new ArrayList<>(occasion(fields(making.first()), books));
        making.outputs().stream()
                .map(output -> fields(output.rows().get(0)).code().text())
                .sorted()
                .forEach(key::add);
        return key;
    }

    private static EventDraft draft(Making making, String id, FdaBooks books) {
        Fields first = fields(making.first());
        return new EventDraft("TransformationEvent", "transformation", id, making.rows())
                .date(first.date())
                .word("bizStep", "creating_class_instance")
                .at(books.uri(first.place()), first.place(), true)
                .documents(first.documents());
    }

    private static void inputs(EventDraft draft, Making making, FdaBooks books) {
        Set<List<String>> seen = new LinkedHashSet<>();
        for (FdaRow row : making.outputs().get(0).rows()) {
            Fields fields = fields(row);
            if (!hasInput(fields)) continue;
            String lot = input(fields, row, books, true);
            if (seen.add(List.of(
                    lot, fields.used().amount().text(), fields.used().unit().text()))) {
                draft.quantity("inputQuantityList", lot, fields.used(), row);
                int last = draft.list("inputQuantityList").size() - 1;
                draft.place(
                        ".inputQuantityList[" + last + "].epcClass",
                        row,
                        fields.inputCode().column());
            }
        }
    }

    private static void outputs(EventDraft draft, Making making, FdaBooks books) {
        for (Output output : making.outputs()) {
            FdaRow row = output.rows().get(0);
            Fields fields = fields(row);
            if (!fields.code().isKnown()) LotCode.required(fields.code(), row);
            String lot = lot(fields, books, row);
            draft.quantity("outputQuantityList", LotCode.sentClass(fields.reference(), lot), fields.made(), row);
        }
        Fields first = fields(making.first());
        LotCode.put(draft, first.code(), first.reference(), lot(first, books, null));
    }
}
