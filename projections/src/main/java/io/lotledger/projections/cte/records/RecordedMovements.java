package io.lotledger.projections.cte.records;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The departures, or the arrivals, of one lot, each with all events that record it ({@link SeparateMovements}). An event
 * that may record several movements joins one that shares a unit with it, then one that shares a document, then the
 * nearest in time before it.
 */
public final class RecordedMovements {
    /** Two events further apart record two movements, unless a unit or the document of a consignment tells. */
    public static final Duration LONGEST_BETWEEN_RECORDS = Duration.ofDays(7);

    /** Covers a clock set to the wrong time zone. */
    public static final Duration MAX_CLOCK_DIFFERENCE = Duration.ofDays(1);

    /** A truck leaves within a day of its shipping. */
    private static final Duration BETWEEN_CERTAIN_RECORDS = Duration.ofDays(1);

    private final LotKey lot;
    private final boolean departures;
    private final EventLotReader lots;
    private final Function<LotEvent, List<BizTransaction>> documents;
    private final Function<LotEvent, List<LotAmount>> amounts;
    private final Supplier<List<LotEvent>> all;
    private @Nullable SeparateMovements rule;
    /** The events so far, while all have one step and type: then each records a movement of its own. */
    private final List<LotEvent> ofOneKind = new ArrayList<>();

    private boolean isOfSeveralKinds;
    private final RecordIndex index = new RecordIndex();
    private final Map<LotEvent, RecordedMovement> byEvent = new LinkedHashMap<>();
    private final ArrivedDepartures arrived = new ArrivedDepartures(this::received);
    private @Nullable Supplier<RecordedMovements> arrivals;
    private @Nullable List<RecordedMovement> received;

    /**
     * @param all the lot's events that move it, in event order
     * @param departures whether the departures are wanted, otherwise the arrivals
     */
    public RecordedMovements(
            LotKey lot,
            Supplier<List<LotEvent>> all,
            boolean departures,
            EventLotReader lots,
            Function<LotEvent, List<BizTransaction>> documents,
            Function<LotEvent, List<LotAmount>> amounts) {
        this.lot = lot;
        this.departures = departures;
        this.lots = lots;
        this.documents = documents;
        this.amounts = amounts;
        this.all = all;
    }

    /**
     * Tells which departures arrived, before they are added: a departure later than that is of other goods.
     *
     * @param arrivals asked at most once
     */
    public void compareWith(Supplier<RecordedMovements> arrivals) {
        this.arrivals = arrivals;
    }

    private List<RecordedMovement> received() {
        List<RecordedMovement> known = received;
        if (known == null)
            received = known = arrivals == null ? List.of() : arrivals.get().all();
        return known;
    }

    /**
     * Adds an event. The events are added in event order, so that the result does not depend on their arrival.
     *
     * @return the first record of its movement, itself if it is that
     */
    public LotEvent add(LotEvent event) {
        return add(event, () -> false);
    }

    /** @param isAnother whether the event is known to record another movement than those before it */
    public LotEvent add(LotEvent event, BooleanSupplier isAnother) {
        if (isSetAside(event)) return event;
        if (isAnother.getAsBoolean()) {
            enter(new RecordedMovement(), read(event));
            return event;
        }
        MovementRecord record = read(event);
        Optional<RecordedMovement> known =
                index.find(record, movement -> movement.isOf(record, rule()) && !isAfterArrival(record, movement));
        RecordedMovement movement = known.orElseGet(RecordedMovement::new);
        known.ifPresent(index::remove);
        enter(movement, record);
        return movement.first();
    }

    private boolean isAfterArrival(MovementRecord record, RecordedMovement movement) {
        return movement.isJoinedByAmount(record) && arrived.isBefore(movement, record);
    }

    /** Takes apart departures that are joined on a guess and were received twice. */
    public void takeApart() {
        for (RecordedMovement taken : new ReceivedTwice(received()).takeOut(all()))
            taken.events().forEach(event -> byEvent.put(event, taken));
    }

    private List<RecordedMovement> all() {
        compareFromNowOn();
        return byEvent.values().stream().distinct().toList();
    }

    private boolean isSetAside(LotEvent event) {
        if (!isOfSeveralKinds && (ofOneKind.isEmpty() || kind(ofOneKind.get(0)).equals(kind(event))))
            return ofOneKind.add(event);
        compareFromNowOn();
        return false;
    }

    private void compareFromNowOn() {
        isOfSeveralKinds = true;
        for (LotEvent event : ofOneKind) enter(new RecordedMovement(), read(event));
        ofOneKind.clear();
    }

    private SeparateMovements rule() {
        SeparateMovements known = rule;
        if (known == null) rule = known = new SeparateMovements(new MovedGoods(lot, all.get()), departures);
        return known;
    }

    private void enter(RecordedMovement movement, MovementRecord record) {
        movement.add(record);
        if (departures && movement.first().equals(record.event())) arrived.add(movement);
        index.add(movement);
        byEvent.put(record.event(), movement);
    }

    /** The records of the event's movement, itself included. */
    public List<LotEvent> of(LotEvent event) {
        RecordedMovement movement = byEvent.get(event);
        return movement == null ? List.of(event) : movement.events();
    }

    /** Whether nothing joins the event to other records of its movement, and it is more than a day from each. */
    public boolean isGuess(LotEvent event) {
        RecordedMovement movement = byEvent.get(event);
        return movement != null && movement.isGuess(event, BETWEEN_CERTAIN_RECORDS);
    }

    private MovementRecord read(LotEvent event) {
        List<LotAmount> moved = amounts.apply(event);
        Set<String> units = event.unitsOf(lot);
        return new MovementRecord(
                event,
                departures ? event.shippedFrom() : event.receivedAt(),
                departures ? event.destinations() : event.sources(),
                event.documents(documents.apply(event)),
                units,
                units.isEmpty() ? Set.of() : lots.unitsInside(units, EventMoment.of(event.event())),
                moved,
                RecordedAmounts.inWords(moved));
    }

    public static List<String> kind(LotEvent event) {
        return List.of(event.step(), event.event().type());
    }
}
