package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.vocabulary.UnitConversion;
import io.lotledger.ingest.epcis.vocabulary.UnitOfMeasureCode;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.MovementDocuments;
import io.lotledger.projections.cte.reading.NamedEnd;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An amount of one lot that left a place, and the receipts that match it. */
public final class Shipment {
    /** Partners round when they convert: 45 kilograms are meant as 100 pounds. */
    private static final BigDecimal ROUNDED = new BigDecimal("1.02");

    private final ResolvedEvent departure;
    private final LotAmount sent;
    private final List<String> shipTo;
    private final Set<String> shipToPlaces;
    private final NamedEnd destination;
    private final NamedEnd source;
    private final Set<String> sources;
    private final MovementDocuments documents;
    private final Set<String> units;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<LotAmount> statedOtherwise = new ArrayList<>();
    private BigDecimal received = BigDecimal.ZERO;
    private boolean countable;
    private @Nullable ResolvedEvent receiptWithout;

    /** @param amount the part of the receipt that matches the shipment */
    public record Arrival(ResolvedEvent receipt, LotAmount amount) {}

    /** @param shipTo the ship-to places, otherwise the parties; without voided ones */
    Shipment(
            ResolvedEvent departure,
            LotAmount sent,
            MovementDocuments documents,
            List<String> shipTo,
            NamedEnd destination) {
        this.departure = departure;
        this.sent = sent;
        this.shipTo = shipTo;
        this.shipToPlaces = Endpoints.places(shipTo);
        this.destination = destination;
        this.source = departure.lotEvent().sources();
        this.sources = Endpoints.shippers(departure.event());
        this.documents = documents;
        this.units = departure.unitsOf(sent.lot());
        this.countable = sent.quantity() != null;
    }

    public ResolvedEvent departure() {
        return departure;
    }

    public LotAmount sent() {
        return sent;
    }

    /** The ship-to places, otherwise the parties; any of them may receive it. */
    public List<String> shipTo() {
        return shipTo;
    }

    /** Whether a place to which it goes is named; a party may receive it anywhere. */
    public boolean hasDestinationPlace() {
        return destination.hasPlace();
    }

    NamedEnd destination() {
        return destination;
    }

    /** Whether one of the places is a ship-to. */
    boolean isFor(Set<String> places) {
        return !Collections.disjoint(shipToPlaces, places);
    }

    /** Whether it left one of the places, or one of the parties. */
    boolean isFrom(Set<String> others) {
        return !Collections.disjoint(sources, others);
    }

    /** Whether the source that a receipt names may be its own; a place may be named by the GLN of its party. */
    boolean mayBeFrom(NamedEnd named) {
        return (named.hasPlace() && !sources.isEmpty()) ? named.hasPlaceOf(sources) : source.agrees(named);
    }

    Set<String> shipToPlaces() {
        return shipToPlaces;
    }

    MovementDocuments documents() {
        return documents;
    }

    boolean sharesDocument(MovementDocuments others) {
        return documents.share(others);
    }

    /** The logistic units and serials that left with it. */
    Set<String> units() {
        return units;
    }

    /** Whether one of the logistic units or serials left with it. */
    boolean sharesUnit(Set<String> others) {
        return !Collections.disjoint(units, others);
    }

    /** Whether the amount is all that is open. */
    boolean isExactly(LotAmount amount) {
        BigDecimal quantity = amount.quantity();
        return quantity != null && countable && countsWith(amount) && open().compareTo(quantity) == 0;
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

    /** Whether more of it is open than this, which only units of one quantity tell. */
    boolean isClearlyMoreThan(LotAmount amount) {
        return countable && isClearlyMore(open(), amount);
    }

    private boolean isClearlyMore(BigDecimal own, LotAmount amount) {
        BigDecimal quantity = amount.quantity();
        return quantity != null
                && UnitConversion.compare(
                                quantity.multiply(ROUNDED),
                                UnitOfMeasureCode.canonical(amount.uom()),
                                own,
                                UnitOfMeasureCode.canonical(sent.uom()))
                        .filter(order -> order < 0)
                        .isPresent();
    }

    /** Whether all of it arrived, and no receipt states another unit of measure. */
    public boolean hasArrivedInItsUnit() {
        return countable && !isOpen() && statedOtherwise.isEmpty();
    }

    /**
     * What arrived of it in another unit of measure, if that is clearly not all of it. Empty if some of it arrived in its
     * own unit as well: nothing is added up then.
     */
    public Optional<LotAmount> partInOtherUnit() {
        List<LotAmount> parts =
                LotAmount.summed(arrivals.stream().map(Arrival::amount).toList());
        if (countable || parts.size() != 1 || countsWith(parts.get(0))) return Optional.empty();
        BigDecimal all = sent.quantity();
        return parts.stream()
                .filter(part -> all != null && isClearlyMore(all, part))
                .findFirst();
    }

    /** Whether shipped and received amounts can be compared: all are counted in one unit of measure. */
    public boolean isCountable() {
        return countable;
    }

    /**
     * Shipped and not yet received; negative if more was received than shipped. For a shipment that is not {@link
     * #isCountable countable}, the shipped amount.
     */
    public BigDecimal open() {
        BigDecimal quantity = sent.quantity();
        return quantity == null ? BigDecimal.ZERO : quantity.subtract(received);
    }

    public BigDecimal received() {
        return received;
    }

    /** The receipt of its logistic unit that lists other things but not this lot. */
    public Optional<ResolvedEvent> receiptWithout() {
        return Optional.ofNullable(receiptWithout);
    }

    void receivedWithout(ResolvedEvent receipt) {
        receiptWithout = receipt;
    }

    /** Whether a receipt has matched it, even in part: the open amount is then short and no longer in transit. */
    public boolean isMatched() {
        return !arrivals.isEmpty() || receiptWithout != null;
    }

    public BigDecimal shortfall() {
        return isMatched() && countable ? open().max(BigDecimal.ZERO) : BigDecimal.ZERO;
    }

    /** Whether it left before that time and no receipt has matched it. */
    public boolean isOverdue(Instant leftBefore) {
        return !isMatched() && departure.event().eventTime().isBefore(leftBefore);
    }

    /** What a receipt states in another unit of measure than the shipment: it brings what is open. */
    void matchInOtherUnit(ResolvedEvent receipt, LotAmount amount) {
        if (arrivedBy(receipt)) return;
        match(receipt, sent, open());
        statedOtherwise.add(amount);
    }

    boolean arrivedBy(ResolvedEvent receipt) {
        return arrivals.stream().anyMatch(arrival -> arrival.receipt().equals(receipt));
    }

    /** What its receipts state in other units of measure than its own. */
    public List<LotAmount> statedOtherwise() {
        return statedOtherwise;
    }

    void match(ResolvedEvent receipt, LotAmount amount, @Nullable BigDecimal quantity) {
        arrivals.add(new Arrival(receipt, new LotAmount(amount.lot(), quantity, amount.uom(), null, amount.unit())));
        if (quantity == null || !countsWith(amount)) countable = false;
        else received = received.add(quantity);
    }
}
