package io.lotledger.projections.cte.interpret;

import io.lotledger.projections.cte.classify.ClassificationListener;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.CriticalTrackingEvents.Unclassified;
import io.lotledger.projections.cte.rows.RowWriter;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.util.List;

/**
 * Classifies the events of a trace under the rule (21 CFR 1 Subpart S), and reads their key data elements.
 *
 * <p>A pure function of the evidence: the same events give the same rows in any order of arrival. Every event that
 * touches a lot of the trace either has a row or is listed as unclassified with its reason, except a transformation
 * whose outputs are outside the trace. Classification depends on event type, action, business step and direction of the
 * data; {@code lotledger:cte} on the event takes precedence.
 *
 * <p>Reasons say "ambiguous" where the pattern leaves room and the choice is ours: {@code commissioning} as harvest or
 * packing; a transformation of lots known only from cooling or transport, classified as initial packing; harvest lots
 * mixed with others, classified as a transformation.
 */
public final class TraceClassifier {
    private TraceClassifier() {}

    /** Rows by event time, then event ID, then lot; unclassified events in event order. */
    public static CriticalTrackingEvents of(TraceEvidence evidence) {
        return of(evidence, EventInterpretation.of(evidence));
    }

    public static CriticalTrackingEvents of(TraceEvidence evidence, EventInterpretation interpretation) {
        RowWriter writer = interpretation.rowWriter();
        List<Unclassified> unclassified = classify(evidence, interpretation, writer);
        return new CriticalTrackingEvents(writer.rows(), unclassified);
    }

    /** Classifies without reading key data elements. @return events that are not a CTE, each with the reason */
    public static List<Unclassified> classify(
            TraceEvidence evidence, EventInterpretation interpretation, ClassificationListener listener) {
        return new TraceReader(
                        evidence,
                        interpretation.history(),
                        interpretation.classifier(),
                        interpretation.transformations(),
                        listener)
                .read();
    }
}
