package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The places, other ends and documents of one event as a movement, each read once: every lot of the event asks for them. */
final class EventEnds {
    private final EpcisEvent event;
    private @Nullable Set<String> shippedFrom;
    private @Nullable Set<String> receivedAt;
    private @Nullable NamedEnd sources;
    private @Nullable NamedEnd destinations;
    private @Nullable MovementDocuments documents;

    EventEnds(EpcisEvent event) {
        this.event = event;
    }

    Set<String> shippedFrom() {
        Set<String> known = shippedFrom;
        if (known == null) shippedFrom = known = places(Endpoints.shippedFrom(event));
        return known;
    }

    Set<String> receivedAt() {
        Set<String> known = receivedAt;
        if (known == null) receivedAt = known = places(Endpoints.receivedAt(event));
        return known;
    }

    private static Set<String> places(List<String> uris) {
        return Collections.unmodifiableSet(Endpoints.places(uris));
    }

    NamedEnd sources() {
        NamedEnd known = sources;
        if (known == null) sources = known = NamedEnd.sources(event);
        return known;
    }

    NamedEnd destinations() {
        NamedEnd known = destinations;
        if (known == null) destinations = known = NamedEnd.destinations(event);
        return known;
    }

    MovementDocuments documents() {
        MovementDocuments known = documents;
        if (known == null)
            documents = known = MovementDocuments.of(event.fields().bizTransactionList());
        return known;
    }
}
