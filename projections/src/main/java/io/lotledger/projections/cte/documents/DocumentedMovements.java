package io.lotledger.projections.cte.documents;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.DocumentKeys;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.MovementDocuments;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.NamedEnd;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.records.RecordedMovements;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The movements of one lot, with the documents that transaction events add to them. The goods of two events are the same
 * if place, other end and documents do not contradict each other, and the unit is the same, or a document is shared, or
 * the quantity is equal and they are at most seven days apart: of several movements, one that shares a document, then the
 * nearest in time. If the transaction
 * event names the other end more exactly, it carries the goods.
 */
final class DocumentedMovements {
    private final LotKey lot;
    private final List<LotEvent> movements;
    private final List<LotEvent> removals;
    private final Map<LotEvent, Integer> positions = new HashMap<>();
    private final Map<LotEvent, List<LotAmount>> goods = new HashMap<>();
    private final Map<LotEvent, List<Addition>> additions = new HashMap<>();
    private final Map<LotEvent, Set<String>> reportedBy = new HashMap<>();

    /** The event reports this amount of the movement too. */
    private record Addition(LotEvent by, LotAmount amount) {}

    private record Possible(LotEvent carrier, boolean sharesDocument, Duration apart, int position) {
        private static final Comparator<Possible> LIKELIEST_FIRST = Comparator.comparing(Possible::sharesDocument)
                .reversed()
                .thenComparing(Possible::apart)
                .thenComparing(Possible::position);
    }

    private DocumentedMovements(LotKey lot, List<LotEvent> movements) {
        this.lot = lot;
        this.movements = movements;
        this.removals = movements.stream().filter(AddedDocuments::isRemoval).toList();
        movements.forEach(event -> positions.putIfAbsent(event, positions.size()));
    }

    /** @param movements those of the lot, in event order, with the transaction events that take documents away */
    static DocumentedMovements of(LotKey lot, List<LotEvent> movements) {
        DocumentedMovements found = new DocumentedMovements(lot, movements);
        found.add(MovementEvents::isShipment);
        found.add(MovementEvents::isReceipt);
        return found;
    }

    List<LotAmount> goods(LotEvent event) {
        List<LotAmount> left = goods.get(event);
        return left == null ? event.objects(lot) : left;
    }

    Set<String> reportedBy(LotEvent event) {
        return goods(event).isEmpty() ? reportedBy.getOrDefault(event, Set.of()) : Set.of();
    }

    List<BizTransaction> documents(LotEvent event) {
        Set<BizTransaction> documents = new LinkedHashSet<>(kept(event));
        additionsTo(event).forEach(addition -> documents.addAll(kept(addition.by())));
        return List.copyOf(documents);
    }

    private List<Addition> additionsTo(LotEvent event) {
        return additions.getOrDefault(event, List.of());
    }

    /** The event's own documents; those of a transaction event without those taken away later. */
    private List<BizTransaction> kept(LotEvent event) {
        List<BizTransaction> own = event.event().fields().bizTransactionList();
        if (removals.isEmpty() || !AddedDocuments.isTransaction(event)) return own;
        List<DocumentKeys> removed = removals.stream()
                .filter(removal -> position(removal) > position(event))
                .filter(removal -> reachesAll(removal, event))
                .map(removal -> ReferenceDocumentReader.keys(removal.event()))
                .toList();
        return own.stream()
                .filter(document -> removed.stream().noneMatch(ReferenceDocumentReader.keys(List.of(document))::share))
                .toList();
    }

    private MovementDocuments keptDocuments(LotEvent event) {
        return event.documents(kept(event));
    }

    private int position(LotEvent event) {
        return positions.getOrDefault(event, -1);
    }

    private boolean reachesAll(LotEvent removal, LotEvent added) {
        return added.objects(lot).stream()
                .allMatch(amount -> removal.objects(lot).stream()
                        .anyMatch(removed -> removed.unit() == null || isSameUnit(removed, amount)));
    }

    /** Adds the documents of transaction events to movements of the same kind. */
    private void add(Predicate<LotEvent> kind) {
        GoodsCarriers carriers = new GoodsCarriers();
        List<LotEvent> transactions = new ArrayList<>();
        movements.stream().filter(kind).forEach(event -> {
            if (AddedDocuments.isTransaction(event)) transactions.add(event);
            else carriers.add(event, goods(event), there(event));
        });
        for (LotEvent transaction : transactions) {
            add(transaction, carriers);
            carriers.add(transaction, goods(transaction), there(transaction));
        }
    }

    private void add(LotEvent transaction, GoodsCarriers carriers) {
        List<LotAmount> amounts = transaction.objects(lot);
        List<LotEvent> possible = carriers.alike(transaction, amounts, there(transaction))
                .filter(carrier -> canBeOne(carrier, transaction))
                .map(carrier -> new Possible(
                        carrier, shareDocument(carrier, transaction), apart(carrier, transaction), position(carrier)))
                .sorted(Possible.LIKELIEST_FIRST)
                .map(Possible::carrier)
                .toList();
        List<LotAmount> others = new ArrayList<>();
        for (LotAmount amount : amounts) {
            if (amount.unit() == null || !addToUnit(transaction, amount, possible)) others.add(amount);
        }
        for (LotAmount amount : LotAmount.summed(others)) {
            if (!addToDocument(transaction, amount, possible)) addToEqual(transaction, amount, possible);
        }
    }

    private static boolean canBeOne(LotEvent carrier, LotEvent transaction) {
        return agree(here(carrier), here(transaction))
                && there(carrier).agrees(there(transaction))
                && !ownDocuments(carrier).contradict(ownDocuments(transaction));
    }

