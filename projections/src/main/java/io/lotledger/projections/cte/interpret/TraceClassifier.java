package io.lotledger.projections.cte.interpret;

import io.lotledger.projections.cte.classify.ClassificationListener;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.CriticalTrackingEvents.Unclassified;
import io.lotledger.projections.cte.rows.RowWriter;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.util.List;

/**
 * Says what the events of a trace are in the rule's terms (21 CFR 1 Subpart S), and reads their key data elements.
 *
 * <p>A pure function of the evidence: the same events give the same rows, whatever order they came in. Every event that touches
 * a lot of the trace either has a row or stands among the unclassified with its reason, save a transformation whose outputs the
 * trace does not go to. Classification goes by event type, action, business step and direction of the data; {@code
 * lotledger:cte} on the event wins.
 *
 * <p>What the reasons call ambiguous is a reading of ours where the pattern leaves room: {@code commissioning} as harvest or
 * packing; a transformation of lots known only from cooling or transport, taken as initial packing; harvest lots mixed with
 * others, taken as a transformation.
 */
public final class TraceClassifier {

    /** Rows by event time, then event id, then lot; unclassified events in order of happening. */
    public CriticalTrackingEvents of(TraceEvidence evidence) {
        return of(evidence, EventInterpretation.of(evidence));
    }

    public CriticalTrackingEvents of(TraceEvidence evidence, EventInterpretation read) {
        RowWriter writer = read.rowWriter();
        List<Unclassified> unclassified = hear(evidence, read, writer);
        return new CriticalTrackingEvents(writer.rows(), unclassified);
    }

    /** The same without the key data elements. @return events that are no CTE, each with the reason */
    public static List<Unclassified> hear(
            TraceEvidence evidence, EventInterpretation read, ClassificationListener listener) {
        return new TraceReader(
                        evidence.trace(),
                        read.histories(),
                        read.voids(),
                        read.verdicts(),
                        read.transformations(),
                        listener)
                .read();
    }
}
