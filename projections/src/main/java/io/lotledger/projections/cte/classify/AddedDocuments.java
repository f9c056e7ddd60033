package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.lineage.facts.LogisticUnit;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The documents that transaction events add to movements. A shipment or receipt on a {@code TransactionEvent} adds its
 * documents to goods that another event moves: then it carries nothing itself, and the movement has the documents of
 * both. The goods are the same if place, other end and documents do not contradict each other, and the unit is the same,
 * or a document is shared, or the quantity is equal. If only the transaction event names the other end, it carries the
 * goods instead. A DELETE takes documents away that an earlier transaction event added.
 */
final class AddedDocuments {
    static final AddedDocuments NONE = new AddedDocuments();

    private final Map<LotEvent, Map<LotKey, List<LotAmount>>> goods = new HashMap<>();
    private final Map<LotEvent, Map<LotKey, List<Addition>>> additions = new HashMap<>();
    private final Map<LotEvent, Set<String>> reportedBy = new HashMap<>();
    private final Map<LotEvent, Integer> removals = new HashMap<>();
    private final Map<LotEvent, Integer> transactions = new HashMap<>();

    /** The event reports this amount of the movement too. */
    private record Addition(LotEvent by, LotAmount amount) {}

    private AddedDocuments() {}

    /** @param movements in event order */
    static AddedDocuments of(List<LotEvent> movements) {
        AddedDocuments found = new AddedDocuments();
        for (int order = 0; order < movements.size(); order++) found.index(movements.get(order), order);
        if (found.transactions.isEmpty()) return NONE;
        found.add(movements.stream().filter(MovementEvents::isShipment).toList());
        found.add(movements.stream().filter(MovementEvents::isReceipt).toList());
        return found;
    }

    /** Whether the event adds documents to goods, or takes them away. */
    static boolean isTransaction(LotEvent event) {
        return isRemoval(event)
                || (event.event() instanceof TransactionEvent
                        && (MovementEvents.isShipment(event) || MovementEvents.isReceipt(event)));
    }

    private static boolean isRemoval(LotEvent event) {
        return event.event() instanceof TransactionEvent e && e.action() == Action.DELETE;
    }

    private void index(LotEvent event, int order) {
        if (isRemoval(event)) removals.put(event, order);
        else if (isTransaction(event)) transactions.put(event, order);
    }

    /** The amounts of the lot that the event carries itself. */
    List<LotAmount> goods(LotEvent event, LotKey lot) {
        Map<LotKey, List<LotAmount>> own = goods.get(event);
        return own == null ? event.objects(lot) : own.getOrDefault(lot, List.of());
    }

    Map<LotKey, List<LotAmount>> goods(LotEvent event) {
        return goods.getOrDefault(event, event.objectsByLot());
    }

    /** The events that carry what this one reports of the lot; empty if it carries something itself. */
    Set<String> reportedBy(LotEvent event, LotKey lot) {
        return goods(event, lot).isEmpty() ? reportedBy.getOrDefault(event, Set.of()) : Set.of();
    }

    /** The documents of the lot's movement: the event's own first. */
    List<BizTransaction> documents(LotEvent event, LotKey lot) {
        Set<BizTransaction> documents = new LinkedHashSet<>(kept(event, lot));
        additionsTo(event, lot).forEach(addition -> documents.addAll(kept(addition.by(), lot)));
        return List.copyOf(documents);
    }

    /** The documents of the movements of all lots. */
    List<BizTransaction> documents(LotEvent event) {
        if (!additions.containsKey(event)) return event.event().fields().bizTransactionList();
        return event.objectsByLot().keySet().stream()
                .flatMap(lot -> documents(event, lot).stream())
                .distinct()
                .toList();
    }

    private List<Addition> additionsTo(LotEvent event, LotKey lot) {
        return additions.getOrDefault(event, Map.of()).getOrDefault(lot, List.of());
    }

