package io.lotledger.api.lots.trace;

import io.lotledger.export.workbook.Readiness;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.util.List;
import org.springframework.stereotype.Component;

/** The records of a trace: its events, and the critical tracking events they are. */
public record TraceRecords(TraceEvidence evidence, CriticalTrackingEvents ctes) {

    public Trace trace() {
        return evidence.trace();
    }

    /** How complete the records are. */
    public Readiness readiness() {
        return Readiness.of(ctes);
    }

    /** Reads the records of traces. */
    @Component
    public static class Reader {
        private final Evidence evidence;
        private final TraceClassifier classification;

        Reader(Evidence evidence, TraceClassifier classification) {
            this.evidence = evidence;
            this.classification = classification;
        }

        /** Reads every event of the trace once. */
        public TraceRecords of(Trace trace) {
            return of(evidence.of(trace));
        }

        public TraceRecords of(TraceEvidence known) {
            return new TraceRecords(known, classification.of(known));
        }

        /** Whom to call about the lots of the trace, and about the units without a lot that were made of them. */
        public List<Contact> contacts(TraceRecords records) {
            return Contact.of(records.ctes(), UnitMovements.of(records.trace(), evidence));
        }
    }
}
