package io.lotledger.projections.lineage.lots;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.EvidenceFacts;
import io.lotledger.projections.lineage.evidence.EvidenceReads;
import io.lotledger.projections.lineage.evidence.PackingHistory;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which lots the events of a period speak of: those they name, and those inside the units they name, at the time of the event. */
public final class LotsInPeriod {
    private static final int EVENTS_AT_ONCE = 5_000;

    private final JdbcClient jdbc;
    private final EvidenceReads events;
    private final int ceiling;

    /**
     * @param reader reads the document of a captured event
     * @param ceiling how many lots there may be
     */
    public LotsInPeriod(JdbcClient jdbc, Function<String, EpcisEvent> reader, int ceiling) {
        this.jdbc = jdbc;
        this.events = new EvidenceReads(jdbc, reader);
        this.ceiling = ceiling;
    }

    /**
     * @param from null for no beginning
     * @param until not in the period any more; null for no end
     * @throws TraceTooLarge when there are more than the ceiling
     */
    public Set<UUID> find(UUID organisation, @Nullable Instant from, @Nullable Instant until, long logPosition) {
        Set<UUID> found = new LinkedHashSet<>();
        Place after = new Place(utc(from, OffsetDateTime.MIN), -1); // what happens at `from` is in it
        while (true) {
            List<Placed> run = run(organisation, after, utc(until, OffsetDateTime.MAX), logPosition);
            if (run.isEmpty()) return found;
            List<CapturedEvent> said = run.stream().map(Placed::event).toList();
            Set<CapturedEvent> all = new LinkedHashSet<>(said);
            all.addAll(events.otherParts(organisation, said, logPosition, Evidence.MOST_BYTES));
            found.addAll(lots(organisation, all, logPosition));
            if (found.size() > ceiling) throw TraceTooLarge.ofPeriod(ceiling);
            after = run.get(run.size() - 1).place();
        }
    }

    /** Whether any event in force is of the period. */
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

    private Set<UUID> lots(UUID organisation, Set<CapturedEvent> said, long logPosition) {
        EvidenceFacts facts = new EvidenceFacts(organisation);
        Set<String> units = new LinkedHashSet<>();
        for (CapturedEvent one : said) facts.of(one).units().forEach(line -> units.add(line.unit()));
        PackingHistory containers = new PackingHistory(events.packings(organisation, units, logPosition));
        Set<UUID> lots = new LinkedHashSet<>();
        for (CapturedEvent one : said) lots.addAll(facts.lots(one, containers));
        return lots;
    }

    private record Place(OffsetDateTime eventTime, long position) {}

    private record Placed(Place place, CapturedEvent event) {}

    private List<Placed> run(UUID organisation, Place after, OffsetDateTime until, long logPosition) {
        return jdbc.sql("""
                        select event_time, position, document, record_time
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
                .param("limit", EVENTS_AT_ONCE)
                .query((row, n) -> placed(row))
                .list();
    }

    private Placed placed(ResultSet row) throws SQLException {
        OffsetDateTime eventTime = row.getObject("event_time", OffsetDateTime.class);
        CapturedEvent event = events.captured(row);
        return new Placed(new Place(eventTime, event.position()), event);
    }

    /** PostgreSQL takes the ends of time for its infinities. */
    private static OffsetDateTime utc(@Nullable Instant instant, OffsetDateTime open) {
        return instant == null ? open : instant.atOffset(ZoneOffset.UTC);
    }
}
