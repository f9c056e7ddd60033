package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.BizStepVocabulary;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An event with its lots laid open: logistic units and serials resolved to the lots they stood for at its time.
 *
 * @param order place among the evidence, in order of happening
 * @param step the business step's bare word, a CBV one where the vocabulary says what a partner's own means
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
            int order,
            EpcisEvent event,
            BizStepVocabulary vocabulary,
            List<LotAmount> objects,
            List<LotAmount> inputs,
            List<LotAmount> outputs) {
        Optional<CteKind> explicit = Lotledger.text(event, "cte").flatMap(CteKind::ofWord);
        return new Happening(order, event, BizStep.of(event, vocabulary), explicit, objects, inputs, outputs);
    }

    /** The reason with the partner's own word in it, where the step was read as what the vocabulary says. */
    Verdict told(Verdict verdict) {
        String said = event.fields().bizStep();
        if (said == null || explicit.isPresent() || BizStep.of(event).equals(step)) return verdict;
        return verdict.because("bizStep " + said + " means " + step + " by lotledger.vocabulary");
    }

    Stream<LotAmount> amounts() {
        return Stream.of(inputs, objects, outputs).flatMap(List::stream);
    }

    Set<LotKey> lots() {
        return keys(List.of(inputs, objects, outputs));
    }

    /** The lots the event itself is about: what it made, or what it speaks of; not what it used. */
    Set<LotKey> subjects() {
        return keys(List.of(objects, outputs));
    }

    boolean isBefore(Happening other) {
        return order < other.order;
    }

    /** Another event, earlier or at the same instant: who knows no more than the date writes midnight for a whole day's events. */
    boolean mayPrecede(Happening other) {
        return order != other.order && !event.eventTime().isAfter(other.event.eventTime());
    }

    private static Set<LotKey> keys(List<List<LotAmount>> amounts) {
        Set<LotKey> keys = new LinkedHashSet<>();
        for (List<LotAmount> some : amounts) {
            for (LotAmount amount : some) if (amount.isLot()) keys.add(amount.lot());
        }
        return keys;
    }
}