    /** The event's own documents without those taken away. */
    private List<BizTransaction> kept(LotEvent event, LotKey lot) {
        List<BizTransaction> own = event.event().fields().bizTransactionList();
        Integer order = transactions.get(event);
        if (order == null || removals.isEmpty()) return own;
        Set<String> removed = new LinkedHashSet<>();
        removals.forEach((removal, at) -> {
            if (at > order && reachesAll(removal, event, lot))
                removed.addAll(
                        ReferenceDocumentReader.keys(removal.event().fields().bizTransactionList()));
        });
        return own.stream()
                .filter(document -> Collections.disjoint(ReferenceDocumentReader.keys(List.of(document)), removed))
                .toList();
    }

    private static boolean reachesAll(LotEvent removal, LotEvent added, LotKey lot) {
        return added.objects(lot).stream()
                .allMatch(amount -> removal.objects(lot).stream()
                        .anyMatch(removed -> removed.unit() == null || isSameUnit(removed, amount)));
    }

    private static boolean isSameUnit(LotAmount one, LotAmount other) {
        return Objects.equals(unit(one), unit(other));
    }

    private static @Nullable String unit(LotAmount amount) {
        String unit = amount.unit();
        return unit == null ? null : LogisticUnit.name(unit);
    }

    /** Adds the documents of transaction events to movements of the same kind: all are shipments, or all receipts. */
    private void add(List<LotEvent> movements) {
        Map<LotKey, List<LotEvent>> carriers = new HashMap<>();
        for (LotEvent movement : movements) {
            if (!transactions.containsKey(movement)) carry(movement, carriers);
        }
        for (LotEvent transaction : movements) {
            if (!transactions.containsKey(transaction)) continue;
            for (LotKey lot : transaction.objectsByLot().keySet())
                add(transaction, lot, carriers.getOrDefault(lot, List.of()));
            carry(transaction, carriers);
        }
    }

    private void carry(LotEvent movement, Map<LotKey, List<LotEvent>> carriers) {
        goods(movement).forEach((lot, amounts) -> {
            if (!amounts.isEmpty())
                carriers.computeIfAbsent(lot, l -> new ArrayList<>()).add(movement);
        });
    }

    private void add(LotEvent transaction, LotKey lot, List<LotEvent> carriers) {
        List<LotAmount> sums = LotAmount.summed(transaction.objects(lot));
        List<LotEvent> possible = carriers.stream()
                .filter(carrier -> isAlike(carrier, transaction, lot, sums)) // cheap, of ten thousand shipments
                .filter(carrier -> canBeOne(carrier, transaction))
                .sorted(Comparator.comparing((LotEvent carrier) -> !shareDocument(carrier, transaction))
                        .thenComparing(carrier -> apart(carrier, transaction)))
                .toList();
        if (possible.isEmpty()) return;
        List<LotAmount> others = new ArrayList<>();
        for (LotAmount amount : transaction.objects(lot)) {
            if (amount.unit() == null || !addToUnit(transaction, amount, possible)) others.add(amount);
        }
        for (LotAmount amount : LotAmount.summed(others)) {
            if (!addToDocument(transaction, amount, possible)) addToEqual(transaction, amount, possible);
        }
    }

    private boolean isAlike(LotEvent carrier, LotEvent transaction, LotKey lot, List<LotAmount> sums) {
        List<LotAmount> carried = goods(carrier, lot);
        return LotAmount.summed(carried).stream().anyMatch(held -> sums.stream().anyMatch(sum -> isEqual(held, sum)))
                || carried.stream().anyMatch(held -> holdsOne(held, transaction.objects(lot)))
                || shareDocument(carrier, transaction);
    }

    private static boolean holdsOne(LotAmount held, List<LotAmount> amounts) {
        return held.unit() != null && amounts.stream().anyMatch(amount -> isSameUnit(held, amount));
    }

    private static boolean canBeOne(LotEvent carrier, LotEvent transaction) {
        return Endpoints.agree(here(carrier), here(transaction))
                && Endpoints.agree(there(carrier), there(transaction))
                && !ReferenceDocumentReader.contradict(
                        carrier.event().fields().bizTransactionList(),
                        transaction.event().fields().bizTransactionList());
    }

