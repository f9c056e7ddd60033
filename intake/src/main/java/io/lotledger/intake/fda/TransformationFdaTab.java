package io.lotledger.intake.fda;

import io.lotledger.intake.JoinedLots;
import io.lotledger.intake.fda.book.Digest;
import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.book.LotUse;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Transformation (21 CFR 1.1350(a)): a row for each lot used and lot made. Rows with the same new lot are one event; lots
 * made on one day, at one place, under the same documents and from the same quantities of the same lots are one
 * transformation, so that its inputs count once: their events have one transformationID, and one of them holds the inputs.
 */
final class TransformationFdaTab implements FdaTab {
    private static final String KIND = "fda:transformation";

    /** Lots at the end of a file that may have been added since version 0.2.0 stored the others as one event. */
    private static final int MOST_ADDED = 20;

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
        books.lots.noteMade(
                fields.code(), books.token(fields.place()), fields.reference().text());
        books.used.note(use(fields, books));
    }

    private static LotUse use(Fields fields, FdaBooks books) {
        return new LotUse(
                fields.inputCode(),
                books.key(fields.place()),
                books.token(fields.place()),
                fields.date().isKnown() ? fields.date().day() : null,
                fields.code().text().equals(fields.inputCode().text()));
    }

    /**
     * A lot that the stored event of a row uses remains the one that the row means. So does that of the further lots which
     * the document has made with it.
     */
    @Override
    public void noteStored(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        if (rows.stream().noneMatch(row -> isInDoubt(row, books))) return;
        List<List<Output>> inDoubt = transformations(rows, books).stream()
                .filter(outputs -> outputs.stream()
                        .flatMap(output -> output.rows().stream())
                        .anyMatch(row -> isInDoubt(row, books)))
                .toList();
        List<List<Making>> makings = makings(inDoubt, books, kind(books), sender);
        IdentityHashMap<Making, StoredInputs> stored =
                sender.storedInputs(makings.stream().flatMap(List::stream).toList(), kind(books));
        for (List<Making> made : makings) {
            StoredInputs together = StoredInputs.union(
                    made.stream()
                            .map(making -> stored.getOrDefault(making, StoredInputs.NONE))
                            .toList(),
                    false);
            for (Making making : made) {
                StoredInputs own = stored.getOrDefault(making, StoredInputs.NONE);
                for (FdaRow row : making.rows()) noteStored(row, own.isEmpty() ? together : own, books);
            }
        }
    }

    private static RecordKind<Making> kind(FdaBooks books) {
        return new RecordKind<>(KIND, making -> key(making.outputs(), books), Making::asReadBefore);
    }

    private static boolean isInDoubt(FdaRow row, FdaBooks books) {
        return books.used.isInDoubt(use(fields(row), books));
    }

    private static void noteStored(FdaRow row, StoredInputs stored, FdaBooks books) {
        if (!isInDoubt(row, books)) return;
        Fields fields = fields(row);
        stored.source(fields.inputCode().text(), fields.used().amount())
                .ifPresent(source -> books.used.noteStored(row, source));
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
            return books.used.uri(use(fields, books), row, isNoted);
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
    private record Output(List<FdaRow> rows) {
        /** Of the row that stands first in the file. */
        int number() {
            return rows.stream().mapToInt(FdaRow::number).min().orElse(0);
        }

        /** By the first row that an earlier version read in another way. */
        Output asReadBefore() {
            return FdaRow.firstAsReadBefore(rows)
                    .map(row -> new Output(List.of(row)))
                    .orElse(this);
        }
    }

    /** One event: a lot that was made. Lots that version 0.2.0 stored as one event remain one. */
    private record Making(List<Output> outputs) {
        Making asReadBefore() {
            List<Output> before = outputs.stream().map(Output::asReadBefore).toList();
            return before.equals(outputs) ? this : new Making(before);
        }

        /** As they stand in the file. */
        List<FdaRow> rows() {
            return outputs.stream()
                    .flatMap(output -> output.rows().stream())
                    .sorted(Comparator.comparingInt(FdaRow::number))
                    .toList();
        }

        /** Of the row that stands first in the file. */
        int number() {
            return outputs.stream().mapToInt(Output::number).min().orElse(0);
        }

        /** A row that stands for the making, whatever the order of the file's rows. */
        FdaRow first() {
            return outputs.get(0).rows().get(0);
        }
    }

    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        RecordKind<Making> kind = kind(books);
        List<List<Making>> makings = makings(transformations(rows, books), books, kind, sender);
        JoinedLots<Making> joined = sender.join(makings, kind, making -> {
            EventDraft draft = draft(making, "", books);
            inputs(draft, making, books);
            outputs(draft, making, books);
            return draft;
        });
        sender.send(
                makings.stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparingInt(Making::number))
                        .toList(),
                kind,
                Making::first,
                (making, ids) -> {
                    EventDraft draft = draft(making, ids.apply(making), books)
                            .word("transformationID", joined.transformationID(making, ids));
                    LotCode.inputs(joined, making, fields(making.first()).code(), making.first());
                    if (joined.holdsInputs(making)) inputs(draft, making, books);
                    outputs(draft, making, books);
                    return draft;
                });
    }

    private static List<List<Output>> transformations(List<FdaRow> rows, FdaBooks books) {
        List<FdaRow> inOrder = rows.stream().sorted(FdaRow.BY_CONTENT).toList();
        Map<UUID, List<Output>> transformations = new LinkedHashMap<>();
        for (Output output : outputs(inOrder, books)) {
            transformations
                    .computeIfAbsent(transformation(output, books), t -> new ArrayList<>(1))
                    .add(output);
        }
        return List.copyOf(transformations.values());
    }

    private static List<Output> outputs(List<FdaRow> rows, FdaBooks books) {
        Map<UUID, Output> outputs = new LinkedHashMap<>();
        for (FdaRow row : rows) {
            Fields fields = fields(row);
            List<String> made = new ArrayList<>(occasion(fields, books));
            made.add(fields.code().isKnown() ? lot(fields, books, null) : row.place());
            made.add(fields.code().text());
            made.add(fields.reference().written());
            made.add(fields.made().amount().text());
            made.add(fields.made().unit().text());
            outputs.computeIfAbsent(Digest.key(made), m -> new Output(new ArrayList<>(1)))
                    .rows()
                    .add(row);
        }
        return List.copyOf(outputs.values());
    }

    /** The makings of each transformation, in the order of their outputs. */
    private static List<List<Making>> makings(
            Collection<List<Output>> transformations, FdaBooks books, RecordKind<Making> kind, EventSender sender) {
        IdentityHashMap<List<Output>, List<List<Output>>> former = new IdentityHashMap<>();
        IdentityHashMap<List<Output>, String> ids = new IdentityHashMap<>();
        for (List<Output> outputs : transformations) {
            if (outputs.size() == 1) continue;
            former.put(outputs, beginnings(outputs, books));
        }
        List<List<Output>> asked =
                former.values().stream().flatMap(List::stream).toList();
        List<String> found = sender.ids(asked.stream().map(Making::new).toList(), kind);
        for (int i = 0; i < asked.size(); i++) ids.put(asked.get(i), found.get(i));
        Set<String> stored = sender.storedWithSeveralLots(Set.copyOf(ids.values()));
        List<List<Making>> makings = new ArrayList<>();
        for (List<Output> outputs : transformations) {
            Set<Output> left = Collections.newSetFromMap(new IdentityHashMap<>());
            left.addAll(outputs);
            List<Making> made = new ArrayList<>();
            for (List<Output> some : former.getOrDefault(outputs, List.of())) {
                if (!stored.contains(ids.get(some)) || !left.containsAll(some)) continue;
                some.forEach(left::remove);
                made.add(new Making(some));
            }
            outputs.stream().filter(left::contains).forEach(output -> made.add(new Making(List.of(output))));
            makings.add(made);
        }
        return makings;
    }

    /**
     * Outputs that version 0.2.0 may have stored as one event, the most first: those that one source reference serves, and
     * the same without the last rows of the file, which may have been added since.
     */
    private static List<List<Output>> beginnings(List<Output> outputs, FdaBooks books) {
        Map<String, List<Output>> byReference = new LinkedHashMap<>();
        for (Output output : outputs) {
            Fields fields = fields(output.rows().get(0));
            byReference
                    .computeIfAbsent(
                            fields.reference().isKnown()
                                    ? lot(fields, books, null)
                                    : fields.reference().written(),
                            r -> new ArrayList<>(1))
                    .add(output);
        }
        List<List<Output>> beginnings = new ArrayList<>();
        for (List<Output> together : byReference.values()) {
            List<Integer> numbers =
                    together.stream().map(Output::number).sorted().toList();
            for (int size = numbers.size(); size > 1 && size > numbers.size() - MOST_ADDED; size--) {
                int last = numbers.get(size - 1);
                beginnings.add(together.stream()
                        .filter(output -> output.number() <= last)
                        .toList());
            }
        }
        return beginnings;
    }

    /** What the outputs of one transformation have in common. */
    private static UUID transformation(Output output, FdaBooks books) {
        Fields fields = fields(output.rows().get(0));
        Set<String> inputs = new TreeSet<>();
        for (FdaRow row : output.rows()) {
            Fields used = fields(row);
            if (hasInput(used))
                inputs.add(Digest.key(quantity(used, row, books)).toString());
        }
        boolean isAlone = inputs.isEmpty() || !fields.code().isKnown();
        List<String> common = new ArrayList<>(occasion(fields, books));
        common.add(isAlone ? output.rows().get(0).place() : "");
        common.addAll(inputs);
        return Digest.key(common);
    }

    private static List<String> quantity(Fields used, FdaRow row, FdaBooks books) {
        return List.of(
                input(used, row, books, false),
                used.used().amount().text(),
                used.used().unit().text());
    }

    private static List<String> occasion(Fields fields, FdaBooks books) {
        List<String> occasion =
                new ArrayList<>(List.of(books.key(fields.place()), fields.date().text()));
        occasion.addAll(fields.documents().key());
        return occasion;
    }

    private static List<String> key(List<Output> outputs, FdaBooks books) {
        List<String> key = new ArrayList<>(occasion(fields(outputs.get(0).rows().get(0)), books));
        outputs.stream()
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
