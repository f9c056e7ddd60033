package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
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
public record ResolvedEvent(int order, LotEvent laidOpen) {
    public EpcisEvent event() {
        return laidOpen.event();
    }

    /** The business step's bare word, a CBV one where the vocabulary says what a partner's own means. */
    public String step() {
        return laidOpen.step();
    }

    /** What {@code lotledger:cte} says, if it says a known word. */
    public Optional<CteKind> explicit() {
        return laidOpen.explicit();
    }

    /** What it speaks of; none on a transformation. */
    public List<LotAmount> objects() {
        return laidOpen.objects();
    }

    public List<LotAmount> objects(LotKey lot) {
        return laidOpen.objects(lot);
    }

    public List<LotAmount> inputs() {
        return laidOpen.inputs();
    }

    public List<LotAmount> inputs(LotKey lot) {
        return laidOpen.inputs(lot);
    }

    public List<LotAmount> outputs() {
        return laidOpen.outputs();
    }

    public List<LotAmount> outputs(LotKey lot) {
        return laidOpen.outputs(lot);
    }

    /** The reason with the partner's own word in it, where the step was read as what the vocabulary says. */
    public CteClassification told(CteClassification verdict) {
        String said = event().fields().bizStep();
        if (said == null || explicit().isPresent() || BizStep.of(event()).equals(step())) return verdict;
        return verdict.because("bizStep " + said + " means " + step() + " by lotledger.vocabulary");
    }

    public Stream<LotAmount> amounts() {
        return laidOpen.amounts();
    }

    public Stream<LotAmount> amounts(LotKey lot) {
        return laidOpen.amounts(lot);
    }

    public Set<LotKey> lots() {
        return laidOpen.lots();
    }

    /** The lots the event itself is about: what it made, or what it speaks of; not what it used. */
    public Set<LotKey> subjects() {
        return laidOpen.subjects();
    }

    public boolean isBefore(ResolvedEvent other) {
        return order < other.order;
    }

    /** Another event, earlier or at the same instant: who knows no more than the date writes midnight for a whole day's events. */
    public boolean mayPrecede(ResolvedEvent other) {
        return order != other.order
                && !event().eventTime().isAfter(other.event().eventTime());
    }
}
