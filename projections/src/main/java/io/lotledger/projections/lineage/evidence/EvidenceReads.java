package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.lineage.TraceTooLarge;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.sql.LastingPlan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the events that touch lots, directly or through units that ever held them.
 *
 * <p>{@code lateral (… offset 0)} forces a lookup by key per row. PostgreSQL cannot estimate the rows of a recursion
 * and has no statistics for fast-growing tables; a free join would read all rows of an organisation. {@code (select …)}
 * hides the organisation from the planner. For an organisation newer than the last statistics PostgreSQL expects a
 * single row, and any index that begins with the organisation looks as good as the right one.
 */
public final class EvidenceReads {
    /** Adds to {@code holder(unit)} the units that ever held one of its units. */
    static final String HOLDING_A_HOLDER = """

            union
            select c.parent
              from holder h
              cross join lateral (
                select parent
                  from containment
                 where organisation = (select cast(:organisation as uuid)) and child_unit = h.unit and action = 'ADD'
                   and position <= :position and (until is null or until > :position)
                offset 0) c
            """;

    private static final String TOUCHING = """
            with recursive holder(unit) as (
                (select c.parent
                   from containment c
                  where c.organisation = (select cast(:organisation as uuid)) and c.child_lot = any(cast(:lots as uuid[])) and c.action = 'ADD'
                    and c.position <= :position and (c.until is null or c.until > :position)
                 union
                 select s.unit
                   from serial_lot s
                  where s.organisation = (select cast(:organisation as uuid)) and s.lot_id = any(cast(:lots as uuid[]))
                    and s.position <= :position and (s.until is null or s.until > :position))""" + HOLDING_A_HOLDER + """
            ), touching(position) as (
                select f.position
                  from event_lot f
                 where f.organisation = (select cast(:organisation as uuid)) and f.lot_id = any(cast(:lots as uuid[]))
                   and f.position <= :position and (f.until is null or f.until > :position)
                union
                select u.position
                  from holder h
                  cross join lateral (
                    select position
                      from event_unit
                     where organisation = (select cast(:organisation as uuid)) and unit = h.unit
                       and position <= :position and (until is null or until > :position)
                    offset 0) u
            )
            select e.position
              from touching t
              cross join lateral (
                select position
                  from event
                 where position = t.position and organisation = (select cast(:organisation as uuid))
                offset 0) e
            """;

    private static final String BARE_VOIDS = """
            select distinct e.position
              from shipping_document d
             cross join lateral (
                select position
                  from event
                 where position = d.position and organisation = (select cast(:organisation as uuid))
                offset 0) e
             where d.organisation = (select cast(:organisation as uuid)) and d.biz_transaction = any(:documents) and d.bare_void
               and d.position <= :position and (d.until is null or d.until > :position)
            """;

    private final JdbcClient jdbc;
    private final LastingPlan lastingPlan;
    private final CapturedEvents captured;

    public EvidenceReads(JdbcClient jdbc, CapturedEvents captured) {
        this.jdbc = jdbc;
        this.lastingPlan = new LastingPlan(jdbc);
        this.captured = captured;
    }

    /**
     * Events in force that name a lot, or a unit that ever held one according to events in force.
     *
     * @throws TraceTooLarge if the documents exceed {@code mostBytes}
     */
    List<CapturedEvent> touching(UUID organisation, Collection<UUID> lots, long logPosition, long mostBytes) {
        List<Long> positions = new ArrayList<>();
        lastingPlan.run(
                TOUCHING,
                logPosition,
                statement -> statement
                        .param("organisation", organisation)
                        .param("lots", new LotIds(lots))
                        .param("position", logPosition)
                        .query(row -> {
                            positions.add(row.getLong("position"));
                        }));
        return captured.at(positions, mostBytes);
    }

    /** The events in force with these eventIDs. */
    List<CapturedEvent> withIds(UUID organisation, Collection<String> eventIds, long logPosition) {
        if (eventIds.isEmpty()) return List.of();
        List<Long> positions = jdbc.sql("""
                        select position
                          from lineage_event
                         where organisation = (select cast(:organisation as uuid)) and event_id = any(:ids) and position is not null
                           and position <= :position and (declared is null or declared > :position)
                         order by position
                        """)
                .param("organisation", organisation)
                .param("ids", eventIds.toArray(String[]::new))
                .param("position", logPosition)
                .query(Long.class)
                .list();
        return captured.at(positions);
    }

    /** Positions of the events in force that name one of the units, or a unit that ever held one of them. */
    List<Long> naming(UUID organisation, Collection<String> units, long logPosition) {
        if (units.isEmpty()) return List.of();
        return jdbc.sql("""
                        with recursive holder(unit) as (
                            select unnest(:units)""" + HOLDING_A_HOLDER + """
                        )
                        select distinct u.position
                          from holder h
                          cross join lateral (
                            select position
                              from event_unit
                             where organisation = (select cast(:organisation as uuid)) and unit = h.unit
                               and position <= :position and (until is null or until > :position)
                            offset 0) u
                         order by u.position
                        """)
                .param("organisation", organisation)
                .param("units", units.toArray(String[]::new))
                .param("position", logPosition)
                .query(Long.class)
                .list();
    }

