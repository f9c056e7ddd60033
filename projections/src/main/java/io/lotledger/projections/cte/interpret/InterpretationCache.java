package io.lotledger.projections.cte.interpret;

import io.lotledger.projections.cte.classify.LotEventCache;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Interprets the evidence of many lots, and each list of events once. A thousand lots packed from one have that lot's
 * thousand events in their evidence; interpreted for each lot, a million events would be read.
 */
public final class InterpretationCache {
    /** Limit of the events in cached interpretations; above it the cache is cleared. */
    private static final int MAX_EVENTS = 100_000;

    private final LotEventCache lotEvents = new LotEventCache();
    private final IdentityHashMap<List<CapturedEvent>, EventInterpretation> byEvents = new IdentityHashMap<>();
    private @Nullable EventLotReader lots;
    private @Nullable ProductDescriptions described;
    private int events;
    private long interpretedEvents;

    EventInterpretation of(TraceEvidence evidence) {
        LotEventCache.Reading reading = lotEvents.of(evidence);
        if (reading.eventLots() != lots || reading.products() != described || events > MAX_EVENTS) {
            byEvents.clear();
            events = 0;
            lots = reading.eventLots();
            described = reading.products();
        }
        EventInterpretation known = byEvents.get(evidence.together());
        if (known != null) return known;
        EventInterpretation interpretation = EventInterpretation.of(evidence, reading);
        byEvents.put(evidence.together(), interpretation);
        events += evidence.together().size();
        interpretedEvents += evidence.together().size();
        return interpretation;
    }

    /** Number of events resolved, without cache hits. */
    public long resolvedEvents() {
        return lotEvents.resolvedEvents();
    }

    /** Sum of the lengths of the lists of events that were interpreted, without cache hits. */
    public long interpretedEvents() {
        return interpretedEvents;
    }
}
