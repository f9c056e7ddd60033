package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.documents.AddedDocuments;
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
import io.lotledger.projections.cte.records.Arrivals;
import io.lotledger.projections.cte.records.RecordedMovements;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.units.EventDates;
import io.lotledger.projections.lineage.units.EventMoment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code void_shipping}. CBV lets it name some objects of an earlier shipment. It can mean the shipments that are
 * not after it and whose place, documents and destination do not contradict its own: those that share a document with
 * it if any do. Among them those to its destination come first, then for a quantity those that carry exactly it, then
 * the latest. A quantity beyond the first shipment is removed from the next. A void without objects voids the shipments
 * of its documents. Before initial packing {@code transporting} is a shipment. A shipment that several events record
 * ({@link RecordedMovements}) is voided in all of them.
 */
public final class VoidedShipments {
    private static final EventLotReader NO_LOTS = new EventLotReader((unit, time) -> List.of(), BizStepVocabulary.NONE);

    /** No voids. */
    static final VoidedShipments NONE =
            new VoidedShipments(AddedDocuments.NONE, List.of(), Map.of(), NO_LOTS, (event, lot) -> List.of());

    /** The amounts of the lots of which something is voided. */
    private final Map<LotEvent, Map<LotKey, List<LotAmount>>> remaining = new HashMap<>();

    private final Map<LotEvent, Set<String>> voidedBy = new HashMap<>();
    private final Map<LotEvent, Set<String>> voided = new HashMap<>();

    /** The destinations of a shipment to several to which it did not go after all. */
    private final Map<LotEvent, Map<LotKey, Set<String>>> voidedEnds = new HashMap<>();

    private final Map<LotEvent, List<LotAmount>> beyondShipments = new HashMap<>();
    private final Map<LotKey, RecordedMovements> recorded = new HashMap<>();
    private final AddedDocuments documents;
    private final List<LotEvent> movementsAndVoids;
    private final Arrivals arrivals;
    private final List<LotEvent> shipments;
    private final EventLotReader eventLots;
    private final Map<LotEvent, Set<LotKey>> hauled;
    private final BiFunction<LotEvent, LotKey, List<ResolvedEvent>> others;

    /**
     * @param movementsAndVoids in event order
     * @param hauled the lots that a transport ships
     * @param others the shipments that stand for what one moves of a lot
     */
    private VoidedShipments(
            AddedDocuments documents,
            List<LotEvent> movementsAndVoids,
            Map<LotEvent, Set<LotKey>> hauled,
            EventLotReader eventLots,
            BiFunction<LotEvent, LotKey, List<ResolvedEvent>> others) {
        this.documents = documents;
        this.movementsAndVoids = movementsAndVoids;
        this.arrivals = new Arrivals(movementsAndVoids, eventLots);
        this.shipments = movementsAndVoids.stream()
                .filter(event -> MovementEvents.isShipment(event) || hauled.containsKey(event))
                .toList();
        this.eventLots = eventLots;
        this.hauled = hauled;
        this.others = others;
    }

    /** Movements and voids in event order; empty if there is neither a void nor a transaction event. */
    static List<LotEvent> movementsAndVoids(LotEventHistory history) {
        List<LotEvent> all = history.all().stream().map(ResolvedEvent::lotEvent).toList();
        if (all.stream().noneMatch(event -> isVoid(event) || AddedDocuments.isTransaction(event))) return List.of();
        return all.stream()
                .filter(event -> isVoid(event)
                        || MovementEvents.isTransport(event)
                        || AddedDocuments.isTransaction(event)
                        || MovementEvents.isShipment(event)
                        || MovementEvents.isReceipt(event))
                .toList();
    }

    /** The lots of each transport before their packing: it is their shipment. Empty if there is no void. */
    static Map<LotEvent, Set<LotKey>> hauled(LotEventHistory history, PackingStage packingStage) {
        if (history.all().stream().noneMatch(event -> isVoid(event.lotEvent()))) return Map.of();
        Map<LotEvent, Set<LotKey>> hauled = new HashMap<>();
        history.all().stream().filter(MovementEvents::isTransport).forEach(transport -> {
            Set<LotKey> lots = transport.lotEvent().objectsByLot().keySet().stream()
                    .filter(lot -> packingStage.isBeforePacking(lot, transport))
                    .collect(Collectors.toSet());
            if (!lots.isEmpty()) hauled.put(transport.lotEvent(), lots);
        });
        return hauled;
    }

