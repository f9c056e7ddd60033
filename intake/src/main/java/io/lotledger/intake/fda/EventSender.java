package io.lotledger.intake.fda;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.intake.DerivedEventID;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Sends the events of a document, and derives their ids. */
final class EventSender {
    private final DocumentBody document;
    private final DocumentSink sink;
    private int index;

    EventSender(DocumentBody document, DocumentSink sink) {
        this.document = document;
        this.sink = sink;
    }

    void send(EventDraft draft) {
        sink.event(draft.sent(index++));
    }

    /**
     * The eventIDs of records. Records with one key are told apart by their order, which is that of their contents: a
     * permutation of a file's rows changes no id.
     */
    <T> IdentityHashMap<T, String> ids(
            List<T> records, String kind, Function<T, List<String>> key, Function<T, FdaRow> first) {
        Map<String, List<T>> byId = new HashMap<>();
        for (T record : records) {
            byId.computeIfAbsent(DerivedEventID.of(document, kind, key.apply(record)), id -> new ArrayList<>(1))
                    .add(record);
        }
        IdentityHashMap<T, String> ids = new IdentityHashMap<>();
        byId.forEach((id, same) -> {
            if (same.size() > 1) same.sort(Comparator.comparing(first, FdaRow.BY_CONTENT));
            ids.put(same.get(0), id);
            for (int i = 1; i < same.size(); i++) {
                List<String> numbered = new ArrayList<>(key.apply(same.get(i)));
                numbered.add("#" + i);
                ids.put(same.get(i), DerivedEventID.of(document, kind, numbered));
                repeated(first.apply(same.get(i - 1)), first.apply(same.get(i)));
            }
        });
        return ids;
    }

    private static void repeated(FdaRow one, FdaRow other) {
        if (!one.hasSameCellsAs(other)) return;
        other.faults()
                .warning(
                        other.place(),
                        "repeated-row",
                        "this row repeats " + one.place()
                                + " in every cell and counts as another event; delete it if it is the same",
                        null);
    }
}
