package io.lotledger.projections.lineage.facts;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.EventFields;
import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.vocabulary.CbvWord;
import java.util.Comparator;
import java.util.Iterator;
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

    /** What differs most often comes first: a day of events without an hour may be thousands. */
    static final Comparator<EpcisEvent> COMPARATOR = comparing(EpcisEvent::eventTime)
            .thenComparing(EventTimeOrder::action)
            .thenComparingInt(EventTimeOrder::stage)
            .thenComparing(EpcisEvent::type)
            .thenComparing(text(EventFields::bizStep))
            .thenComparing(text(EventFields::readPoint))
            .thenComparing(text(EventFields::bizLocation))
            .thenComparing(each(EpcisEvent::epcs, naturalOrder()))
            .thenComparing(each(
                    EpcisEvent::quantities,
                    comparing(QuantityElement::epcClass)
                            .thenComparing(QuantityElement::quantity, nullsFirst(naturalOrder()))))
            .thenComparing(each(e -> e.fields().destinationList(), comparing(SourceDestination::id)))
            .thenComparing(each(e -> e.fields().bizTransactionList(), comparing(BizTransaction::bizTransaction)))
            .thenComparing(EventTimeOrder::all)
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

    private static Comparator<EpcisEvent> text(Function<EventFields, @Nullable String> field) {
        return comparing(event -> String.valueOf(field.apply(event.fields())));
    }

    private static <T> Comparator<EpcisEvent> each(Function<EpcisEvent, List<T>> list, Comparator<? super T> order) {
        return (one, other) -> {
            Iterator<T> others = list.apply(other).iterator();
            for (T element : list.apply(one)) {
                if (!others.hasNext()) return 1;
                int compared = order.compare(element, others.next());
                if (compared != 0) return compared;
            }
            return others.hasNext() ? -1 : 0;
        };
    }

    private static String all(EpcisEvent event) {
        return event.toString().replace(event.eventID(), "");
    }
}
