package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One transformation: the events that share a transformationID, in order of happening, or a single event.
 */
record MadeLots(List<Happening> events, TransformedAmounts amounts) {
    MadeLots {
        events = List.copyOf(events);
    }

    List<LotAmount> inputs() {
        return amounts.inputs();
    }

    List<LotAmount> outputs() {
        return amounts.outputs();
    }

    /** The event that completed the lot: the last to output it. */
    Happening completing(LotKey output) {
        Happening last = events.get(events.size() - 1);
        for (Happening event : events) if (event.subjects().contains(output)) last = event;
        return last;
    }

    Optional<CteKind> explicit() {
        return events.stream().flatMap(e -> e.explicit().stream()).findFirst();
    }

    boolean exemptSource() {
        return events.stream().anyMatch(e -> Lotledger.exemptSource(e.event()));
    }

    /** Papers of the completing event first, then of the others. */
    List<BizTransaction> documents(Happening completing) {
        Set<BizTransaction> all =
                new LinkedHashSet<>(completing.event().fields().bizTransactionList());
        for (Happening event : events) all.addAll(event.event().fields().bizTransactionList());
        return List.copyOf(all);
    }

    /** Where it was done, as the completing event says, else any of them. */
    Optional<String> place(Happening completing) {
        return Endpoints.place(completing.event())
                .or(() -> events.stream()
                        .map(Happening::event)
                        .flatMap((EpcisEvent e) -> Endpoints.place(e).stream())
                        .findFirst());
    }
}
