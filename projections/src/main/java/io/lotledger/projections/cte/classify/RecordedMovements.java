package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.NamedEnd;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The departures, or the arrivals, of one lot, each with all events that record it. Events record one movement if each is
 * of another step or type than the others, and all are of the same amount and place, and contradict each other neither
 * in the other end nor in their documents. Two events of one step and type are two movements.
 */
final class RecordedMovements {
    private final Function<EpcisEvent, List<String>> here;
    private final Function<EpcisEvent, NamedEnd> there;
    private final Function<LotEvent, List<BizTransaction>> documents;
    private final Function<LotEvent, List<LotAmount>> amounts;
    private final List<List<LotEvent>> movements = new ArrayList<>();
    /** Steps and types: ten thousand shipments of one are not compared with each other. */
    private final Set<List<String>> kinds = new HashSet<>();

    private RecordedMovements(
            Function<EpcisEvent, List<String>> here,
            Function<EpcisEvent, NamedEnd> there,
            Function<LotEvent, List<BizTransaction>> documents,
            Function<LotEvent, List<LotAmount>> amounts) {
        this.here = here;
        this.there = there;
        this.documents = documents;
        this.amounts = amounts;
    }

    static RecordedMovements departures(
            Function<LotEvent, List<BizTransaction>> documents, Function<LotEvent, List<LotAmount>> amounts) {
        return new RecordedMovements(Endpoints::shippedFrom, NamedEnd::destinations, documents, amounts);
    }

    static RecordedMovements arrivals(
            Function<LotEvent, List<BizTransaction>> documents, Function<LotEvent, List<LotAmount>> amounts) {
        return new RecordedMovements(Endpoints::receivedAt, NamedEnd::sources, documents, amounts);
    }

    /**
     * Adds an event. The events are added in event order, so that the result does not depend on their arrival.
     *
     * @return the first record of its movement, itself if it is that
     */
    LotEvent add(LotEvent event) {
        boolean isOfOneKind = Set.of(kind(event)).containsAll(kinds);
        for (List<LotEvent> records : isOfOneKind ? List.<List<LotEvent>>of() : movements) {
            if (records.stream().allMatch(record -> isSameMovement(record, event))) {
                kinds.add(kind(event));
                records.add(event);
                return records.get(0);
            }
        }
        return begin(event);
    }

    /** Adds an event that is known to record another movement than those before it. */
    LotEvent begin(LotEvent event) {
        kinds.add(kind(event));
        movements.add(new ArrayList<>(List.of(event)));
        return event;
    }

    /** The records of the event's movement, itself included. */
    List<LotEvent> of(LotEvent event) {
        return movements.stream()
                .filter(records -> records.contains(event))
                .findFirst()
                .orElse(List.of(event));
    }

    private boolean isSameMovement(LotEvent one, LotEvent other) {
        return !kind(one).equals(kind(other))
                && Endpoints.meet(here.apply(one.event()), here.apply(other.event()))
                && isSameEnd(there.apply(one.event()), there.apply(other.event()))
                && !ReferenceDocumentReader.contradict(documents.apply(one), documents.apply(other))
                && quantities(amounts.apply(one)).equals(quantities(amounts.apply(other)));
    }

    static List<String> kind(LotEvent event) {
        return List.of(event.step(), event.event().type());
    }

    /** One of them names all that the other names: no recipient is lost with a record. */
    private static boolean isSameEnd(NamedEnd one, NamedEnd other) {
        return one.covers(other) || other.covers(one);
    }

    static List<String> quantities(List<LotAmount> amounts) {
        return LotAmount.summed(amounts).stream()
                .map(amount -> plain(amount.quantity()) + " " + UnitOfMeasure.inWords(amount.uom()))
                .sorted()
                .toList();
    }

    private static String plain(@Nullable BigDecimal quantity) {
        return quantity == null ? "" : quantity.stripTrailingZeros().toPlainString();
    }
}
