package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.Shipment.Arrival;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.LotMeasures;
import io.lotledger.projections.cte.reading.MovementDocuments;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.NamedEnd;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.records.RecordedMovements;
import io.lotledger.projections.cte.records.RepeatedMovements;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Matches the shipments of one lot with its receipts: the one matching for the balance, the findings and the previous
 * sources in the workbook. A receipt matches shipments that are not after it and did not go elsewhere: those that share
 * a document with it if any do. If none does, it matches those that share a document and left up to a day after it. The
 * next shipment of its logistic unit may be as late ({@link LaterClocks}). Among them shipments in the same unit of measure come first, then those still open,
 * then those that share a logistic unit or serial with it, then those from a source that it names, then those with its
 * place as ship-to, then those of which exactly its quantity is open, then the earliest. Quantity beyond the shipments counts towards the last matching
 * shipment; a receipt without a match is unmatched. A shipment that names no place to which it goes is not of a receipt
 * from another source or of other documents, unless they share a logistic unit or document. The landing of an earlier catch is a receipt too.
 *
 * <p>Before initial packing {@code transporting} is a departure like a shipment. A movement recorded several times counts
 * once: under two steps ({@code departing} and {@code shipping}, {@code receiving} and {@code accepting}) or by two types
 * of event (a pallet's packing and its shipment, goods and their document), or at two levels of packaging.
 */
public final class ShipmentReconciliation {
    private final LotKey lot;
    private final LotEventHistory history;
    private final VoidedShipments voids;
    private final LotCreationEvents creations;
    private final PackingStage packingStage;
    private final NestedMovements nested;
    private final LotMeasures measures;
    private final List<Shipment> all = new ArrayList<>();
    private final ShipmentIndex index = new ShipmentIndex();
    private final LaterClocks laterClocks;

    private final RepeatedMovements repeated = new RepeatedMovements();
    private final Map<Integer, Set<ResolvedEvent>> departuresByReceipt = new HashMap<>();
    private final List<Arrival> unmatchedReceipts = new ArrayList<>();
    private final Map<Arrival, Shipment> inOtherUnits = new HashMap<>();
    private final Set<Shipment> maybeInOtherUnits = new HashSet<>();
    private final List<Arrival> landings = new ArrayList<>();
    private final List<List<ResolvedEvent>> guesses = new ArrayList<>();

    /** Each receipt is asked several times in turn which shipments it may match. */
    private @Nullable ResolvedEvent lastReceipt;

    private List<Shipment> lastPossible = List.of();

    private ShipmentReconciliation(
            LotKey lot,
            LotEventHistory history,
            VoidedShipments voids,
            LotCreationEvents creations,
            PackingStage packingStage,
            NestedMovements nested) {
        this.lot = lot;
        this.history = history;
        this.voids = voids;
        this.creations = creations;
        this.packingStage = packingStage;
        this.nested = nested;
        this.measures = LotMeasures.of(
                lot, history.of(lot).stream().map(ResolvedEvent::lotEvent).toList());
        this.laterClocks = new LaterClocks(lot, history, index, this::amounts);
    }

    static ShipmentReconciliation of(
            LotKey lot,
            LotEventHistory history,
            VoidedShipments voids,
            LotCreationEvents creations,
            PackingStage packingStage,
            NestedMovements nested) {
        ShipmentReconciliation found = new ShipmentReconciliation(lot, history, voids, creations, packingStage, nested);
        found.otherLevels();
        found.departures();
        found.all.forEach(found.index::add);
        found.receipts();
        found.receiptsAtOtherLevels();
        found.findReceiptsWithoutLot();
        return found;
    }

    /** In order of departure. */
    public List<Shipment> all() {
        return all;
    }

    /** Receipts, or the rest of them, without a matching shipment. */
    public List<Arrival> unmatchedReceipts() {
        return unmatchedReceipts;
    }

    /** The shipment that an unmatched receipt may be of, if only its unit of measure is another. */
    public Optional<Shipment> inOtherUnit(Arrival unmatched) {
        return Optional.ofNullable(inOtherUnits.get(unmatched));
    }

    /** Whether an unmatched receipt in another unit of measure may be of the shipment. */
    public boolean mayHaveArrivedInOtherUnit(Shipment shipment) {
        return maybeInOtherUnits.contains(shipment);
    }

    /** Landings of a catch that no known shipment took from the vessel. */
    public List<Arrival> landings() {
        return landings;
    }

    /**
     * Departures that count as one movement although neither a unit nor a document says so and they are more than a day
     * apart: each with the first record of the movement.
     */
    public List<List<ResolvedEvent>> guesses() {
        return guesses;
    }

    /** The movements that several events record. */
    RepeatedMovements repeated() {
        return repeated;
    }

    /** The departures that the receipt matches, the best match first. */
    public Set<ResolvedEvent> departuresOf(ResolvedEvent receipt) {
        return departuresByReceipt.getOrDefault(receipt.order(), Set.of());
    }

    private void otherLevels() {
        if (!nested.areRecordedByOthers(lot)) return;
        for (ResolvedEvent resolved : history.of(lot))
            nested.standingFor(resolved, lot).forEach(other -> repeated.add(other, resolved));
    }

    private void receiptsAtOtherLevels() {
        if (!nested.areRecordedByOthers(lot)) return;
        for (ResolvedEvent resolved : history.of(lot)) {
            Set<ResolvedEvent> departures = new LinkedHashSet<>();
            nested.standingFor(resolved, lot).forEach(other -> departures.addAll(departuresOf(other)));
            if (!departures.isEmpty()) departuresByReceipt.put(resolved.order(), departures);
        }
    }

    private void departures() {
        List<ResolvedEvent> departures = events().stream().filter(this::departs).toList();
        RecordedMovements recorded = recorded(true);
        recorded.compareWith(this::arrivals);
        departures.forEach(departure -> recorded.add(departure.lotEvent()));
        boolean isJoined = departures.stream()
                .anyMatch(departure -> recorded.of(departure.lotEvent()).size() > 1);
        if (isJoined) recorded.takeApart();
        Map<LotEvent, ResolvedEvent> kept = new LinkedHashMap<>();
        for (ResolvedEvent departure : departures) {
            LotEvent first = recorded.of(departure.lotEvent()).get(0);
            ResolvedEvent earlier = kept.putIfAbsent(first, departure);
            if (earlier != null) kept.put(first, keep(earlier, departure, LotEvent::destinations));
        }
        Map<LotEvent, List<ResolvedEvent>> records = departures.stream()
                .collect(Collectors.groupingBy(
                        departure -> recorded.of(departure.lotEvent()).get(0),
                        LinkedHashMap::new,
                        Collectors.toList()));
        records.forEach((first, some) -> {
            some.stream()
                    .skip(1)
                    .filter(record -> recorded.isGuess(record.lotEvent()))
                    .forEach(guess -> guesses.add(List.of(some.get(0), guess)));
            ResolvedEvent keeps = kept.getOrDefault(first, some.get(0));
            inUnitOfLot(some)
                    .forEach(amount -> all.add(new Shipment(
                            keeps,
                            amount,
                            documents(keeps),
                            voids.recipients(keeps, lot),
                            keeps.lotEvent().destinations().without(voids.voidedEnds(keeps, lot)))));
        });
    }

    private RecordedMovements arrivals() {
        RecordedMovements arrivals = recorded(false);
        events().stream()
                .filter(resolved -> MovementEvents.isReceipt(resolved) && voids.carries(resolved, lot))
                .forEach(receipt -> arrivals.add(receipt.lotEvent()));
        return arrivals;
    }

    /** Of records in several units of measure, the amounts in the unit in which the lot was counted first. */
    private List<LotAmount> inUnitOfLot(List<ResolvedEvent> records) {
        return records.stream()
                .map(record -> amounts(record).toList())
                .min(Comparator.comparingInt(measures::firstUse))
                .orElse(List.of());
    }

    private boolean departs(ResolvedEvent resolved) {
        boolean shipped = MovementEvents.isShipment(resolved);
        boolean hauled =
                !shipped && MovementEvents.isTransport(resolved) && packingStage.isBeforePacking(lot, resolved);
        return (shipped || hauled) && voids.carries(resolved, lot);
    }

    private RecordedMovements recorded(boolean departures) {
        return new RecordedMovements(lot, this::movements, departures, nested.lots(), this::documentsOf, this::carried);
    }

    private List<LotEvent> movements() {
        return history.of(lot).stream()
                .map(ResolvedEvent::lotEvent)
                .filter(event -> !event.objects(lot).isEmpty())
                .toList();
    }

    /** The lot's events, without those whose movement others record at another level of packaging. */
    private List<ResolvedEvent> events() {
        if (!nested.areRecordedByOthers(lot)) return history.of(lot);
        return history.of(lot).stream()
                .filter(resolved -> nested.standingFor(resolved, lot).isEmpty())
                .toList();
    }

    private void receipts() {
        RecordedMovements recorded = recorded(false);
        Map<LotEvent, ResolvedEvent> kept = new HashMap<>();
        OwnLandings own = new OwnLandings(lot, creations.of(lot, CteKind.FIRST_LAND_BASED_RECEIVING), voids);
        for (ResolvedEvent resolved : events()) {
            if (creations.landsEarlierCatch(lot, resolved)
                    || (creations.landsFirst(lot, resolved) && isAwaited(resolved))) {
                amounts(resolved).forEach(amount -> land(resolved, amount));
                continue;
            }
            if (!MovementEvents.isReceipt(resolved) || !voids.carries(resolved, lot)) continue;
            boolean isExempt = creations.classification(resolved, lot).isPresent(); // states another origin
            Optional<ResolvedEvent> landing =
                    isExempt ? Optional.empty() : own.take(resolved, landed -> cameBack(resolved, landed));
            if (landing.isPresent()) {
                repeated.add(landing.get(), resolved);
                continue;
            }
            LotEvent first = recorded.add(resolved.lotEvent(), () -> isAwaitedWhole(resolved));
            ResolvedEvent earlier = kept.putIfAbsent(first, resolved);
            if (earlier != null) {
                departuresByReceipt.put(resolved.order(), departuresOf(earlier));
                kept.put(first, keep(earlier, resolved, LotEvent::sources));
                continue;
            }
            comparableFirst(resolved).forEach(amount -> receive(resolved, amount));
        }
    }

    /** A receipt may state one amount in two units of measure. */
    private Stream<LotAmount> comparableFirst(ResolvedEvent receipt) {
        List<LotAmount> amounts = amounts(receipt).toList();
        if (amounts.size() < 2) return amounts.stream();
        List<Shipment> possible = possible(receipt);
        return amounts.stream()
                .sorted(Comparator.comparing(amount -> possible.stream().noneMatch(one -> one.countsWith(amount))));
    }

    /** Whether a shipment is open for it; of its own logistic unit if that was shipped. */
    private boolean isAwaited(ResolvedEvent receipt) {
        return awaiting(receipt).findAny().isPresent();
    }

    /**
     * Whether as much is open as it brings: then it is no other record of an earlier receipt. After a short one, less is
     * open.
     */
    private boolean isAwaitedWhole(ResolvedEvent receipt) {
        List<Shipment> open = awaiting(receipt).toList();
        return !open.isEmpty() && amounts(receipt).anyMatch(amount -> isOpen(amount, open));
    }

    private static boolean isOpen(LotAmount amount, List<Shipment> shipments) {
        List<Shipment> alike =
                shipments.stream().filter(one -> one.countsWith(amount)).toList();
        BigDecimal quantity = amount.quantity();
        if (quantity == null || !alike.stream().allMatch(Shipment::isCountable)) return true;
        BigDecimal open = alike.stream().map(Shipment::open).reduce(BigDecimal.ZERO, BigDecimal::add);
        return !alike.isEmpty() && open.compareTo(quantity) >= 0;
    }

    /** Whether a shipment is open for it that did not bring the landed goods: they left the dock, and came back. */
    private boolean cameBack(ResolvedEvent receipt, ResolvedEvent landing) {
        boolean takesFromVessel = creations.landsEarlierCatch(lot, landing) || creations.landsFirst(lot, landing);
        return awaiting(receipt).anyMatch(c -> !takesFromVessel || landing.isBefore(c.departure()));
    }

    private Stream<Shipment> awaiting(ResolvedEvent receipt) {
        List<Shipment> possible = possible(receipt);
        Set<String> units = receipt.unitsOf(lot);
        List<Shipment> ofUnit = units.isEmpty()
                ? List.of()
                : possible.stream().filter(c -> c.sharesUnit(units)).toList();
        return (ofUnit.isEmpty() ? possible : ofUnit).stream().filter(Shipment::isOpen);
    }

    private void land(ResolvedEvent landing, LotAmount amount) {
        if (isAwaited(landing)) receive(landing, amount);
        else landings.add(new Arrival(landing, amount));
    }

    /** Of two records of one movement, the one that says more of its other end has the row. */
    private ResolvedEvent keep(ResolvedEvent earlier, ResolvedEvent again, Function<LotEvent, NamedEnd> otherEnd) {
        boolean isBetter = otherEnd.apply(again.lotEvent()).saysMoreThan(otherEnd.apply(earlier.lotEvent()));
        ResolvedEvent kept = isBetter ? again : earlier;
        repeated.add(kept, isBetter ? earlier : again);
        return kept;
    }

    /** Finds receipts of the lot's logistic unit that list other contents but not the lot. */
    private void findReceiptsWithoutLot() {
        for (Shipment one : all) {
            String unit = one.sent().unit();
            if (unit == null || !one.arrivals().isEmpty()) continue;
            history.receiptsOf(unit).stream()
                    .filter(receipt -> one.departure().mayPrecede(receipt))
                    .filter(receipt -> !receipt.subjects().contains(lot))
                    .filter(receipt -> nested.isInside(lot, unit, receipt))
                    .findFirst()
                    .ifPresent(one::receivedWithout);
        }
    }

    private void receive(ResolvedEvent receipt, LotAmount amount) {
        List<Shipment> candidates = candidates(receipt, amount);
        BigDecimal quantity = amount.quantity();
        if (candidates.isEmpty() || isOfOtherGoods(candidates.get(0), receipt, amount)) {
            Arrival unmatched = new Arrival(receipt, amount);
            unmatchedReceipts.add(unmatched);
            if (candidates.isEmpty()) return;
            inOtherUnits.put(unmatched, candidates.get(0));
            maybeInOtherUnits.add(candidates.get(0));
            return;
        }
        departuresByReceipt
                .computeIfAbsent(receipt.order(), r -> new LinkedHashSet<>())
                .add(candidates.get(0).departure());
        // nothing of it arrived: a receipt of none is one
        if (quantity == null || quantity.signum() == 0 || !candidates.get(0).countsWith(amount)) {
            if (isInOtherUnit(candidates.get(0), amount)) matchInOtherUnit(candidates.get(0), receipt, amount);
            else candidates.get(0).match(receipt, amount, quantity);
            return;
        }
        Shipment last = candidates.get(0);
        for (Shipment candidate : candidates) {
            if (quantity.signum() <= 0) return;
            if (!candidate.countsWith(amount) || !candidate.isOpen()) continue;
            BigDecimal part = candidate.isCountable() ? quantity.min(candidate.open()) : quantity;
            candidate.match(receipt, amount, part);
            departuresByReceipt
                    .computeIfAbsent(receipt.order(), r -> new LinkedHashSet<>())
                    .add(candidate.departure());
            quantity = quantity.subtract(part);
            last = candidate;
        }
        if (quantity.signum() > 0) last.match(receipt, amount, quantity);
    }

    /** Whether it has a quantity that cannot be compared with the shipment's. */
    private static boolean isInOtherUnit(Shipment shipment, LotAmount amount) {
        BigDecimal quantity = amount.quantity();
        return quantity != null
                && quantity.signum() != 0
                && shipment.sent().quantity() != null
                && !shipment.countsWith(amount);
    }

    /** A part of what a document or unit joins to the shipment is received in its own unit, and not converted. */
    private static void matchInOtherUnit(Shipment shipment, ResolvedEvent receipt, LotAmount amount) {
        if (shipment.arrivedBy(receipt)) return;
        if (!shipment.isCountable() || shipment.isClearlyMoreThan(amount))
            shipment.match(receipt, amount, amount.quantity());
        else shipment.matchInOtherUnit(receipt, amount);
    }

    /**
     * Whether all of the shipment arrived by another receipt, and this one has other goods; or whether it brings clearly
     * less than what is open, which only units of one quantity tell. A document or unit in common says that the goods are
     * the shipment's, unless all of it arrived in its own unit.
     */
    private boolean isOfOtherGoods(Shipment shipment, ResolvedEvent receipt, LotAmount amount) {
        if (!isInOtherUnit(shipment, amount) || shipment.arrivedBy(receipt)) return false;
        boolean isJoined = shipment.sharesDocument(documents(receipt)) || shipment.sharesUnit(receipt.unitsOf(lot));
        return isJoined ? shipment.hasArrivedInItsUnit() : !shipment.isOpen() || shipment.isClearlyMoreThan(amount);
    }

    /**
     * The shipments that the receipt may match: those that share a document with it if any do, even a little later than
     * it, because clocks differ. So may those of its logistic units.
     */
    private List<Shipment> possible(ResolvedEvent receipt) {
        if (!receipt.equals(lastReceipt)) {
            lastPossible = findPossible(receipt);
            lastReceipt = receipt;
        }
        return lastPossible;
    }

    private List<Shipment> findPossible(ResolvedEvent receipt) {
        MovementDocuments documents = documents(receipt);
        List<Shipment> sharing = index.sharing(documents, receipt.lotEvent().receivedAt())
                .filter(c -> isNotElsewhere(c, receipt) && c.sharesDocument(documents))
                .toList();
        List<Shipment> before =
                sharing.stream().filter(c -> c.departure().mayPrecede(receipt)).toList();
        List<Shipment> soonAfter = sharing.stream()
                .filter(c -> LaterClocks.isSoonAfter(c.departure(), receipt))
                .toList();
        List<Shipment> ofUnits = laterClocks.ofUnits(receipt, documents);
        if (!before.isEmpty()) return both(before, soonAfter.stream().filter(ofUnits::contains));
        if (!soonAfter.isEmpty()) return soonAfter;
        return both(
                index.to(receipt.lotEvent().receivedAt())
                        .filter(c -> c.departure().mayPrecede(receipt))
                        .filter(c -> isNotElsewhere(c, receipt) && !isOfOthers(c, receipt, documents))
                        .toList(),
                ofUnits.stream());
    }

    private static List<Shipment> both(List<Shipment> before, Stream<Shipment> after) {
        return Stream.concat(before.stream(), after).toList();
    }

    /** Whether the receipt names another source or other documents than a shipment that may arrive anywhere. */
    private boolean isOfOthers(Shipment shipment, ResolvedEvent receipt, MovementDocuments documents) {
        return isFromElsewhere(shipment, receipt)
                || (isAnywhere(shipment, receipt) && shipment.documents().contradict(documents));
    }

    private boolean isFromElsewhere(Shipment shipment, ResolvedEvent receipt) {
        return isAnywhere(shipment, receipt)
                && !shipment.mayBeFrom(receipt.lotEvent().sources());
    }

    private boolean isAnywhere(Shipment shipment, ResolvedEvent receipt) {
        return !shipment.hasDestinationPlace() && !shipment.sharesUnit(receipt.unitsOf(lot));
    }

    /** In order of preference; without the closed ones if any is open in its unit of measure. */
    private List<Shipment> candidates(ResolvedEvent receipt, LotAmount amount) {
        Set<String> at = receipt.lotEvent().receivedAt();
        NamedEnd to = receipt.lotEvent().destinations();
        Set<String> from = Endpoints.places(Endpoints.previousSources(receipt.event()));
        Set<String> units = receipt.unitsOf(lot);
        List<Shipment> possible = possible(receipt);
        List<Shipment> open = possible.stream()
                .filter(c -> c.isOpen() && c.countsWith(amount))
                .toList();
        return (open.isEmpty() ? possible : open)
                .stream()
                        .map(c -> new Candidate(
                                c,
                                rank(
                                        c.countsWith(amount),
                                        c.isOpen(),
                                        c.sharesUnit(units),
                                        c.isFrom(from),
                                        c.isFor(at) || c.destination().meets(to),
                                        c.isExactly(amount))))
                        .sorted()
                        .map(Candidate::shipment)
                        .toList();
    }

    /** Ranked once: comparing two of ten thousand shipments must be cheap. */
    private record Candidate(Shipment shipment, int rank) implements Comparable<Candidate> {
        @Override
        public int compareTo(Candidate other) {
            return rank != other.rank
                    ? Integer.compare(rank, other.rank)
                    : Integer.compare(
                            shipment.departure().order(),
                            other.shipment.departure().order());
        }
    }

    /** @param preferred whether each criterion is met, the most important first */
    private static int rank(boolean... preferred) {
        int rank = 0;
        for (boolean met : preferred) rank = 2 * rank + (met ? 0 : 1);
        return rank;
    }

    /** Whether nothing contradicts it. A shipment that names only a party may have gone to any place of it. */
    private static boolean isNotElsewhere(Shipment shipment, ResolvedEvent receipt) {
        return shipment.hasDestinationPlace()
                || shipment.destination().agrees(receipt.lotEvent().destinations());
    }

    /** The amounts per unit of measure, without voided ones. */
    private Stream<LotAmount> amounts(ResolvedEvent resolved) {
        return LotAmount.summed(carried(resolved.lotEvent())).stream();
    }

    private List<LotAmount> carried(LotEvent movement) {
        return nested.uncounted(movement, lot, voids.remaining(movement, lot));
    }

    private List<BizTransaction> documentsOf(LotEvent movement) {
        return voids.documents(movement, lot);
    }

    /** Those of the movement in all events known to record it. */
    private MovementDocuments documents(ResolvedEvent movement) {
        List<ResolvedEvent> others = repeated.repeated(movement);
        if (others.isEmpty()) return movement.lotEvent().documents(voids.documents(movement, lot));
        return MovementDocuments.of(Stream.concat(Stream.of(movement), others.stream())
                .flatMap(record -> voids.documents(record, lot).stream())
                .toList());
    }
}
