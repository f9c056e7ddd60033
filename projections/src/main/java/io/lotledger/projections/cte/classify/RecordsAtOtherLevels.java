package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.NamedEnd;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.records.RecordedAmounts;
import io.lotledger.projections.cte.records.RecordedMovements;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Departures, or arrivals, of one lot that events of different steps or types record at different levels of packaging: a
 * truck departs, and its pallets are shipped one by one; a pallet arrives, and then its cases are counted. The places,
 * other ends and documents do not contradict each other, and between the two events nothing else happened to the inner
 * units: they did not come back, and were not used or packed anew.
 */
final class RecordsAtOtherLevels {
    private final LotKey lot;
    private final EventLotReader lots;
    private final LotEventHistory history;
    private final boolean shipped;
    private final Set<ResolvedEvent> movements = new LinkedHashSet<>();
    private final List<ResolvedEvent> voidsWithoutUnit;
    private final Map<LotEvent, List<ResolvedEvent>> found;
    private final Map<LotEvent, List<LotAmount>> countedParts;
    private final Set<ResolvedEvent> countsOfParts = new HashSet<>();

    /**
     * @param shipped whether to compare departures, otherwise arrivals
     * @param found the events that stand for another; it takes what is found
     * @param countedParts what receipts bring in units that other events count; it takes what is found
     */
    RecordsAtOtherLevels(
            LotKey lot,
            EventLotReader lots,
            LotEventHistory history,
            boolean shipped,
            Map<LotEvent, List<ResolvedEvent>> found,
            Map<LotEvent, List<LotAmount>> countedParts) {
        this.lot = lot;
        this.lots = lots;
        this.history = history;
        this.shipped = shipped;
        this.found = found;
        this.countedParts = countedParts;
        this.voidsWithoutUnit = history.of(lot).stream()
                .filter(event -> shipped && isVoid(event))
                .filter(event -> !event.lotEvent().namesUnit())
                .toList();
        history.of(lot).stream().filter(this::isMovement).forEach(movements::add);
    }

    void find() {
        if (!shipped) {
            movements.forEach(this::findCounts);
            movements.forEach(this::findCountedParts);
        }
        if (movements.stream()
                        .map(one -> RecordedMovements.kind(one.lotEvent()))
                        .distinct()
                        .limit(2)
                        .count()
                < 2) return;
        for (ResolvedEvent one : movements) {
            if (!found.containsKey(one.lotEvent())) findPieces(one);
        }
    }

    /** Who counts what arrived in a unit says more than who read its SSCC before: the counts stand for that receipt. */
    private void findCounts(ResolvedEvent receipt) {
        Set<String> units = units(receipt);
        List<ResolvedEvent> counts = new ArrayList<>();
        for (String unit : units) {
            List<ResolvedEvent> ofUnit = countsOf(unit, receipt);
            if (ofUnit.isEmpty()) return;
            counts.addAll(ofUnit);
        }
        boolean isCompared = counts.size() == 1 && isOfEqualAmount(counts.get(0), receipt);
        if (!counts.isEmpty() && !isCompared) found.put(receipt.lotEvent(), List.copyOf(counts));
    }

    /** Of a truck that is received whole, some pallets may be counted: for these, the counts say what arrived. */
    private void findCountedParts(ResolvedEvent receipt) {
        Set<String> units = units(receipt);
        if (units.isEmpty() || found.containsKey(receipt.lotEvent())) return;
        EventMoment moment = EventMoment.of(receipt.event());
        Set<String> counted = new TreeSet<>();
        for (String unit : lots.unitsInside(units, moment)) {
            List<ResolvedEvent> counts = countsOf(unit, receipt);
            if (!counts.isEmpty()) counted.add(unit);
            countsOfParts.addAll(counts);
        }
        if (counted.isEmpty()) return;
        Set<String> deeper = lots.unitsInside(counted, moment);
        countedParts.put(
                receipt.lotEvent(),
                LotAmount.summed(
                        lots
                                .inside(
                                        counted.stream()
                                                .filter(unit -> !deeper.contains(unit))
                                                .toList(),
                                        moment)
                                .stream()
                                .filter(amount -> amount.lot().equals(lot))
                                .map(LotAmount::withoutUnit)
                                .toList()));
    }

