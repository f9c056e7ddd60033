package io.lotledger.intake.fda;

import io.lotledger.ingest.capture.DocumentBody;
import io.lotledger.ingest.document.event.DocumentSink;
import io.lotledger.ingest.document.event.RecordKey;
import io.lotledger.intake.JoinedLots;
import io.lotledger.intake.KeyCounts;
import io.lotledger.intake.RecordIDs;
import io.lotledger.intake.fda.row.FdaRow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
     * The inputs of the records' stored events. Where an event has none, they are those of the event that its
     * transformationID names. Records that share a key have those of all events with the key.
     */
    <T> IdentityHashMap<T, StoredInputs> storedInputs(List<T> records, RecordKind<T> kind) {
        IdentityHashMap<T, StoredInputs> inputs = new IdentityHashMap<>();
        IdentityHashMap<T, List<StoredInputs>> found = stored(records, kind, this::storedInputs);
        KeyCounts counts = recordIDs.counts(kind.name(), kind.keys(records));
        found.forEach((record, some) -> inputs.put(
                record,
                StoredInputs.union(some, some.size() < counts.of(recordIDs.uuid(kind.name(), kind.key(record))))));
        return inputs;
    }

    /** The lots of the records' stored events, each of which is about one. Records that share a key have those of all. */
    <T> IdentityHashMap<T, List<StoredLot>> storedLots(List<T> records, RecordKind<T> kind) {
        return stored(records, kind, eventIDs -> {
            Map<String, StoredLot> lots = new HashMap<>();
            JoinedLots.forEachStored(eventIDs, sink, (id, event) -> lots.put(id, StoredLot.of(event)));
            return lots;
        });
    }

    /** What the log has of records, in the order of the numbers of their keys. */
    private <T, S> IdentityHashMap<T, List<S>> stored(
            List<T> records, RecordKind<T> kind, Function<Collection<String>, Map<String, S>> log) {
        find(records, kind);
        Map<String, List<T>> byID = new HashMap<>();
        for (T record : records) {
            byID.computeIfAbsent(id(kind, kind.key(record)), id -> new ArrayList<>(1))
                    .add(record);
        }
        IdentityHashMap<T, List<S>> found = new IdentityHashMap<>();
        for (int number = 0; !byID.isEmpty() && number < MOST_NUMBERS; number++) {
            Map<String, List<T>> numbered = new HashMap<>();
            for (List<T> same : byID.values()) numbered.put(id(kind, kind.key(same.get(0)), number), same);
            Map<String, S> stored = log.apply(numbered.keySet());
            numbered.keySet().retainAll(stored.keySet());
            numbered.forEach((id, same) -> same.forEach(record -> found.computeIfAbsent(record, r -> new ArrayList<>(1))
                    .add(Objects.requireNonNull(stored.get(id)))));
            byID = numbered;
        }
        return found;
    }

    private Map<String, StoredInputs> storedInputs(Collection<String> eventIDs) {
        Map<String, StoredInputs> inputs = new HashMap<>();
        Map<String, String> holders = new HashMap<>(); // of the inputs, by the events without any
        JoinedLots.forEachStored(eventIDs, sink, (id, event) -> {
            inputs.put(id, StoredInputs.of(event));
            String holder = event.path("transformationID").asString("");
            if (event.path("inputQuantityList").isEmpty() && !holder.isEmpty()) holders.put(id, holder);
        });
        Map<String, StoredInputs> held = new HashMap<>();
        JoinedLots.forEachStored(
                Set.copyOf(holders.values()), sink, (id, event) -> held.put(id, StoredInputs.of(event)));
        holders.forEach((id, holder) -> inputs.put(id, held.getOrDefault(holder, StoredInputs.NONE)));
        return inputs;
    }

    /**
     * Joins the lots of each transformation of a tab, and looks up their records.
     *
     * @param quantities makes an event with the inputs and outputs of a record
     */
    <T> JoinedLots<T> join(
            Collection<List<T>> transformations, RecordKind<T> kind, Function<T, EventDraft> quantities) {
        find(transformations.stream().flatMap(List::stream).toList(), kind);
        Map<String, List<String>> ids = new HashMap<>();
        for (List<T> records : transformations) {
            for (T record : records) {
                List<String> parts = kind.key(record);
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
                        ids.getOrDefault(id(kind, kind.key(record)), List.of()),
                        quantities.apply(record).quantities("outputQuantityList")));
            }
            EventDraft draft = quantities.apply(records.get(0));
            joined.add(new JoinedLots.Transformation<>(lots, draft.quantities("inputQuantityList"), draft.occasion()));
        }
        return new JoinedLots<>(joined, sink);
    }

    /** The eventIDs of records, in their order. */
    <T> List<String> ids(List<T> records, RecordKind<T> kind) {
        find(records, kind);
        return records.stream().map(record -> id(kind, kind.key(record))).toList();
    }

    private <T> void find(List<T> records, RecordKind<T> kind) {
        recordIDs.find(kind.name(), kind.keys(records), kind.formerKeys(records));
    }

    private String id(RecordKind<?> kind, List<String> key) {
        return id(kind, key, 0);
    }

    /** Sends an event for each row. */
    void sendRows(
            List<FdaRow> rows,
            String name,
            Function<FdaRow, List<String>> key,
            BiFunction<FdaRow, String, EventDraft> draft) {
        RecordKind<FdaRow> kind = new RecordKind<>(name, key, FdaRow::asReadBefore);
        find(rows, kind);
        send(rows, kind, row -> row, (row, ids) -> draft.apply(row, ids.apply(row)));
    }

    /**
     * Sends an event for each record. Records with one key are numbered in the order of their contents: a permutation of a
     * file's rows changes no id. {@link #join} or {@link #sendRows} has looked them up.
     *
     * @param draft makes a record's event, given the eventIDs of all; twice for records that share a key
     */
    <T> void send(
            List<T> records,
            RecordKind<T> kind,
            Function<T, FdaRow> first,
            BiFunction<T, Function<T, String>, EventDraft> draft) {
        Collection<List<T>> groups = withOneKey(records, kind);
        IdentityHashMap<T, String> numbered = numbered(groups, kind, first);
        Function<T, String> ids = record -> {
            @Nullable String id = numbered.get(record);
            return id == null ? id(kind, kind.key(record)) : id;
        };
        IdentityHashMap<T, RecordKey> shared = new IdentityHashMap<>();
        for (List<T> same : groups) {
            List<String> contents = same.stream()
                    .map(record -> draft.apply(record, ids).content())
                    .toList();
            RecordKey one = new RecordKey(contents, number -> id(kind, kind.key(same.get(0)), number));
            same.forEach(record -> shared.put(record, one));
        }
        for (T record : records) {
            @Nullable RecordKey one = shared.get(record);
            if (one == null) {
                one = new RecordKey(List.of(), number -> id(kind, kind.key(record), number));
                warnStoredTwice(kind, kind.key(record), first.apply(record));
            }
            if (kind.isReadOtherwise(record) && recordIDs.isStoredAsReadBefore(kind.name(), kind.key(record)))
                first.apply(record).warnReadBefore();
            sink.event(draft.apply(record, ids).sent(index++, one));
        }
    }

    /** The records that share a key with others. Memory holds the keys of none: nearly all records have one of their own. */
    private <T> Collection<List<T>> withOneKey(List<T> records, RecordKind<T> kind) {
        KeyCounts counts = recordIDs.counts(kind.name(), kind.keys(records));
        if (!counts.anyRepeats()) return List.of();
        Map<UUID, List<T>> groups = new LinkedHashMap<>();
        for (T record : records) {
            UUID uuid = recordIDs.uuid(kind.name(), kind.key(record));
            if (counts.of(uuid) > 1)
                groups.computeIfAbsent(uuid, one -> new ArrayList<>(2)).add(record);
        }
        return groups.values();
    }

    /** The eventIDs of records that share keys, in the order of their contents. */
    private <T> IdentityHashMap<T, String> numbered(
            Collection<List<T>> groups, RecordKind<T> kind, Function<T, FdaRow> first) {
        IdentityHashMap<T, String> ids = new IdentityHashMap<>();
        for (List<T> same : groups) {
            same.sort(Comparator.comparing(first, FdaRow.BY_CONTENT));
            List<String> shared = kind.key(same.get(0));
            warnStoredTwice(kind, shared, first.apply(same.get(0)));
            for (int i = 0; i < same.size(); i++) {
                ids.put(same.get(i), id(kind, shared, i));
                if (i > 0) repeated(first.apply(same.get(i - 1)), first.apply(same.get(i)));
            }
        }
        return ids;
    }

    private void warnStoredTwice(RecordKind<?> kind, List<String> key, FdaRow row) {
        recordIDs
                .storedTwice(kind.name(), key)
                .ifPresent(told -> row.faults().warning(row.place(), "stored-twice", told, null));
    }

    private String id(RecordKind<?> kind, List<String> key, int number) {
        return recordIDs.of(kind.name(), key, number);
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
