package io.lotledger.projections.lineage.evidence;

import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.masterdata.MasterData;
import java.util.List;

/**
 * The evidence for the lots of a trace, as the log stood at {@code trace.logPosition()}.
 *
 * @param events in event order, every event in force that names a lot of the trace, another lot of such an event, or a
 * logistic unit that ever held one; without events declared erroneous by then
 * @param containers contents over time of every unit of those events
 * @param masterData locations and products as known at that position
 * @param vocabulary meanings of partners' own business steps
 * @param together in event order, the events and those of other lots with which they are interpreted, which change nothing
 *     for the lots of the trace
 */
public record TraceEvidence(
        Trace trace,
        List<CapturedEvent> events,
        ContainerContents containers,
        MasterData masterData,
        BizStepVocabulary vocabulary,
        List<CapturedEvent> together) {
    public TraceEvidence(
            Trace trace,
            List<CapturedEvent> events,
            ContainerContents containers,
            MasterData masterData,
            BizStepVocabulary vocabulary) {
        this(trace, events, containers, masterData, vocabulary, events);
    }

    public TraceEvidence(Trace trace, List<CapturedEvent> events, ContainerContents containers, MasterData masterData) {
        this(trace, events, containers, masterData, BizStepVocabulary.NONE);
    }

    public TraceEvidence {
        events = List.copyOf(events);
        together = List.copyOf(together);
    }
}