    /** The counts of the unit after the receipt; none if the lot may be in it though no count names it. */
    private List<ResolvedEvent> countsOf(String unit, ResolvedEvent receipt) {
        List<ResolvedEvent> counts = history.receiptsOf(unit).stream()
                .filter(count -> isCount(count, unit, receipt))
                .toList();
        return counts.isEmpty() || isLeftOut(counts, unit) ? List.of() : counts;
    }

    private boolean isCount(ResolvedEvent count, String unit, ResolvedEvent receipt) {
        return count.event() instanceof AggregationEvent e
                && isOf(e, Set.of(unit))
                && !(e.childEPCs().isEmpty() && e.childQuantityList().isEmpty())
                && receipt.isBefore(count)
                && isOfOneMovement(receipt, count)
                && isUndisturbed(receipt, count, Set.of(unit));
    }

    /** Whether the lot may be in the unit though no count names it. */
    private boolean isLeftOut(List<ResolvedEvent> counts, String unit) {
        EventMoment afterwards =
                EventMoment.of(counts.get(counts.size() - 1).event()).afterwards();
        return counts.stream().allMatch(count -> count.objects(lot).isEmpty())
                && lots.inside(unit, afterwards).stream()
                        .anyMatch(amount -> amount.lot().equals(lot));
    }

    /**
     * The movement of a unit stands for those of the units inside it. If these say more of the other end, they stand for
     * it where they are all of it.
     */
    private void findPieces(ResolvedEvent whole) {
        Set<String> around = units(whole);
        if (around.isEmpty()) return;
        EventMoment moment = EventMoment.of(whole.event());
        Set<String> inside = new HashSet<>(lots.unitsInside(around, moment));
        inside.addAll(around);
        Map<List<String>, List<ResolvedEvent>> byKind = inside.stream()
                .flatMap(unit -> history.naming(unit).stream())
                .distinct()
                .filter(piece -> isPiece(piece, inside, whole))
                // units may contain each other
                .filter(piece -> Collections.disjoint(around, lots.unitsInside(units(piece), moment)))
                .sorted(Comparator.comparingInt(ResolvedEvent::order))
                .collect(Collectors.groupingBy(
                        piece -> RecordedMovements.kind(piece.lotEvent()), LinkedHashMap::new, Collectors.toList()));
        byKind.values().forEach(pieces -> join(whole, eachUnitOnce(pieces)));
    }

    private void join(ResolvedEvent whole, List<ResolvedEvent> pieces) {
        NamedEnd end = otherEnd(whole);
        List<ResolvedEvent> saidByWhole = pieces.stream()
                .filter(piece -> end.covers(otherEnd(piece)) && !otherEnd(piece).saysMoreThan(end))
                .toList();
        List<LotAmount> all = sum(pieces);
        if (saidByWhole.size() < pieces.size()
                && RecordedAmounts.inWords(all).equals(RecordedAmounts.inWords(whole.objects(lot)))) {
            found.put(whole.lotEvent(), pieces);
        } else if (!found.containsKey(whole.lotEvent()) && isWithin(sum(saidByWhole), sum(List.of(whole)))) {
            saidByWhole.forEach(piece -> found.put(piece.lotEvent(), List.of(whole)));
        }
    }

    private List<LotAmount> sum(List<ResolvedEvent> some) {
        return LotAmount.summed(
                some.stream().flatMap(one -> one.objects(lot).stream()).toList());
    }

    /** Whether none of the amounts is known to be more than that of the whole. */
    private static boolean isWithin(List<LotAmount> amounts, List<LotAmount> whole) {
        return amounts.stream().allMatch(amount -> whole.stream().anyMatch(most -> isWithin(amount, most)));
    }

