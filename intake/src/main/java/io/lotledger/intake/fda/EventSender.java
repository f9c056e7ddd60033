package io.lotledger.intake.fda;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.RecordKey;
import io.lotledger.intake.JoinedLots;
import io.lotledger.intake.RecordIDs;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Sends the events of a document, and derives their ids. */
final class EventSender {
    /** Numbers of a key by which the lots of a transformation are looked up: more lots of one key are not recognised. */
    private static final int MOST_NUMBERS = 100;

    private final RecordIDs recordIDs;
    private final DocumentSink sink;
    private int index;

    EventSender(DocumentBody document, DocumentSink sink) {
        this.recordIDs = new RecordIDs(document, sink);
        this.sink = sink;
    }

    /** Sends an event that has no id. */
    void send(EventDraft draft) {
        sink.event(draft.sent(index++, null));
    }

    /** The records of these eventIDs whose stored event has several lots. */
    Set<String> storedWithSeveralLots(Collection<String> eventIDs) {
        Set<String> several = new HashSet<>();
        JoinedLots.forEachStored(eventIDs, sink, (id, event) -> {
            if (event.path("outputQuantityList").size() > 1) several.add(id);
        });
        return several;
    }

    /**
     * Joins the lots of each transformation of a tab, and looks up their records.
     *
     * @param quantities makes an event with the inputs and outputs of a record
     */
    <T> JoinedLots<T> join(
            Collection<List<T>> transformations,
            String kind,
            Function<T, List<String>> key,
            Function<T, EventDraft> quantities) {
        recordIDs.find(
                kind, transformations.stream().flatMap(List::stream).map(key).toList());
        Map<String, List<String>> ids = new HashMap<>();
        for (List<T> records : transformations) {
            for (T record : records) {
                List<String> parts = key.apply(record);
                List<String> same = ids.computeIfAbsent(id(kind, parts), first -> new ArrayList<>(1));
                if (same.size() < MOST_NUMBERS) same.add(id(kind, parts, same.size()));
            }
        }
        List<JoinedLots.Transformation<T>> joined = new ArrayList<>();
        for (List<T> records : transformations) {
            List<JoinedLots.Lot<T>> lots = new ArrayList<>(records.size());
            for (T record : records) {
                lots.add(new JoinedLots.Lot<>(
                        record,
                        ids.getOrDefault(id(kind, key.apply(record)), List.of()),
                        quantities.apply(record).quantities("outputQuantityList")));
            }
            EventDraft draft = quantities.apply(records.get(0));
            joined.add(new JoinedLots.Transformation<>(lots, draft.quantities("inputQuantityList"), draft.occasion()));
        }
        return new JoinedLots<>(joined, sink);
    }

    /** The eventIDs of records, in their order. */
    List<String> ids(String kind, List<List<String>> keys) {
        recordIDs.find(kind, keys);
        return keys.stream().map(key -> id(kind, key)).toList();
    }

    private String id(String kind, List<String> key) {
        return id(kind, key, 0);
    }

    /** Sends an event for each row. */
    void sendRows(
            List<FdaRow> rows,
            String kind,
            Function<FdaRow, List<String>> key,
            BiFunction<FdaRow, String, EventDraft> draft) {
        recordIDs.find(kind, rows.stream().map(key).toList());
        send(rows, kind, key, row -> row, (row, ids) -> draft.apply(row, ids.getOrDefault(row, "")));
    }

    /**
     * Sends an event for each record. Records with one key are numbered in the order of their contents: a permutation of a
     * file's rows changes no id. {@link #join} or {@link #sendRows} has looked them up.
     *
     * @param draft makes a record's event, given the eventIDs of all; twice for records that share a key
     */
    <T> void send(
            List<T> records,
            String kind,
            Function<T, List<String>> key,
            Function<T, FdaRow> first,
            BiFunction<T, IdentityHashMap<T, String>, EventDraft> draft) {
        IdentityHashMap<T, String> ids = new IdentityHashMap<>();
        IdentityHashMap<T, RecordKey> shared = new IdentityHashMap<>();
        for (List<T> same : numbered(records, kind, key, first, ids)) {
            List<String> contents = same.stream()
                    .map(record -> draft.apply(record, ids).content())
                    .toList();
            RecordKey one = new RecordKey(contents, number -> id(kind, key.apply(same.get(0)), number));
            same.forEach(record -> shared.put(record, one));
        }
        for (T record : records) {
            RecordKey alone = new RecordKey(List.of(), number -> id(kind, key.apply(record), number));
            sink.event(draft.apply(record, ids).sent(index++, shared.getOrDefault(record, alone)));
        }
    }

    /** Adds the eventIDs of the records, and returns those that share a key. */
    private <T> List<List<T>> numbered(
            List<T> records,
            String kind,
            Function<T, List<String>> key,
            Function<T, FdaRow> first,
            IdentityHashMap<T, String> ids) {
        Map<String, List<T>> byId = new HashMap<>();
        for (T record : records) {
            byId.computeIfAbsent(id(kind, key.apply(record), 0), id -> new ArrayList<>(1))
                    .add(record);
        }
        List<List<T>> shared = new ArrayList<>();
        byId.forEach((id, same) -> {
            if (same.size() > 1) {
                same.sort(Comparator.comparing(first, FdaRow.BY_CONTENT));
                shared.add(same);
            }
            ids.put(same.get(0), id);
            FdaRow row = first.apply(same.get(0));
            recordIDs
                    .storedTwice(kind, key.apply(same.get(0)))
                    .ifPresent(told -> row.faults().warning(row.place(), "stored-twice", told, null));
            for (int i = 1; i < same.size(); i++) {
                ids.put(same.get(i), id(kind, key.apply(same.get(i)), i));
                repeated(first.apply(same.get(i - 1)), first.apply(same.get(i)));
            }
        });
        return shared;
    }

    private String id(String kind, List<String> key, int number) {
        return recordIDs.of(kind, key, number);
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
