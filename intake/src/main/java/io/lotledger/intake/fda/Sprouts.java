package io.lotledger.intake.fda;

import io.lotledger.intake.fda.book.FdaBooks;
import io.lotledger.intake.fda.row.Cells;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Initial Packing Sprouts (21 CFR 1.1330(b)). The tab has no lot code: a row belongs to the row of Initial Packing with the
 * same reference documents, and its elements are {@code lotledger:seed} of that event.
 */
final class Sprouts implements FdaTab {
    private static final List<String> NAMES = List.of(
            "grower",
            "harvestDate",
            "conditioner",
            "conditionerLot",
            "conditionerDate",
            "packinghouse",
            "packingDate",
            "packingLot",
            "repacker",
            "repackDate",
            "repackLot",
            "supplier",
            "masterLot",
            "subLot",
            "newLot",
            "taxon",
            "growingSpecifications",
            "packaging",
            "antimicrobialTreatment",
            "receiveDate");
    private static final List<String> PLACES = List.of("grower", "conditioner", "packinghouse", "repacker", "supplier");

    private final Map<List<String>, List<FdaRow>> byDocuments = new HashMap<>();

    /** The documents of the packings that took up a row. */
    private final Set<List<String>> joined = new HashSet<>();

    /** What one row says. */
    static final class Seed {
        private final FdaRow row;

        private Seed(FdaRow row) {
            this.row = row;
        }

        void put(EventDraft draft, FdaBooks books) {
            Cells.Cursor cursor = new Cells.Cursor(row);
            ObjectNode seed = draft.object("lotledger:seed");
            draft.describedBy(row);
            for (String name : NAMES) {
                if (PLACES.contains(name)) {
                    String uri = books.uri(cursor.place());
                    if (uri != null) seed.put("lotledger:" + name, uri);
                } else {
                    Cells.One cell = cursor.one();
                    if (cell.isKnown()) seed.put("lotledger:" + name, cell.text());
                }
            }
        }
    }

    private static Cells.Documents documents(FdaRow row) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        for (String name : NAMES) {
            if (PLACES.contains(name)) cursor.place();
            else cursor.one();
        }
        return cursor.documents();
    }

    /** Rows without documents are joined with nothing. */
    private static boolean isBlank(List<String> documents) {
        return documents.stream().allMatch(String::isBlank);
    }

    /** The row with these reference documents. */
    @Nullable
    Seed of(Cells.Documents documents) {
        List<FdaRow> rows = byDocuments.getOrDefault(documents.key(), List.of());
        if (rows.isEmpty() || isBlank(documents.key())) return null;
        joined.add(documents.key());
        return new Seed(rows.get(0));
    }

    @Override
    public List<Integer> needed() {
        return List.of(50, 51);
    }

    @Override
    public void note(FdaRow row, FdaBooks books) {
        Cells.Cursor cursor = new Cells.Cursor(row);
        for (String name : NAMES) {
            if (PLACES.contains(name)) books.places.note(cursor.place(), row);
            else cursor.one();
        }
        byDocuments
                .computeIfAbsent(documents(row).key(), d -> new ArrayList<>(1))
                .add(row);
    }

    @Override
    public void noteProducts(FdaRow row, FdaBooks books) {
        // seeds have no lot code of their own here
    }

    /** Called after the packings: a row that belongs to none is refused. */
    @Override
    public void send(List<FdaRow> rows, FdaBooks books, EventSender sender) {
        for (FdaRow row : rows) {
            List<String> documents = documents(row).key();
            boolean isFirst = byDocuments.getOrDefault(documents, List.of()).get(0) == row;
            boolean isJoined = joined.contains(documents);
            if (isJoined && isFirst && row.errors().isEmpty()) continue;
            String message = isBlank(documents)
                    ? "this row has no reference documents, which join it with its row of Initial Packing; enter those of"
                            + " that row in both"
                    : !isJoined
                            ? "no row of Initial Packing in this file has the same reference documents, which join the two; send"
                                    + " both tabs in one file"
                            : "another row has the same reference documents; a packing has one row of seeds";
            if (!isJoined || !isFirst) row.error(50, "sprouts", message);
            sender.send(new EventDraft("TransformationEvent", "initialPackingSprouts", "", List.of(row)));
        }
    }
}