    private static boolean isWithin(LotAmount amount, LotAmount most) {
        BigDecimal quantity = amount.quantity();
        BigDecimal limit = most.quantity();
        return amount.countsWith(most) && (quantity == null || limit == null || quantity.compareTo(limit) <= 0);
    }

    /** Two events of one kind about one unit are two movements of it; the whole is one. */
    private List<ResolvedEvent> eachUnitOnce(List<ResolvedEvent> pieces) {
        Set<String> seen = new HashSet<>();
        return pieces.stream()
                .filter(piece -> {
                    Set<String> units = units(piece);
                    return Collections.disjoint(seen, units) && seen.addAll(units);
                })
                .toList();
    }

    private boolean isPiece(ResolvedEvent piece, Set<String> inside, ResolvedEvent whole) {
        Set<String> units = units(piece);
        return movements.contains(piece)
                && !countsOfParts.contains(piece)
                && !found.containsKey(piece.lotEvent())
                && !units.isEmpty()
                && inside.containsAll(units)
                && !units.containsAll(units(whole))
                && !isOfEqualAmount(piece, whole)
                && isOfOneMovement(piece, whole)
                && isUndisturbed(piece, whole, units);
    }

    private boolean isOfOneMovement(ResolvedEvent one, ResolvedEvent other) {
        return !RecordedMovements.kind(one.lotEvent()).equals(RecordedMovements.kind(other.lotEvent()))
                && Endpoints.meet(here(one), here(other))
                && otherEnd(one).agrees(otherEnd(other))
                && !ReferenceDocumentReader.contradict(
                        one.event().fields().bizTransactionList(),
                        other.event().fields().bizTransactionList());
    }

    /** {@link RecordedMovements} joins these, also with events that name no unit. */
    private boolean isOfEqualAmount(ResolvedEvent one, ResolvedEvent other) {
        return RecordedAmounts.inWords(one.objects(lot)).equals(RecordedAmounts.inWords(other.objects(lot)));
    }

    private boolean isUndisturbed(ResolvedEvent one, ResolvedEvent other, Set<String> units) {
        int first = Math.min(one.order(), other.order());
        int last = Math.max(one.order(), other.order());
        Stream<ResolvedEvent> ofUnits = Stream.concat(
                        units.stream(), Stream.of(one, other).flatMap(event -> units(event).stream()))
                .distinct()
                .flatMap(unit -> history.naming(unit).stream())
                .filter(event -> isDisturbance(event, units));
        return Stream.concat(ofUnits, voidsWithoutUnit.stream())
                .noneMatch(event -> first < event.order() && event.order() < last);
    }

    /** What is used or packed matters to an arrival only: a pallet is loaded after it was shipped. */
    private boolean isDisturbance(ResolvedEvent event, Set<String> units) {
        if (isMovement(event) || event.event() instanceof TransactionEvent) return false;
        if (isVoid(event) || MovementEvents.isShipment(event) || MovementEvents.isReceipt(event)) return true;
        boolean isPacked = event.event() instanceof AggregationEvent e && isOf(e, units);
        return !shipped && (isPacked || event.event() instanceof TransformationEvent);
    }

    private Set<String> units(ResolvedEvent event) {
        return NestedMovements.units(event, lot);
    }

    /** Transaction events only add documents. */
    private boolean isMovement(ResolvedEvent event) {
        return !(event.event() instanceof TransactionEvent)
                && (shipped ? MovementEvents.isShipment(event) : MovementEvents.isReceipt(event));
    }

    private static boolean isOf(AggregationEvent event, Set<String> units) {
        String parent = event.parentID();
        return parent != null && units.contains(LogisticUnit.name(parent));
    }

    private static boolean isVoid(ResolvedEvent event) {
        return event.step().equals(BizStep.VOID_SHIPPING);
    }

    private List<String> here(ResolvedEvent event) {
        return shipped ? Endpoints.shippedFrom(event.event()) : Endpoints.receivedAt(event.event());
    }

    private NamedEnd otherEnd(ResolvedEvent event) {
        return shipped ? event.lotEvent().destinations() : event.lotEvent().sources();
    }
}