    private static boolean agree(Set<String> some, Set<String> others) {
        return some.isEmpty() || others.isEmpty() || !Collections.disjoint(some, others);
    }

    private static Set<String> here(LotEvent movement) {
        return MovementEvents.isShipment(movement) ? movement.shippedFrom() : movement.receivedAt();
    }

    private static NamedEnd there(LotEvent movement) {
        return MovementEvents.isShipment(movement) ? movement.destinations() : movement.sources();
    }

    private static boolean shareDocument(LotEvent one, LotEvent other) {
        return ownDocuments(one).share(ownDocuments(other));
    }

    /** Without what other events add or take away. */
    private static MovementDocuments ownDocuments(LotEvent event) {
        return event.documents(event.event().fields().bizTransactionList());
    }

    private static Duration apart(LotEvent one, LotEvent other) {
        return Duration.between(one.event().eventTime(), other.event().eventTime())
                .abs();
    }

    private static boolean isFarApart(LotEvent transaction, LotEvent carrier) {
        return !shareDocument(carrier, transaction)
                && apart(carrier, transaction).compareTo(RecordedMovements.LONGEST_BETWEEN_RECORDS) > 0;
    }

    private boolean addToUnit(LotEvent transaction, LotAmount amount, List<LotEvent> carriers) {
        for (LotEvent carrier : carriers) {
            boolean holds = goods(carrier).stream().anyMatch(held -> isSameUnit(held, amount));
            if (!holds || isContradicted(transaction, amount, carrier)) continue;
            record(transaction, amount, carrier);
            return true;
        }
        return false;
    }

    /** Adds to movements that share a document, as far as they carry the amount. */
    private boolean addToDocument(LotEvent transaction, LotAmount amount, List<LotEvent> carriers) {
        List<LotEvent> sharing =
                carriers.stream().filter(c -> shareDocument(c, transaction)).toList();
        LotAmount open = amount;
        for (LotEvent carrier : sharing) {
            for (LotAmount carried : LotAmount.summed(goods(carrier))) {
                BigDecimal quantity = open.quantity();
                BigDecimal held = carried.quantity();
                if (!carried.countsWith(open)) continue;
                if (quantity == null || held == null || held.compareTo(quantity) >= 0) {
                    record(transaction, open, carrier);
                    return true;
                }
                record(transaction, open.of(held), carrier);
                open = open.of(quantity.subtract(held));
            }
        }
        return !open.equals(amount);
    }

    private void addToEqual(LotEvent transaction, LotAmount amount, List<LotEvent> carriers) {
        for (LotEvent carrier : carriers) {
            boolean isEqual = LotAmount.summed(goods(carrier)).stream().anyMatch(carried -> isEqual(carried, amount));
            if (!isEqual || isFarApart(transaction, carrier) || isContradicted(transaction, amount, carrier)) continue;
            record(transaction, amount, carrier);
            return;
        }
    }

    /** Whether a document was added to the same goods that cannot be of the movement if this one is. */
    private boolean isContradicted(LotEvent transaction, LotAmount amount, LotEvent carrier) {
        return additionsTo(carrier).stream()
                .filter(addition -> addition.amount().unit() == null
                        || amount.unit() == null
                        || isSameUnit(addition.amount(), amount))
                .anyMatch(addition -> keptDocuments(addition.by()).contradict(keptDocuments(transaction)));
    }

    private void record(LotEvent transaction, LotAmount amount, LotEvent carrier) {
        boolean saysMore = there(transaction).isMoreExactThan(there(carrier));
        LotEvent keeps = saysMore ? transaction : carrier;
        LotEvent repeats = saysMore ? carrier : transaction;
        goods.put(repeats, without(goods(repeats), amount));
        additions.computeIfAbsent(keeps, k -> new ArrayList<>()).add(new Addition(repeats, amount));
        additionsTo(repeats)
                .forEach(addition ->
                        additions.computeIfAbsent(keeps, k -> new ArrayList<>()).add(addition));
        reportedBy
                .computeIfAbsent(repeats, r -> new TreeSet<>())
                .add(keeps.event().eventID());
    }

    /** Without the amounts of its unit, otherwise without its quantity. */
    private static List<LotAmount> without(List<LotAmount> carried, LotAmount amount) {
        if (carried.stream().anyMatch(held -> held.unit() != null && isSameUnit(held, amount)))
            return carried.stream().filter(held -> !isSameUnit(held, amount)).toList();
        return LotAmount.summed(carried).stream()
                .flatMap(held -> without(held, amount))
                .toList();
    }

    private static Stream<LotAmount> without(LotAmount held, LotAmount amount) {
        if (!held.countsWith(amount)) return Stream.of(held);
        BigDecimal quantity = held.quantity();
        BigDecimal taken = amount.quantity();
        if (quantity == null || taken == null) return Stream.empty();
        BigDecimal left = quantity.subtract(taken);
        return left.signum() > 0 ? Stream.of(held.of(left)) : Stream.empty();
    }

    private static boolean isSameUnit(LotAmount one, LotAmount other) {
        return Objects.equals(unit(one), unit(other));
    }

    private static @Nullable String unit(LotAmount amount) {
        String unit = amount.unit();
        return unit == null ? null : LogisticUnit.name(unit);
    }

    private static boolean isEqual(LotAmount one, LotAmount other) {
        BigDecimal quantity = one.quantity();
        BigDecimal otherQuantity = other.quantity();
        if (!one.countsWith(other)) return false;
        if (quantity == null || otherQuantity == null) return quantity == null && otherQuantity == null;
        return quantity.compareTo(otherQuantity) == 0;
    }
}
