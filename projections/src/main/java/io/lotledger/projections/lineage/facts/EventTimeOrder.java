package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Event order: by event time; at one instant ADD, then OBSERVE, then DELETE; then goods leave before they arrive; then by
 * what the events say. The event ID decides only between events that say the same.
 */
final class EventTimeOrder {
    private static final List<String> DEPARTURES = List.of("shipping", "departing", "transporting");
    private static final List<String> ARRIVALS = List.of("arriving", "receiving", "accepting");

    static final Comparator<EpcisEvent> COMPARATOR = Comparator.comparing(EpcisEvent::eventTime)
            .thenComparing(EventTimeOrder::action)
            .thenComparingInt(EventTimeOrder::stage)
            .thenComparing(EpcisEvent::type)
            .thenComparing(field(EventFields::bizStep))
            .thenComparing(field(EventFields::readPoint))
            .thenComparing(field(EventFields::bizLocation))
            .thenComparing(text(EpcisEvent::epcs))
            .thenComparing(text(EpcisEvent::quantities))
            .thenComparing(field(EventFields::destinationList))
            .thenComparing(field(EventFields::sourceList))
            .thenComparing(field(EventFields::bizTransactionList))
            .thenComparing(field(EventFields::disposition))
            .thenComparing(field(EventFields::ilmd))
            .thenComparing(field(EventFields::extensions))
            .thenComparing(EpcisEvent::eventID);

    private EventTimeOrder() {}

    private static Action action(EpcisEvent event) {
        if (event instanceof ObjectEvent e) return e.action();
        if (event instanceof AggregationEvent e) return e.action();
        if (event instanceof TransactionEvent e) return e.action();
        if (event instanceof AssociationEvent e) return e.action();
        return Action.ADD; // a transformation makes its outputs
    }

    /** Of one instant: a departure, anything else, an arrival, each in the order in which CBV's steps follow. */
    private static int stage(EpcisEvent event) {
        String step = event.fields().bizStep();
        if (step == null) return 0;
        String word = Extensions.localName(CbvWord.canonical(step)).toLowerCase(Locale.ROOT);
        int departure = DEPARTURES.indexOf(word);
        return departure < 0 ? 1 + ARRIVALS.indexOf(word) : departure - DEPARTURES.size();
    }

    private static Comparator<EpcisEvent> field(Function<EventFields, @Nullable Object> part) {
        return text(event -> part.apply(event.fields()));
    }

    private static Comparator<EpcisEvent> text(Function<EpcisEvent, @Nullable Object> part) {
        return Comparator.comparing(event -> String.valueOf(part.apply(event)));
    }
}
