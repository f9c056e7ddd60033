package io.lotledger.projections.cte.records;

import io.lotledger.projections.cte.reading.MovementDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Movements by unit, by document and by amount, at one place and for one other end. A store chain's lot has ten thousand
 * shipments, and each is compared with those only that may be the same movement.
 */
final class RecordIndex {
    private static final String ANY_END = "*";
    private static final String NO_PLACE = "";

    private final Map<String, Bucket> byUnit = new HashMap<>();
    private final Map<List<String>, Bucket> byDocument = new HashMap<>();
    private final Map<List<Object>, Map<Set<String>, Bucket>> byAmount = new HashMap<>();
    private final Map<RecordedMovement, Entry> entries = new HashMap<>();
    private int added;

    /** @param number in the order of the last records */
    private record Entry(int number, List<Bucket> buckets) {}

    void add(RecordedMovement movement) {
        Set<Bucket> buckets = new HashSet<>();
        Set<String> kinds = kindsOfDocuments(movement);
        boolean namesUnit = movement.records().stream().anyMatch(MovementRecord::namesUnit);
        for (MovementRecord record : movement.records()) {
            for (String unit : record.allUnits()) buckets.add(byUnit.computeIfAbsent(unit, u -> new Bucket()));
            for (String route : routes(record.here(), ends(movement))) {
                for (String document : record.documents().names())
                    buckets.add(byDocument.computeIfAbsent(List.of(route, document), d -> new Bucket()));
                buckets.add(byAmount.computeIfAbsent(amounts(route, record, namesUnit), a -> new HashMap<>())
                        .computeIfAbsent(kinds, k -> new Bucket()));
            }
        }
        Entry entry = new Entry(added++, List.copyOf(buckets));
        entries.put(movement, entry);
        buckets.forEach(bucket -> bucket.add(entry.number(), movement));
    }

    void remove(RecordedMovement movement) {
        Entry entry = entries.remove(movement);
        if (entry != null) entry.buckets().forEach(bucket -> bucket.remove(entry.number()));
    }

    /** The latest movement that passes, of those that share a unit, then a document, then the amount. */
    Optional<RecordedMovement> find(MovementRecord record, Predicate<RecordedMovement> isOne) {
        List<String> routes = routes(record.here(), wantedEnds(record));
        return latest(
                        record.allUnits().stream().flatMap(unit -> Stream.ofNullable(byUnit.get(unit))),
                        bucket -> bucket.latest(isOne))
                .or(() -> latest(
                        routes.stream()
                                .flatMap(route ->
                                        record.documents().names().stream().map(document -> List.of(route, document)))
                                .flatMap(key -> Stream.ofNullable(byDocument.get(key))),
                        bucket -> bucket.latestOfOtherKind(record, isOne, true)))
                .or(() -> latest(
                        routes.stream().flatMap(route -> ofEqualAmount(route, record)),
                        bucket -> bucket.latestOfOtherKind(record, isOne, false)));
    }

    private interface Search {
        Optional<RecordedMovement> in(Bucket bucket);
    }

    private Optional<RecordedMovement> latest(Stream<Bucket> buckets, Search search) {
        return buckets.distinct()
                .flatMap(bucket -> search.in(bucket).stream())
                .max(Comparator.comparingInt(this::number));
    }

    private int number(RecordedMovement movement) {
        Entry entry = entries.get(movement);
        return entry == null ? -1 : entry.number();
    }

    /** Those whose documents contradict none of the record's. Movements that share a unit were found before. */
    private Stream<Bucket> ofEqualAmount(String route, MovementRecord record) {
        Set<String> kinds = record.documents().kinds();
        List<Boolean> units = record.namesUnit() ? List.of(false) : List.of(false, true);
        return units.stream()
                .flatMap(namesUnit ->
                        byAmount.getOrDefault(amounts(route, record, namesUnit), Map.of()).entrySet().stream())
                .filter(bucket -> !MovementDocuments.mayContradict(bucket.getKey(), kinds))
                .map(Map.Entry::getValue);
    }

    private static Set<String> kindsOfDocuments(RecordedMovement movement) {
        return movement.records().stream()
                .flatMap(record -> record.documents().kinds().stream())
                .collect(Collectors.toSet());
    }

    private static List<Object> amounts(String route, MovementRecord record, boolean namesUnit) {
        return List.of(route, record.amountsInWords(), namesUnit);
    }

    private static List<String> routes(Set<String> here, Collection<String> ends) {
        return here.stream()
                .flatMap(place -> ends.stream().map(end -> place + " " + end))
                .toList();
    }

    /** A movement of which no record names a place at the other end may have any. */
    private static Set<String> ends(RecordedMovement movement) {
        Set<String> ends = movement.records().stream()
                .flatMap(record -> places(record).stream())
                .collect(Collectors.toCollection(HashSet::new));
        if (ends.isEmpty()) ends.add(NO_PLACE);
        ends.add(ANY_END);
        return ends;
    }

    private static List<String> wantedEnds(MovementRecord record) {
        List<String> ends = new ArrayList<>(places(record));
        ends.add(ends.isEmpty() ? ANY_END : NO_PLACE);
        return ends;
    }

    private static Set<String> places(MovementRecord record) {
        return record.there().byType().get(0);
    }

    /** Movements with one thing in common, by their number. Equality is identity. */
    private static final class Bucket {
        private final NavigableMap<Integer, RecordedMovement> all = new TreeMap<>();
        /** By step and type: those that no event of these records yet. */
        private final Map<List<String>, NavigableMap<Integer, RecordedMovement>> open = new HashMap<>();

        void add(int number, RecordedMovement movement) {
            all.put(number, movement);
            open.forEach((kind, some) -> {
                if (!movement.hasKind(kind)) some.put(number, movement);
            });
        }

        void remove(int number) {
            all.remove(number);
            open.values().forEach(some -> some.remove(number));
        }

        Optional<RecordedMovement> latest(Predicate<RecordedMovement> isOne) {
            return all.descendingMap().values().stream().filter(isOne).findFirst();
        }

        Optional<RecordedMovement> latestOfOtherKind(
                MovementRecord record, Predicate<RecordedMovement> isOne, boolean anyTime) {
            return open.computeIfAbsent(record.kind(), this::without).descendingMap().values().stream()
                    .takeWhile(movement -> anyTime || !SeparateMovements.isFarApart(movement.last(), record))
                    .filter(isOne)
                    .findFirst();
        }

        private NavigableMap<Integer, RecordedMovement> without(List<String> kind) {
            NavigableMap<Integer, RecordedMovement> some = new TreeMap<>(all);
            some.values().removeIf(movement -> movement.hasKind(kind));
            return some;
        }
    }
}