    /**
     * @param movementsAndVoids in event order
     * @param hauled the lots of which a transport is the shipment
     */
    static VoidedShipments of(
            List<LotEvent> movementsAndVoids,
            Map<LotEvent, Set<LotKey>> hauled,
            EventLotReader eventLots,
            NestedMovements nested) {
        VoidedShipments voids = new VoidedShipments(
                new AddedDocuments(movementsAndVoids), movementsAndVoids, hauled, eventLots, nested::standingFor);
        for (LotEvent event : movementsAndVoids) {
            if (isVoid(event)) voids.apply(event);
        }
        return voids;
    }

    private static boolean isVoid(LotEvent event) {
        return event.step().equals(BizStep.VOID_SHIPPING);
    }

    /**
     * The amounts of the lot in the event after voids; empty if the event only adds documents to what another carries.
     */
    public List<LotAmount> remaining(ResolvedEvent resolved, LotKey lot) {
        return remaining(resolved.lotEvent(), lot);
    }

    /** The documents of the lot's movement in the event, with those that transaction events add. */
    public List<BizTransaction> documents(ResolvedEvent movement, LotKey lot) {
        return documents(movement.lotEvent(), lot);
    }

    List<BizTransaction> documents(LotEvent movement, LotKey lot) {
        return documents.documents(movement, lot);
    }

    /** The events that carry what this one only adds documents to. */
    Set<String> reportedBy(ResolvedEvent movement, LotKey lot) {
        return documents.reportedBy(movement.lotEvent(), lot);
    }

    public boolean carries(ResolvedEvent shipment, LotKey lot) {
        return !remaining(shipment, lot).isEmpty();
    }

    /** The places and parties among its destinations to which the lot did not go after all. */
    public Set<String> voidedEnds(ResolvedEvent shipment, LotKey lot) {
        return voidedEnds(shipment.lotEvent(), lot);
    }

    private Set<String> voidedEnds(LotEvent shipment, LotKey lot) {
        return voidedEnds.getOrDefault(shipment, Map.of()).getOrDefault(lot, Set.of());
    }

    /** The recipients of the lot, without voided ones. */
    public List<String> recipients(ResolvedEvent shipment, LotKey lot) {
        return withoutVoided(shipment, lot, Endpoints.recipients(shipment.event()));
    }

    /** The consignees of the lot, without voided ones. */
    public List<String> consignees(ResolvedEvent shipment, LotKey lot) {
        return withoutVoided(shipment, lot, Endpoints.consignees(shipment.event()));
    }

    private List<String> withoutVoided(ResolvedEvent shipment, LotKey lot, List<String> ends) {
        Set<String> taken = voidedEnds(shipment, lot);
        if (taken.isEmpty()) return ends;
        return ends.stream()
                .filter(end -> !taken.contains(Endpoints.placeKey(Optional.of(end))))
                .toList();
    }

    /** The events that void something of the shipment. */
    Set<String> voidedBy(ResolvedEvent shipment) {
        return voidedBy.getOrDefault(shipment.lotEvent(), Set.of());
    }

    /** The shipments of which a void event voids something. */
    Set<String> voidedShipments(ResolvedEvent voidEvent) {
        return voided.getOrDefault(voidEvent.lotEvent(), Set.of());
    }

    /** What a void event names of the lot and no shipment carried. */
    List<LotAmount> beyondShipments(ResolvedEvent voidEvent, LotKey lot) {
        return beyondShipments.getOrDefault(voidEvent.lotEvent(), List.of()).stream()
                .filter(amount -> amount.lot().equals(lot))
                .toList();
    }

    List<LotAmount> remaining(LotEvent event, LotKey lot) {
        List<LotAmount> left = remaining.getOrDefault(event, Map.of()).get(lot);
        return left == null ? documents.goods(event, lot) : left;
    }

