package io.lotledger.projections.cte.records;

import io.lotledger.projections.cte.reading.LotEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One movement and the events that record it. Equality is identity. */
final class RecordedMovement {
    private final List<MovementRecord> records = new ArrayList<>();

    void add(MovementRecord record) {
        records.add(record);
    }

    /** In event order. */
    List<MovementRecord> records() {
        return records;
    }

    LotEvent first() {
        return records.get(0).event();
    }

    MovementRecord last() {
        return records.get(records.size() - 1);
    }

    List<LotEvent> events() {
        return records.stream().map(MovementRecord::event).toList();
    }

    boolean hasKind(List<String> stepAndType) {
        return records.stream().anyMatch(known -> known.kind().equals(stepAndType));
    }

    /** The places at the other end. */
    Set<String> otherPlaces() {
        return records.stream()
                .flatMap(record -> record.there().byType().get(0).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether it names none but these places as its source. */
    boolean mayComeFrom(Set<String> places) {
        Set<String> named = otherPlaces();
        return named.isEmpty() || !Collections.disjoint(named, places);
    }

    /** Whether neither a unit nor a document joins the event to the other records, and it is that far from each of them. */
    boolean isGuess(LotEvent event, Duration apart) {
        Map<Boolean, List<MovementRecord>> parts = records.stream()
                .collect(Collectors.partitioningBy(one -> one.event().equals(event)));
        List<MovementRecord> others = parts.getOrDefault(false, List.of());
        return !others.isEmpty()
                && parts.getOrDefault(true, List.of()).stream()
                        .allMatch(record -> others.stream()
                                .allMatch(other -> SeparateMovements.isGuess(record, other)
                                        && SeparateMovements.between(record, other)
                                                        .compareTo(apart)
                                                > 0));
    }

    /** Whether neither a unit nor the document of a consignment joins the record to the others. */
    boolean isJoinedByAmount(MovementRecord record) {
        return records.stream()
                .filter(known -> !known.equals(record))
                .noneMatch(known -> SeparateMovements.areOfOneConsignment(known, record));
    }

    /** Takes out the last record that neither a unit nor a document joins to the others. */
    Optional<RecordedMovement> takeGuess() {
        for (int i = records.size() - 1; i > 0; i--) {
            MovementRecord guess = records.get(i);
            List<MovementRecord> others = new ArrayList<>(records);
            others.remove(i);
            if (!others.stream().allMatch(record -> SeparateMovements.isGuess(record, guess))) continue;
            records.remove(i);
            RecordedMovement other = new RecordedMovement();
            other.add(guess);
            return Optional.of(other);
        }
        return Optional.empty();
    }

    /** @param record later than all of its records */
    boolean isOf(MovementRecord record, SeparateMovements rule) {
        return records.stream().allMatch(known -> rule.areOne(known, record));
    }
}
