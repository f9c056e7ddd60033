package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An event with its lots laid open: logistic units and serials resolved to the lots they stood for at its time.
 *
 * @param order place among the evidence, in order of happening
 * @param step the business step's bare word
 * @param explicit what {@code lotledger:cte} says, if it says a known word
 * @param objects what it speaks of; none on a transformation
 */
record Happening(
        int order,
        EpcisEvent event,
        String step,
        Optional<CteKind> explicit,
        List<LotAmount> objects,
        List<LotAmount> inputs,
        List<LotAmount> outputs) {
    Happening {
        objects = List.copyOf(objects);
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
    }

    static Happening of(
            int order, EpcisEvent event, List<LotAmount> objects, List<LotAmount> inputs, List<LotAmount> outputs) {
        Optional<CteKind> explicit = Lotledger.text(event, "cte").flatMap(CteKind::ofWord);
        return new Happening(order, event, BizStep.of(event), explicit, objects, inputs, outputs);
    }

    Stream<LotAmount> amounts() {
        return Stream.of(inputs, objects, outputs).flatMap(List::stream);
    }

    Set<LotKey> lots() {
        return keys(amounts());
    }

    /** The lots the event itself is about: what it made, or what it speaks of; not what it used. */
    Set<LotKey> subjects() {
        return keys(Stream.concat(objects.stream(), outputs.stream()));
    }

    boolean isBefore(Happening other) {
        return order < other.order;
    }

    /** Another event, earlier or at the same instant: who knows no more than the date writes midnight for a whole day's events. */
    boolean mayPrecede(Happening other) {
        return order != other.order && !event.eventTime().isAfter(other.event.eventTime());
    }

    private static Set<LotKey> keys(Stream<LotAmount> amounts) {
        Set<LotKey> keys = new LinkedHashSet<>();
        amounts.filter(LotAmount::isLot).forEach(amount -> keys.add(amount.lot()));
        return keys;
    }
}