    private void apply(LotEvent voidEvent) {
        List<LotEvent> candidates = candidates(voidEvent, shipments);
        List<String> units = eventLots.units(voidEvent.event());
        if (voidEvent.objects().isEmpty() && units.isEmpty()) {
            for (LotEvent shipment : candidates) voidDocuments(voidEvent, shipment);
            return;
        }
        Set<LotKey> done = new HashSet<>();
        if (!units.isEmpty()) voidUnits(voidEvent, units, candidates, done);
        for (LotAmount amount : LotAmount.summed(voidEvent.objects())) {
            if (!done.contains(amount.lot())) voidLot(voidEvent, amount, candidates);
        }
    }

    /** The shipments whose place and destination allow it: those to its destination first, then the latest. */
    private static List<LotEvent> candidates(LotEvent voidEvent, List<LotEvent> all) {
        List<LotEvent> candidates = new ArrayList<>(all.stream()
                .filter(s -> EventDates.isNotAfter(s.event(), voidEvent.event()))
                .filter(s -> canMean(voidEvent, s))
                .toList());
        Collections.reverse(candidates);
        candidates.sort(Comparator.comparing(s -> !shareDestination(voidEvent, s)));
        return candidates;
    }

    private static boolean canMean(LotEvent voidEvent, LotEvent shipment) {
        return Endpoints.agree(Endpoints.shippedFrom(voidEvent.event()), Endpoints.shippedFrom(shipment.event()))
                && NamedEnd.destinations(voidEvent.event()).agrees(NamedEnd.destinations(shipment.event()));
    }

    private static boolean shareDestination(LotEvent voidEvent, LotEvent shipment) {
        return NamedEnd.destinations(voidEvent.event()).meets(NamedEnd.destinations(shipment.event()));
    }

    private void voidDocuments(LotEvent voidEvent, LotEvent shipment) {
        for (LotKey lot : lots(shipment)) {
            if (!sharesDocument(voidEvent, documents.documents(shipment, lot))) continue;
            List<LotAmount> back = LotAmount.summed(remaining(shipment, lot));
            boolean isPart = !others.apply(shipment, lot).isEmpty();
            if (goesElsewhere(voidEvent, shipment, lot, back)) continue;
            for (LotEvent record : records(voidEvent, shipment, lot)) {
                left(record).put(lot, isPart ? without(back, remaining(record, lot)) : List.of());
                recordVoid(voidEvent, record);
            }
        }
    }

    /** Those whose documents do not contradict the void's; those that share one with it if any do. */
    private static List<LotEvent> byDocuments(
            LotEvent voidEvent, List<LotEvent> shipments, Function<LotEvent, List<BizTransaction>> documents) {
        List<BizTransaction> own = voidEvent.event().fields().bizTransactionList();
        if (own.isEmpty()) return shipments;
        List<LotEvent> possible = shipments.stream()
                .filter(s -> !ReferenceDocumentReader.contradict(own, documents.apply(s)))
                .toList();
        List<LotEvent> sharing = possible.stream()
                .filter(s -> sharesDocument(voidEvent, documents.apply(s)))
                .toList();
        return sharing.isEmpty() ? possible : sharing;
    }

    private void voidUnits(LotEvent voidEvent, List<String> units, List<LotEvent> candidates, Set<LotKey> done) {
        Map<LotEvent, Map<String, Set<LotKey>>> held = new HashMap<>();
        for (LotEvent shipment : candidates) held.put(shipment, lotsByUnit(shipment));
        for (String unit : units) {
            Function<LotEvent, Set<LotKey>> inside =
                    s -> held.getOrDefault(s, Map.of()).getOrDefault(unit, Set.of());
            List<LotEvent> carrying =
                    candidates.stream().filter(s -> !inside.apply(s).isEmpty()).toList();
            meant(voidEvent, unit, byDocuments(voidEvent, carrying, s -> documentsOf(s, inside.apply(s))))
                    .ifPresent(shipment -> {
                        for (LotKey lot : inside.apply(shipment)) voidUnit(voidEvent, shipment, lot, unit);
                        done.addAll(inside.apply(shipment));
                    });
        }
    }

