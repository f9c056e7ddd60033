package io.lotledger.projections.subscription;

import io.lotledger.projections.masterdata.MasterDataAtCapture;
import io.lotledger.projections.query.condition.PlaceIndex;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Finds the queries of one organisation that an event matched by the master data at its capture. */
final class DispatchAtCapture<T> {
    private final Collection<QueryDispatch.Filed<T>> queries;
    private final UUID organisation;
    private final PlaceIndex places;
    private final MasterDataAtCapture described;
    private QueryDispatch<T> resolved = new QueryDispatch<>(List.of());

    /** @param queries of the organisation, not resolved */
    DispatchAtCapture(UUID organisation, Collection<QueryDispatch.Filed<T>> queries, PlaceIndex places) {
        this.queries = List.copyOf(queries);
        this.organisation = organisation;
        this.places = places;
        this.described = new MasterDataAtCapture(organisation, places);
    }

    void enter(EventFeed.Section section) {
        described.lookUp(section.recordTimes(organisation));
    }

    void match(StoredEvent stored, Consumer<T> matched) {
        described.changedAt(stored.event()).ifPresent(this::resolve);
        resolved.match(stored, matched);
    }

    private void resolve(long position) {
        resolved = new QueryDispatch<>(queries.stream()
                .map(one -> new QueryDispatch.Filed<>(
                        organisation, one.query().resolved(organisation, position, places), one.owner()))
                .toList());
    }
}
