package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An event with its lots laid open: logistic units and serials resolved to the lots they stood for at its time.
 *
 * @param order place among the evidence, in order of happening
 * @param laidOpen what it says of lots, shared with the other lots that the event names
 */
record Happening(int order, LaidOpen laidOpen) {
    EpcisEvent event() {
        return laidOpen.event();
    }

    /** The business step's bare word, a CBV one where the vocabulary says what a partner's own means. */
    String step() {
        return laidOpen.step();
    }

    /** What {@code lotledger:cte} says, if it says a known word. */
    Optional<CteKind> explicit() {
        return laidOpen.explicit();
    }

    /** What it speaks of; none on a transformation. */
    List<LotAmount> objects() {
        return laidOpen.objects();
    }

    List<LotAmount> objects(LotKey lot) {
        return laidOpen.objects(lot);
    }

    List<LotAmount> inputs() {
        return laidOpen.inputs();
    }

    List<LotAmount> inputs(LotKey lot) {
        return laidOpen.inputs(lot);
    }

    List<LotAmount> outputs() {
        return laidOpen.outputs();
    }

    List<LotAmount> outputs(LotKey lot) {
        return laidOpen.outputs(lot);
    }

    /** The reason with the partner's own word in it, where the step was read as what the vocabulary says. */
    Verdict told(Verdict verdict) {
        String said = event().fields().bizStep();
        if (said == null || explicit().isPresent() || BizStep.of(event()).equals(step())) return verdict;
        return verdict.because("bizStep " + said + " means " + step() + " by lotledger.vocabulary");
    }

    Stream<LotAmount> amounts() {
        return laidOpen.amounts();
    }

    Stream<LotAmount> amounts(LotKey lot) {
        return laidOpen.amounts(lot);
    }

    Set<LotKey> lots() {
        return laidOpen.lots();
    }

    /** The lots the event itself is about: what it made, or what it speaks of; not what it used. */
    Set<LotKey> subjects() {
        return laidOpen.subjects();
    }

    boolean isBefore(Happening other) {
        return order < other.order;
    }

    /** Another event, earlier or at the same instant: who knows no more than the date writes midnight for a whole day's events. */
    boolean mayPrecede(Happening other) {
        return order != other.order
                && !event().eventTime().isAfter(other.event().eventTime());
    }
}