    /**
     * The latest. Where nobody knows which of several came last, it is one that did not arrive. If none of them or all
     * did, and the void is known only by its date, the unit left with the later of the two after it had been taken back,
     * unless the earlier arrived in between.
     */
    private Optional<LotEvent> meant(LotEvent voidEvent, String unit, List<LotEvent> carrying) {
        if (carrying.size() < 2) return carrying.stream().findFirst();
        LotEvent last = carrying.get(0);
        List<LotEvent> latest = carrying.stream()
                .filter(s -> shareDestination(voidEvent, s) == shareDestination(voidEvent, last))
                .filter(s -> latest(voidEvent, s).equals(latest(voidEvent, last)))
                .toList();
        Predicate<LotEvent> goods = arrivals.of(unit);
        List<LotEvent> missing =
                latest.stream().filter(s -> !arrivals.isReceived(s, goods)).toList();
        if (!missing.isEmpty() && missing.size() < latest.size()) return Optional.of(missing.get(0));
        if (latest.size() < 2 || !isOfTheDay(voidEvent, last)) return Optional.of(last);
        LotEvent before = latest.get(1);
        return Optional.of(arrivals.isReceivedBetween(before, last, goods) ? last : before);
    }

    /** When it left, as far as it is known which shipment the void followed: all of the day of a void by date are one. */
    private static Instant latest(LotEvent voidEvent, LotEvent shipment) {
        return isOfTheDay(voidEvent, shipment) ? Instant.MAX : shipment.event().eventTime();
    }

    /** Whether the void is known only by its date, and nobody knows whether it was before this event of that day. */
    private static boolean isOfTheDay(LotEvent voidEvent, LotEvent event) {
        EventMoment day = EventMoment.of(voidEvent.event());
        return day.byDate() && EventMoment.of(event.event()).isOfOneDayWith(day);
    }

    private List<BizTransaction> documentsOf(LotEvent shipment, Set<LotKey> lots) {
        return lots.stream()
                .flatMap(lot -> documents.documents(shipment, lot).stream())
                .distinct()
                .toList();
    }

    /** The remaining lots of the shipment, by logistic unit. */
    private Map<String, Set<LotKey>> lotsByUnit(LotEvent shipment) {
        Map<String, Set<LotKey>> lots = new HashMap<>();
        lots(shipment).stream()
                .flatMap(lot -> remaining(shipment, lot).stream())
                .forEach(amount -> {
                    String unit = amount.unit();
                    if (unit != null)
                        lots.computeIfAbsent(unit, u -> new HashSet<>()).add(amount.lot());
                });
        return lots;
    }

    /** Takes the unit from the shipment; from a record of it that does not name the unit, as much as is in it. */
    private void voidUnit(LotEvent voidEvent, LotEvent shipment, LotKey lot, String unit) {
        Predicate<LotAmount> isInUnit = amount -> unit.equals(amount.unit());
        List<LotAmount> back = LotAmount.summed(
                remaining(shipment, lot).stream().filter(isInUnit).toList());
        if (goesElsewhere(voidEvent, shipment, lot, back)) return;
        for (LotEvent record : records(voidEvent, shipment, lot)) {
            List<LotAmount> carried = remaining(record, lot);
            List<LotAmount> some = carried.stream().filter(isInUnit.negate()).toList();
            left(record).put(lot, some.size() < carried.size() ? some : without(back, carried));
            recordVoid(voidEvent, record);
        }
    }

    /**
     * A void of all goods for one of several destinations leaves the shipment to the others. A void of some of the goods
     * takes them, because a quantity is not divided among destinations.
     */
    private boolean goesElsewhere(LotEvent voidEvent, LotEvent shipment, LotKey lot, List<LotAmount> back) {
        if (!without(back, remaining(shipment, lot)).isEmpty()) return false;
        NamedEnd taken = NamedEnd.destinations(voidEvent.event());
        List<LotEvent> records = records(voidEvent, shipment, lot);
        boolean isPart = records.stream()
                .map(record -> NamedEnd.destinations(record.event()).without(voidedEnds(record, lot)))
                .anyMatch(taken::isPartOf);
        if (!isPart) return false;
        for (LotEvent record : records) {
            voidedEnds
                    .computeIfAbsent(record, r -> new HashMap<>())
                    .computeIfAbsent(lot, l -> new HashSet<>())
                    .addAll(taken.all());
            recordVoid(voidEvent, record);
        }
        return true;
    }

