package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One transformation: the events that share a transformationID, in event order, or a single event. */
public record JoinedTransformation(List<ResolvedEvent> events, TransformedAmounts amounts) {
    public JoinedTransformation {
        events = List.copyOf(events);
    }

    public List<LotAmount> inputs() {
        return amounts.inputs();
    }

    public List<LotAmount> outputs() {
        return amounts.outputs();
    }

    /** Whether any event names a lot that was made, as opposed to a product or a unit of unknown contents. */
    public boolean namesNewLot() {
        return outputs().stream().anyMatch(LotAmount::isLot);
    }

    /** The event that completed the lot: the last one that outputs it. */
    public ResolvedEvent completing(LotKey output) {
        return events.get(amounts.completing(output, events.size() - 1));
    }

    Optional<CteKind> explicit() {
        return events.stream().flatMap(e -> e.explicit().stream()).findFirst();
    }

    boolean exemptSource() {
        return events.stream().anyMatch(e -> LotledgerExtension.exemptSource(e.event()));
    }

    /** Documents of the completing event first, then of the others. */
    public List<BizTransaction> documents(ResolvedEvent completing) {
        Set<BizTransaction> all =
                new LinkedHashSet<>(completing.event().fields().bizTransactionList());
        for (ResolvedEvent event : events) all.addAll(event.event().fields().bizTransactionList());
        return List.copyOf(all);
    }

    /** The place in the completing event, otherwise in any of them. */
    public Optional<String> place(ResolvedEvent completing) {
        return Endpoints.place(completing.event())
                .or(() -> events.stream()
                        .map(ResolvedEvent::event)
                        .flatMap((EpcisEvent e) -> Endpoints.place(e).stream())
                        .findFirst());
    }
}
