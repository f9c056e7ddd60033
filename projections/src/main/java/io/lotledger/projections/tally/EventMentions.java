package io.lotledger.projections.tally;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.masterdata.MentionKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The {@linkplain MentionKeys keys} of the master data that lots use: each event is read once, and each list of events added up once. */
final class EventMentions {
    private final UUID organisation;
    private final Map<CapturedEvent, Set<Long>> byEvent = new HashMap<>();
    private final IdentityHashMap<List<CapturedEvent>, Set<Long>> byEvents = new IdentityHashMap<>();

    EventMentions(UUID organisation) {
        this.organisation = organisation;
    }

    /** Those of the events and the lot. */
    Set<Long> of(List<CapturedEvent> events, LotKey lot) {
        Set<Long> ofEvents = byEvents.computeIfAbsent(events, this::together);
        Set<Long> ofLot = MentionKeys.of(organisation, List.of(), List.of(lot));
        if (ofEvents.containsAll(ofLot)) return ofEvents;
        Set<Long> all = new HashSet<>(ofEvents);
        all.addAll(ofLot);
        return all;
    }

    private Set<Long> together(List<CapturedEvent> events) {
        Set<Long> all = new HashSet<>();
        for (CapturedEvent one : events) all.addAll(byEvent.computeIfAbsent(one, this::read));
        return Set.copyOf(all);
    }

    private Set<Long> read(CapturedEvent captured) {
        return MentionKeys.of(organisation, List.of(captured.event()), List.of());
    }
}