    private static List<LotAmount> without(List<LotAmount> back, List<LotAmount> carried) {
        List<LotAmount> some = LotAmount.summed(carried);
        for (LotAmount taken : back)
            some = some.stream()
                    .flatMap(shipped -> shipped.countsWith(taken) ? left(shipped, taken).stream() : Stream.of(shipped))
                    .toList();
        return some;
    }

    /**
     * The events not after the void that record the lot's movement in the shipment, itself included: also those at
     * another level of packaging. Goods taken back may leave again.
     */
    private List<LotEvent> records(LotEvent voidEvent, LotEvent shipment, LotKey lot) {
        RecordedMovements movements = recorded.computeIfAbsent(lot, this::recordedOf);
        Stream<LotEvent> around = others.apply(shipment, lot).stream()
                .map(ResolvedEvent::lotEvent)
                .flatMap(one -> records(voidEvent, one, lot).stream());
        List<LotEvent> own = movements.of(shipment);
        return Stream.concat(around, own.stream().filter(record -> !leftAgain(voidEvent, own.get(0), record, lot)))
                .filter(record -> EventDates.isNotAfter(record.event(), voidEvent.event()))
                .toList();
    }

    /**
     * Whether the void, known only by its date, was between the first record of the movement and this one of that day:
     * what arrives was not taken back after it had left.
     */
    private boolean leftAgain(LotEvent voidEvent, LotEvent first, LotEvent record, LotKey lot) {
        if (!isOfTheDay(voidEvent, record)) return false;
        Set<String> units = record.unitsOf(lot);
        if (units.isEmpty()) return arrivals.isNext(first, record, Arrivals.of(lot));
        return units.stream().anyMatch(unit -> arrivals.isNext(first, record, arrivals.of(unit)));
    }

    private RecordedMovements recordedOf(LotKey lot) {
        RecordedMovements movements = recorded(lot, true);
        movements.compareWith(() -> receivedOf(lot));
        shipments.stream()
                .filter(shipment -> carried(shipment, lot))
                .filter(shipment -> others.apply(shipment, lot).isEmpty())
                .forEach(movements::add);
        movements.takeApart();
        return movements;
    }

    private RecordedMovements receivedOf(LotKey lot) {
        RecordedMovements received = recorded(lot, false);
        movementsAndVoids.stream()
                .filter(MovementEvents::isReceipt)
                .filter(receipt -> !documents.goods(receipt, lot).isEmpty())
                .filter(receipt -> others.apply(receipt, lot).isEmpty())
                .forEach(received::add);
        return received;
    }

    private RecordedMovements recorded(LotKey lot, boolean departures) {
        return new RecordedMovements(
                lot,
                () -> movementsAndVoids.stream()
                        .filter(event -> !event.objects(lot).isEmpty())
                        .toList(),
                departures,
                eventLots,
                event -> documents.documents(event, lot),
                event -> documents.goods(event, lot));
    }

    /** Takes the amount from the first shipment in each of its records, and what that did not carry from the next. */
    private void voidLot(LotEvent voidEvent, LotAmount back, List<LotEvent> candidates) {
        LotAmount open = back;
        Set<LotEvent> done = new HashSet<>();
        for (LotEvent shipment : shipmentsOf(voidEvent, back, candidates)) {
            List<LotAmount> carried = LotAmount.summed(remaining(shipment, back.lot()));
            if (carried.isEmpty() || done.contains(shipment)) continue;
            List<LotEvent> records = records(voidEvent, shipment, back.lot());
            done.addAll(records);
            if (!goesElsewhere(voidEvent, shipment, back.lot(), List.of(open))) {
                for (LotEvent record : records) {
                    take(open, record);
                    recordVoid(voidEvent, record);
                }
            }
            Optional<LotAmount> rest = rest(open, carried);
            if (rest.isEmpty()) return;
            open = rest.get();
        }
        beyondShipments.computeIfAbsent(voidEvent, v -> new ArrayList<>()).add(open);
    }

