package io.lotledger.projections.lineage.evidence;

import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.masterdata.MasterData;
import java.util.List;

/**
 * All that is needed to say what happened to the lots of a trace, as the log stood at {@code trace.logPosition()}.
 *
 * @param events every event in force that speaks of a lot of the trace, of a lot such an event speaks of, or of a
 *     logistic unit that ever held one; in order of happening. Events declared erroneous by then are not among them
 * @param containers what every unit of those events held, and when
 * @param masterData locations and products as known at that position
 * @param vocabulary what partners' own business steps mean
 */
public record TraceEvidence(
        Trace trace,
        List<CapturedEvent> events,
        ContainerContents containers,
        MasterData masterData,
        BizStepVocabulary vocabulary) {
    public TraceEvidence(Trace trace, List<CapturedEvent> events, ContainerContents containers, MasterData masterData) {
        this(trace, events, containers, masterData, BizStepVocabulary.NONE);
    }

    public TraceEvidence {
        events = List.copyOf(events);
    }
}