    private static List<String> here(LotEvent movement) {
        return MovementEvents.isShipment(movement)
                ? Endpoints.shippedFrom(movement.event())
                : Endpoints.receivedAt(movement.event());
    }

    private static List<String> there(LotEvent movement) {
        return MovementEvents.isShipment(movement)
                ? Endpoints.recipients(movement.event())
                : Endpoints.previousSources(movement.event());
    }

    private static boolean shareDocument(LotEvent one, LotEvent other) {
        return !Collections.disjoint(
                ReferenceDocumentReader.keys(one.event()), ReferenceDocumentReader.keys(other.event()));
    }

    private static Duration apart(LotEvent one, LotEvent other) {
        return Duration.between(one.event().eventTime(), other.event().eventTime())
                .abs();
    }

    private boolean addToUnit(LotEvent transaction, LotAmount amount, List<LotEvent> carriers) {
        for (LotEvent carrier : carriers) {
            boolean holds = goods(carrier, amount.lot()).stream().anyMatch(held -> isSameUnit(held, amount));
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
            for (LotAmount carried : LotAmount.summed(goods(carrier, amount.lot()))) {
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
            boolean isEqual = LotAmount.summed(goods(carrier, amount.lot())).stream()
                    .anyMatch(carried -> isEqual(carried, amount));
            if (!isEqual || isContradicted(transaction, amount, carrier)) continue;
            record(transaction, amount, carrier);
            return;
        }
    }

    private static boolean isEqual(LotAmount one, LotAmount other) {
        BigDecimal quantity = one.quantity();
        BigDecimal otherQuantity = other.quantity();
        if (!one.countsWith(other)) return false;
        return quantity == null || otherQuantity == null
                ? quantity == null && otherQuantity == null
                : quantity.compareTo(otherQuantity) == 0;
    }

    /** Whether a document was added to the same goods that cannot be of the movement if this one is. */
    private boolean isContradicted(LotEvent transaction, LotAmount amount, LotEvent carrier) {
        return additionsTo(carrier, amount.lot()).stream()
                .filter(addition -> addition.amount().unit() == null
                        || amount.unit() == null
                        || isSameUnit(addition.amount(), amount))
                .anyMatch(addition -> ReferenceDocumentReader.contradict(
                        kept(addition.by(), amount.lot()), kept(transaction, amount.lot())));
    }

    private void record(LotEvent transaction, LotAmount amount, LotEvent carrier) {
        boolean namesOtherEnd = there(carrier).isEmpty() && !there(transaction).isEmpty();
        LotEvent keeps = namesOtherEnd ? transaction : carrier;
        LotEvent repeats = namesOtherEnd ? carrier : transaction;
        take(repeats, amount);
        additions
                .computeIfAbsent(keeps, k -> new HashMap<>())
                .computeIfAbsent(amount.lot(), l -> new ArrayList<>())
                .add(new Addition(repeats, amount));
        reportedBy
                .computeIfAbsent(repeats, r -> new TreeSet<>())
                .add(keeps.event().eventID());
    }

    /** Takes the amount from what the event carries: that of its unit, otherwise the quantity. */
    private void take(LotEvent event, LotAmount amount) {
        List<LotAmount> carried = goods(event, amount.lot());
        boolean ofUnit = amount.unit() != null && carried.stream().anyMatch(held -> isSameUnit(held, amount));
        List<LotAmount> left = ofUnit
                ? carried.stream().filter(held -> !isSameUnit(held, amount)).toList()
                : LotAmount.summed(carried).stream()
                        .flatMap(held -> without(held, amount))
                        .toList();
        goods.computeIfAbsent(event, e -> new HashMap<>(e.objectsByLot())).put(amount.lot(), left);
    }

    private static Stream<LotAmount> without(LotAmount held, LotAmount amount) {
        if (!held.countsWith(amount)) return Stream.of(held);
        BigDecimal quantity = held.quantity();
        BigDecimal taken = amount.quantity();
        if (quantity == null || taken == null) return Stream.empty();
        BigDecimal left = quantity.subtract(taken);
        return left.signum() > 0 ? Stream.of(held.of(left)) : Stream.empty();
    }
}