    private void take(LotAmount back, LotEvent shipment) {
        List<LotAmount> some = LotAmount.summed(remaining(shipment, back.lot())).stream()
                .flatMap(shipped -> left(shipped, back).stream())
                .toList();
        left(shipment).put(back.lot(), some);
    }

    /**
     * The shipments of the lot that the void can mean. Among those to its destination, and among the others, those that
     * carry exactly the amount come first, then the latest, and where nobody knows which is, one that did not arrive.
     */
    private List<LotEvent> shipmentsOf(LotEvent voidEvent, LotAmount back, List<LotEvent> candidates) {
        List<LotEvent> carrying = candidates.stream()
                .filter(s -> carried(s, back.lot()))
                .filter(s -> others.apply(s, back.lot()).isEmpty())
                .toList();
        Map<LotEvent, Boolean> arrived = new HashMap<>();
        return byDocuments(voidEvent, carrying, s -> documents.documents(s, back.lot())).stream()
                .sorted(Comparator.comparing((LotEvent s) -> !shareDestination(voidEvent, s))
                        .thenComparing(s -> !carriesExactly(s, back))
                        .thenComparing(s -> latest(voidEvent, s), Comparator.reverseOrder())
                        .thenComparing(s ->
                                arrived.computeIfAbsent(s, one -> arrivals.isReceived(one, Arrivals.of(back.lot())))))
                .toList();
    }

    private boolean carriesExactly(LotEvent shipment, LotAmount back) {
        return LotAmount.summed(remaining(shipment, back.lot())).stream()
                .filter(back::countsWith)
                .anyMatch(shipped -> isEqual(shipped.quantity(), back.quantity()));
    }

    private static boolean isEqual(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one != null && other != null && one.compareTo(other) == 0;
    }

    /** The remaining shipped amount of the lot: some only if the void names less of it. */
    private static Optional<LotAmount> left(LotAmount shipped, LotAmount back) {
        return beyond(shipped, back).map(shipped::of);
    }

    /** What the void names beyond the carried amounts; empty if it cannot be compared with them. */
    private static Optional<LotAmount> rest(LotAmount back, List<LotAmount> carried) {
        return carried.stream()
                .flatMap(shipped -> beyond(back, shipped).stream())
                .findFirst()
                .map(back::of);
    }

    /** By how much the amount exceeds the other, if both are counted in one unit of measure. */
    private static Optional<BigDecimal> beyond(LotAmount amount, LotAmount other) {
        BigDecimal quantity = amount.quantity();
        BigDecimal less = other.quantity();
        if (quantity == null || less == null || !amount.countsWith(other)) return Optional.empty();
        return Optional.of(quantity.subtract(less)).filter(beyond -> beyond.signum() > 0);
    }

    private Map<LotKey, List<LotAmount>> left(LotEvent shipment) {
        return remaining.computeIfAbsent(shipment, s -> new HashMap<>());
    }

    /** The lots that the event ships; a transport is the shipment only of those before their packing. */
    private Set<LotKey> lots(LotEvent shipment) {
        Set<LotKey> lots = shipment.objectsByLot().keySet();
        return MovementEvents.isShipment(shipment) ? lots : hauled.getOrDefault(shipment, Set.of());
    }

    /** Whether the event ships the lot, voided or not. */
    private boolean carried(LotEvent shipment, LotKey lot) {
        return lots(shipment).contains(lot) && !documents.goods(shipment, lot).isEmpty();
    }

    private void recordVoid(LotEvent voidEvent, LotEvent shipment) {
        voidedBy.computeIfAbsent(shipment, s -> new TreeSet<>())
                .add(voidEvent.event().eventID());
        voided.computeIfAbsent(voidEvent, v -> new TreeSet<>())
                .add(shipment.event().eventID());
    }

    private static boolean sharesDocument(LotEvent voidEvent, List<BizTransaction> documents) {
        return ReferenceDocumentReader.keys(voidEvent.event()).share(ReferenceDocumentReader.keys(documents));
    }
}
