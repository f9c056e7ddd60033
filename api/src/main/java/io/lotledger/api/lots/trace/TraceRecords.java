package io.lotledger.api.lots.trace;

import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.Evidence;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the records of traces. */
@Component
public class TraceRecords {
    private final Evidence evidence;

    TraceRecords(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Reads every event of the trace once. */
    public ClassifiedTrace of(Trace trace) {
        return ClassifiedTrace.of(evidence.of(trace));
    }

    /** Whom to call about the lots of the trace, and about the units without a lot that were made of them. */
    public List<Contact> contacts(ClassifiedTrace trace) {
        return Contact.of(trace, UnitMovements.of(trace.trace(), evidence));
    }
}
