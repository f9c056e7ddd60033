package io.lotledger.projections.lineage.lots;

import io.lotledger.ingest.capture.ProjectedRecords;
import io.lotledger.ingest.document.event.RecordedLot;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.processor.DocumentParser;
import io.lotledger.projections.processor.ProjectionProgress;
import io.lotledger.projections.query.search.MatchingEvents;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events that are the input end of an edge of the lineage, and the places of events by the codes of their lots. */
public final class LineageRecords implements ProjectedRecords {
    /** Codes looked up at once. */
    private static final int LOOKED_UP = 1_000;

    private static final int MOST_MATCHING = 1_000;

    private final MatchingEvents matching;

    private final JdbcClient jdbc;
    private final UnprojectedLots unprojected;

    public LineageRecords(JdbcClient jdbc, ProjectionProgress progress, LogReader log, DocumentParser parser) {
        this.jdbc = jdbc;
        this.matching = new MatchingEvents(jdbc);
        this.unprojected = new UnprojectedLots(progress, log, parser);
    }

    @Override
    public Set<String> usingEvents(UUID organisation, Collection<UUID> lots) {
        return jdbc.sql("""
                        select distinct used.input_event
                          from unnest(cast(:lots as uuid[])) as asked(lot)
                         cross join lateral (select input_event
                                               from lot_edge
                                              where organisation = :organisation and from_lot = asked.lot and until is null
                                              group by input_event
                                              order by max(input_position) desc, input_event
                                              limit 1000) as used
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .query(String.class)
                .set();
    }

    @Override
    public Set<String> shipments(UUID organisation, String document) {
        return Set.copyOf(jdbc.sql("""
                        select e.event_id
                          from shipping_document d
                          join event e on e.position = d.position
                         where d.organisation = :organisation and d.biz_transaction = :document and d.until is null
                         order by e.event_id
                         limit 1000
                        """)
                .param("organisation", organisation)
                .param("document", document)
                .query(String.class)
                .list());
    }

    @Override
    public Set<String> matching(UUID organisation, Collection<Map<String, String>> queries) {
        return matching.ofAny(organisation, queries, MOST_MATCHING);
    }

    @Override
    public List<RecordedLot> recorded(UUID organisation, Collection<String> codes) {
        UnprojectedLots.Found found = unprojected.find(organisation, codes);
        List<RecordedLot> recorded = new ArrayList<>(found.lots());
        List<String> all = List.copyOf(codes);
        for (int from = 0; from < all.size(); from += LOOKED_UP) {
            List<String> some = all.subList(from, Math.min(all.size(), from + LOOKED_UP));
            recorded.addAll(projected(organisation, some, found.declared()));
        }
        return recorded;
    }

    private List<RecordedLot> projected(UUID organisation, List<String> codes, Set<String> declared) {
        return jdbc.sql("""
                        select l.uri as lot, p.place,
                               min(cast(e.event_time at time zone cast(e.event_time_zone_offset as interval) as date)) as since
                          from event_lot el
                          join lot l on l.lot_id = el.lot_id and l.gtin is null
                          join event e on e.position = el.position
                         cross join lateral (values (e.read_point), (e.biz_location)) as p(place)
                         where el.organisation = :organisation and el.tlc = any(:codes) and el.until is null
                           and p.place is not null and e.event_id <> all(:declared)
                         group by l.uri, p.place
                         order by lot, place
                        """)
                .param("organisation", organisation)
                .param("codes", codes.toArray(String[]::new))
                .param("declared", declared.toArray(String[]::new))
                .query(RecordedLot.class)
                .list();
    }
}
