package io.lotledger.projections.tally;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.masterdata.MentionKeys;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/**
 * The {@linkplain MentionKeys keys} of the master data that lots use. What a transformation made is looked up for the lots
 * that it used or made; a lot that a thousand were packed from has a thousand such transformations in the evidence of each.
 * Each event is read once, and each list of events added up once.
 */
final class EventMentions {
    private final UUID organisation;
    private final IdentityHashMap<EpcisEvent, Set<Long>> withoutOutputs = new IdentityHashMap<>();
    private final IdentityHashMap<EpcisEvent, Set<Long>> whole = new IdentityHashMap<>();
    private final IdentityHashMap<List<CapturedEvent>, Set<Long>> byEvents = new IdentityHashMap<>();
    /** Most events mention the same places and products, so each set is added once. */
    private final Map<Set<Long>, Set<Long>> known = new HashMap<>();

    EventMentions(UUID organisation) {
        this.organisation = organisation;
    }

    /**
     * Those of the lot and the events.
     *
     * @param transformations the events of those that used or made the lot
     */
    Set<Long> of(LotKey lot, List<CapturedEvent> events, Collection<EpcisEvent> transformations) {
        Set<Long> all = new HashSet<>(byEvents.computeIfAbsent(events, this::together));
        all.addAll(MentionKeys.of(organisation, List.of(), List.of(lot)));
        for (EpcisEvent made : transformations)
            all.addAll(read(made, whole, event -> MentionKeys.of(organisation, List.of(event), List.of())));
        return all;
    }

    private Set<Long> together(List<CapturedEvent> events) {
        Set<Set<Long>> added = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Long> all = new HashSet<>();
        for (CapturedEvent one : events) {
            Set<Long> keys =
                    read(one.event(), withoutOutputs, event -> MentionKeys.withoutOutputs(organisation, event));
            if (added.add(keys)) all.addAll(keys);
        }
        return all;
    }

    private Set<Long> read(
            EpcisEvent event, IdentityHashMap<EpcisEvent, Set<Long>> read, Function<EpcisEvent, Set<Long>> reader) {
        return read.computeIfAbsent(event, e -> known.computeIfAbsent(reader.apply(e), keys -> keys));
    }
}
