package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.lineage.units.EventDates;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An event with its lots resolved: logistic units and serials are replaced by the lots they held at its time.
 *
 * @param order index in the evidence, in event order
 * @param lotEvent its lots, shared with the other lots that the event names
 */
public record ResolvedEvent(int order, LotEvent lotEvent) {
    public EpcisEvent event() {
        return lotEvent.event();
    }

    /** The business step's bare word; the CBV word if the vocabulary maps a partner's own. */
    public String step() {
        return lotEvent.step();
    }

    /** The value of {@code lotledger:cte}, if it is a known word. */
    public Optional<CteKind> explicit() {
        return lotEvent.explicit();
    }

    /** The amounts of its objects; empty for a transformation. */
    public List<LotAmount> objects() {
        return lotEvent.objects();
    }

    public List<LotAmount> objects(LotKey lot) {
        return lotEvent.objects(lot);
    }

    public List<LotAmount> inputs() {
        return lotEvent.inputs();
    }

    public List<LotAmount> inputs(LotKey lot) {
        return lotEvent.inputs(lot);
    }

    public List<LotAmount> outputs() {
        return lotEvent.outputs();
    }

    public List<LotAmount> outputs(LotKey lot) {
        return lotEvent.outputs(lot);
    }

    /** Adds the partner's own word to the reason if the vocabulary mapped the step. */
    public CteClassification withVocabularyNote(CteClassification classification) {
        String ownStep = event().fields().bizStep();
        if (ownStep == null || explicit().isPresent() || BizStep.of(event()).equals(step())) return classification;
        return classification.because("bizStep " + ownStep + " means " + step() + " by lotledger.vocabulary");
    }

    public Stream<LotAmount> amounts() {
        return lotEvent.amounts();
    }

    public Stream<LotAmount> amounts(LotKey lot) {
        return lotEvent.amounts(lot);
    }

    public Set<LotKey> lots() {
        return lotEvent.lots();
    }

    /** The lots that the event is about: its outputs or objects, and not its inputs. */
    public Set<LotKey> subjects() {
        return lotEvent.subjects();
    }

    /** The logistic units and serials that held the lot in this event. */
    public Set<String> unitsOf(LotKey lot) {
        return lotEvent.unitsOf(lot);
    }

    public boolean isBefore(ResolvedEvent other) {
        return order < other.order;
    }

    /**
     * Whether this is another event, earlier or at the same instant: partners that know only the date send midnight for
     * all events of a day. An event known only by its date may be at any time of that day.
     */
    public boolean mayPrecede(ResolvedEvent other) {
        return order != other.order && EventDates.isNotAfter(event(), other.event());
    }
}