    /** The same as events. */
    List<CapturedEvent> naming(UUID organisation, Collection<String> units, long logPosition, long mostBytes) {
        return captured.at(naming(organisation, units, logPosition), mostBytes);
    }

    /** Events in force that share the transformationID of one of these events. */
    public List<CapturedEvent> sameTransformations(
            UUID organisation, List<CapturedEvent> events, long logPosition, long mostBytes) {
        String[] transformations = events.stream()
                .map(CapturedEvent::event)
                .flatMap(event -> event instanceof TransformationEvent e
                        ? Stream.ofNullable(e.transformationID()).map(CanonicalUri::of)
                        : Stream.empty())
                .distinct()
                .toArray(String[]::new);
        if (transformations.length == 0) return List.of();
        List<Long> positions = jdbc.sql("""
                        select position
                          from event
                         where organisation = (select cast(:organisation as uuid)) and transformation_id = any(:transformations)
                           and position <= :position and (until is null or until > :position)
                        """)
                .param("organisation", organisation)
                .param("transformations", transformations)
                .param("position", logPosition)
                .query(Long.class)
                .list();
        return captured.at(positions, mostBytes);
    }

    /** Void events in force that name only one of the documents. */
    List<CapturedEvent> bareVoids(UUID organisation, Collection<String> documents, long logPosition) {
        if (documents.isEmpty()) return List.of();
        List<Long> positions = new ArrayList<>();
        lastingPlan.run(
                BARE_VOIDS,
                logPosition,
                statement -> statement
                        .param("organisation", organisation)
                        .param("documents", documents.toArray(String[]::new))
                        .param("position", logPosition)
                        .query(row -> {
                            positions.add(row.getLong("position"));
                        }));
        return captured.at(positions);
    }

    /** Whether the organisation has any event or declaration after {@code since}, up to {@code until}. */
    boolean hasChanges(UUID organisation, long since, long until) {
        return jdbc.sql("""
                        select exists (select from event
                                        where position > :since and position <= :until and organisation = (select cast(:organisation as uuid)))
                            or exists (select from error_declaration
                                        where position > :since and position <= :until and organisation = (select cast(:organisation as uuid)))
                        """)
                .param("organisation", organisation)
                .param("since", since)
                .param("until", until)
                .query(Boolean.class)
                .single();
    }

    /**
     * Whether any event or declaration in that range may touch the lots, the inputs of their transformations, or
     * hasChanges that ever held them. May report a false positive, never a false negative.
     */
    boolean touches(UUID organisation, Collection<UUID> lots, long since, long until) {
        return jdbc.sql("""
                        with recursive changed(position) as (
                            select position from event
                             where organisation = (select cast(:organisation as uuid)) and position > :since and position <= :until
                            union
                            select position from lineage_event
                             where organisation = (select cast(:organisation as uuid)) and declared > :since and declared <= :until
                        ), wanted(lot_id) as (
                            select unnest(cast(:lots as uuid[]))
                            union
                            select from_lot from lot_edge
                             where organisation = (select cast(:organisation as uuid)) and to_lot = any(cast(:lots as uuid[])) and since <= :until
                        ), holder(unit) as (
                            (select c.parent
                               from containment c
                               join wanted w on c.child_lot = w.lot_id
                              where c.organisation = (select cast(:organisation as uuid)) and c.position <= :until
                             union
                             select s.unit
                               from serial_lot s
                               join wanted w on s.lot_id = w.lot_id
                              where s.organisation = (select cast(:organisation as uuid)) and s.position <= :until)
                            union
                            select c.parent
                              from holder h
                              join containment c on c.organisation = (select cast(:organisation as uuid)) and c.child_unit = h.unit
                             where c.position <= :until
                        ), around(unit, nested) as (
                            select unit, false from holder
                            union -- what is in a unit that ended or was received may decide what else is in it
                            select c.child_unit, true
                              from around a
                              join containment c on c.organisation = (select cast(:organisation as uuid)) and c.parent = a.unit
                             where c.child_unit is not null and c.position <= :until
                               and (a.nested or exists (
                                   select from containment
                                    where organisation = (select cast(:organisation as uuid)) and parent = a.unit
                                      and sets and child_unit is null and child_lot is null and position <= :until))
                        )
                        select exists (
                                select from changed x join event_lot f on f.position = x.position
                                 where f.lot_id in (select lot_id from wanted))
                            or exists (
                                select from changed x join event_unit u on u.position = x.position
                                 where u.organisation = (select cast(:organisation as uuid)) and u.unit in (select unit from around))
                            or exists (
                                select from changed x join event e on e.position = x.position
                                 where e.organisation = (select cast(:organisation as uuid)) and e.transformation_id is not null)
                            or exists (
                                select from changed x join shipping_document d on d.position = x.position
                                 where d.organisation = (select cast(:organisation as uuid)) and d.bare_void)
                            or exists ( -- a transformation of units without a lot may link lots that it does not name
                                select from lot_edge
                                 where organisation = (select cast(:organisation as uuid)) and to_lot = any(cast(:lots as uuid[]))
                                   and (since > :since and since <= :until or until > :since and until <= :until))
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("since", since)
                .param("until", until)
                .query(Boolean.class)
                .single();
    }
}
