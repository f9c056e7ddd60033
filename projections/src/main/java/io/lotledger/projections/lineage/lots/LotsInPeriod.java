package io.lotledger.projections.lineage.lots;

import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.EvidenceFacts;
import io.lotledger.projections.lineage.evidence.EvidenceReads;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.PackingReads;
import io.lotledger.projections.lineage.packing.PackingHistory;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the lots of a period's events: those the events name, and those inside their units at the time of the event.
 */
public final class LotsInPeriod {
    private static final int PAGE_SIZE = 5_000;

    private final JdbcClient jdbc;
    private final CapturedEvents captured;
    private final EvidenceReads events;
    private final PackingReads packingReads;
    private final int ceiling;

    /** @param ceiling the largest number of lots */
    public LotsInPeriod(JdbcClient jdbc, CapturedEvents captured, int ceiling) {
        this.jdbc = jdbc;
        this.captured = captured;
        this.events = new EvidenceReads(jdbc, captured);
        this.packingReads = new PackingReads(jdbc);
        this.ceiling = ceiling;
    }

    /**
     * @param from inclusive; {@code null} for an open start
     * @param until exclusive; {@code null} for an open end
     * @throws TraceTooLarge if there are more lots than the ceiling
     */
    public Set<UUID> find(UUID organisation, @Nullable Instant from, @Nullable Instant until, long logPosition) {
        Set<UUID> found = new LinkedHashSet<>();
        Key after = new Key(utc(from, OffsetDateTime.MIN), -1); // includes events at exactly `from`
        while (true) {
            List<Key> page = page(organisation, after, utc(until, OffsetDateTime.MAX), logPosition);
            if (page.isEmpty()) return found;
            List<CapturedEvent> inPeriod =
                    captured.at(page.stream().map(Key::position).toList());
            Set<CapturedEvent> all = new LinkedHashSet<>(inPeriod);
            all.addAll(events.sameTransformations(organisation, inPeriod, logPosition, Evidence.MAX_BYTES));
            found.addAll(lots(organisation, all, logPosition));
            if (found.size() > ceiling) throw TraceTooLarge.ofPeriod(ceiling);
            after = page.get(page.size() - 1);
        }
    }

    /** The lots that these events name, and those inside their units at the time of the event. */
    public Set<UUID> ofEvents(UUID organisation, Collection<Long> positions, long logPosition) {
        return lots(organisation, new LinkedHashSet<>(captured.at(positions)), logPosition);
    }

    /** Whether any event in force lies in the period. */
    public boolean hasEvents(UUID organisation, @Nullable Instant from, @Nullable Instant until) {
        return jdbc.sql("""
                        select exists (
                            select from event
                             where organisation = :organisation and until is null
                               and event_time >= :from and event_time < :to)
                        """)
                .param("organisation", organisation)
                .param("from", utc(from, OffsetDateTime.MIN))
                .param("to", utc(until, OffsetDateTime.MAX))
                .query(Boolean.class)
                .single();
    }

    private Set<UUID> lots(UUID organisation, Set<CapturedEvent> events, long logPosition) {
        EvidenceFacts facts = new EvidenceFacts(organisation);
        Set<String> units = new LinkedHashSet<>();
        for (CapturedEvent one : events) facts.of(one).units().forEach(line -> units.add(line.unit()));
        PackingHistory containers = new PackingHistory(packingReads.inForce(organisation, units, logPosition));
        Set<UUID> lots = new LinkedHashSet<>();
        for (CapturedEvent one : events) lots.addAll(facts.lots(one, containers));
        return lots;
    }

    private record Key(OffsetDateTime eventTime, long position) {}

    private List<Key> page(UUID organisation, Key after, OffsetDateTime until, long logPosition) {
        return jdbc.sql("""
                        select event_time, position
                          from event
                         where organisation = :organisation
                           and (event_time, position) > (:afterTime, :afterPosition) and event_time < :to
                           and position <= :position and (until is null or until > :position)
                         order by event_time, position
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("to", until)
                .param("afterTime", after.eventTime())
                .param("afterPosition", after.position())
                .param("position", logPosition)
                .param("limit", PAGE_SIZE)
                .query((row, n) -> new Key(row.getObject("event_time", OffsetDateTime.class), row.getLong("position")))
                .list();
    }

    /** The driver maps the extreme OffsetDateTimes to PostgreSQL's infinities. */
    private static OffsetDateTime utc(@Nullable Instant instant, OffsetDateTime open) {
        return instant == null ? open : instant.atOffset(ZoneOffset.UTC);
    }
}
