package io.lotledger.projections.cte.documents;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.MovementEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The documents that transaction events add to movements. A shipment or receipt on a {@code TransactionEvent} adds its
 * documents to goods that another event moves: then it carries nothing itself, and the movement has the documents of
 * both. A DELETE takes documents away that an earlier transaction event added.
 *
 * <p>Each lot is worked out on first use, from events that name it: the result does not depend on other lots, and an
 * event of ten thousand lots costs each of them no more than its own part.
 */
public final class AddedDocuments {
    public static final AddedDocuments NONE = new AddedDocuments(List.of());

    private final List<LotEvent> movements;
    private final List<LotEvent> transactions;
    private final Map<LotKey, DocumentedMovements> byLot = new HashMap<>();

    /** @param movements in event order */
    public AddedDocuments(List<LotEvent> movements) {
        this.movements = movements;
        this.transactions =
                movements.stream().filter(AddedDocuments::isTransaction).toList();
    }

    /** Whether the event adds documents to goods, or takes them away. */
    public static boolean isTransaction(LotEvent event) {
        return isRemoval(event)
                || (event.event() instanceof TransactionEvent
                        && (MovementEvents.isShipment(event) || MovementEvents.isReceipt(event)));
    }

    static boolean isRemoval(LotEvent event) {
        return event.event() instanceof TransactionEvent e && e.action() == Action.DELETE;
    }

    /** The amounts of the lot that the event carries itself. */
    public List<LotAmount> goods(LotEvent event, LotKey lot) {
        return of(lot).map(documented -> documented.goods(event)).orElseGet(() -> event.objects(lot));
    }

    /** The events that carry what this one reports of the lot; empty if it carries something itself. */
    public Set<String> reportedBy(LotEvent event, LotKey lot) {
        return of(lot).map(documented -> documented.reportedBy(event)).orElse(Set.of());
    }

    /** The documents of the lot's movement: the event's own first. */
    public List<BizTransaction> documents(LotEvent event, LotKey lot) {
        return of(lot).map(documented -> documented.documents(event))
                .orElseGet(() -> event.event().fields().bizTransactionList());
    }

    /** The movements of a lot that a transaction event names; empty for any other. */
    private Optional<DocumentedMovements> of(LotKey lot) {
        if (transactions.isEmpty()) return Optional.empty();
        if (transactions.stream().allMatch(event -> event.objects(lot).isEmpty())) return Optional.empty();
        return Optional.of(byLot.computeIfAbsent(
                lot,
                l -> DocumentedMovements.of(
                        lot,
                        movements.stream()
                                .filter(event -> !event.objects(lot).isEmpty())
                                .toList())));
    }
}
