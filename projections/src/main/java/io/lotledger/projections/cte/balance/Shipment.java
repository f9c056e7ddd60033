package io.lotledger.projections.cte.balance;

import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** So much of one lot that left a place, and the receipts that answer it. */
public final class Shipment {
    private final ResolvedEvent departure;
    private final LotAmount sent;
    private final List<String> shipTo;
    private final Set<String> shipToPlaces;
    private final List<Arrival> arrivals = new ArrayList<>();
    private BigDecimal received = BigDecimal.ZERO;
    private boolean countable;
    private @Nullable ResolvedEvent receiptWithout;

    /** @param amount as much of the receipt as answers the consignment */
    public record Arrival(ResolvedEvent receipt, LotAmount amount) {}

    Shipment(ResolvedEvent departure, LotAmount sent) {
        this.departure = departure;
        this.sent = sent;
        this.shipTo = Endpoints.recipients(departure.event());
        this.shipToPlaces = Endpoints.places(shipTo);
        this.countable = sent.quantity() != null;
    }

    public ResolvedEvent departure() {
        return departure;
    }

    public LotAmount sent() {
        return sent;
    }

    /** Several where the event names several: any of them may receive it. */
    public List<String> shipTo() {
        return shipTo;
    }

    /** Whether the places are among its ship-to's. */
    boolean isFor(Set<String> places) {
        return !Collections.disjoint(shipToPlaces, places);
    }

    /** Whether nothing says that it went elsewhere. */
    boolean mayBeFor(Set<String> places) {
        return shipToPlaces.isEmpty() || places.isEmpty() || isFor(places);
    }

    public List<Arrival> arrivals() {
        return arrivals;
    }

    boolean isOpen() {
        return !countable ? arrivals.isEmpty() : open().signum() > 0;
    }

    boolean countsWith(LotAmount amount) {
        return UnitOfMeasure.same(sent.uom(), amount.uom());
    }

    /** Whether what was sent and what came can be compared: all of it in one unit of measure, and counted. */
    public boolean isCountable() {
        return countable;
    }

    /** Sent and not yet received; negative where more came than was sent. Of a consignment that is not {@link #isCountable countable} what was sent. */
    public BigDecimal open() {
        BigDecimal quantity = sent.quantity();
        return quantity == null ? BigDecimal.ZERO : quantity.subtract(received);
    }

    public BigDecimal received() {
        return received;
    }

    /** The receipt of the unit it was sent in, where that lists other things and not this lot. */
    public Optional<ResolvedEvent> receiptWithout() {
        return Optional.ofNullable(receiptWithout);
    }

    void receivedWithout(ResolvedEvent receipt) {
        receiptWithout = receipt;
    }

    /** What a receipt has met, if not in full: what is still open is short, and on its way no more. */
    boolean isMet() {
        return !arrivals.isEmpty() || receiptWithout != null;
    }

    public BigDecimal shortfall() {
        return isMet() && countable ? open().max(BigDecimal.ZERO) : BigDecimal.ZERO;
    }

    /** No receipt has met it, and it left before that time. */
    public boolean isOverdue(Instant leftBefore) {
        return !isMet() && departure.event().eventTime().isBefore(leftBefore);
    }

    void answer(ResolvedEvent receipt, LotAmount amount, @Nullable BigDecimal quantity) {
        arrivals.add(new Arrival(receipt, new LotAmount(amount.lot(), quantity, amount.uom(), null, amount.unit())));
        if (quantity == null || !countsWith(amount)) countable = false;
        else received = received.add(quantity);
    }
}
