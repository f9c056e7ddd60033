package io.lotledger.projections.lineage.history;

import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace.Amount;
import io.lotledger.projections.lineage.history.TraceChange.Cause;
import io.lotledger.projections.lineage.history.WithdrawnLinks.Declaration;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads facts of the lineage tables with the log positions between which they held. */
final class HistoryReads {
    private final JdbcClient jdbc;

    HistoryReads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An event captured at a position, or declared erroneous there. */
    record Entry(long position, Instant recordTime, Cause cause, String eventId) {}

    /** An event that may touch a lot is in force between two positions. */
    record Mention(UUID lot, long since, long until) {}

    /** Every link that ever made one of the lots, up to the position. */
    List<LotLink> links(UUID organisation, Collection<UUID> lots, long logPosition) {
        return jdbc.sql("""
                        select from_lot, to_lot, since, coalesce(until, 9223372036854775807) as until, input_event, output_event,
                               input_quantity, input_uom, input_uoms > 1 or counts_serials as no_input,
                               output_quantity, output_uom, output_uoms > 1 or counts_serials as no_output
                          from lot_edge
                         where organisation = (select cast(:organisation as uuid)) and to_lot = any(cast(:lots as uuid[]))
                           and since <= :position and (until is null or until > since)
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .query((row, n) -> new LotLink(
                        row.getObject("from_lot", UUID.class),
                        row.getObject("to_lot", UUID.class),
                        row.getLong("since"),
                        row.getLong("until"),
                        row.getString("input_event"),
                        row.getString("output_event"),
                        amount(row, "input"),
                        amount(row, "output")))
                .list();
    }

    private static @Nullable Amount amount(ResultSet row, String side) throws SQLException {
        return row.getBoolean("no_" + side)
                ? null
                : new Amount(row.getBigDecimal(side + "_quantity"), row.getString(side + "_uom"));
    }

    /** The first log position that named the lot. */
    long since(UUID organisation, UUID lot) {
        return jdbc.sql("select since from lot where organisation = :organisation and lot_id = :lot")
                .param("organisation", organisation)
                .param("lot", lot)
                .query(Long.class)
                .single();
    }

    List<Lot> lots(UUID organisation, Collection<UUID> lots) {
        if (lots.isEmpty()) return List.of();
        return jdbc.sql("""
                        select organisation, uri, gtin, lot
                          from lot
                         where organisation = (select cast(:organisation as uuid)) and lot_id = any(cast(:lots as uuid[]))
                         order by uri
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .query(LotLineage::lot)
                .list();
    }

    /**
     * Events that name one of the lots, pack or unpack a unit that ever held it, or one inside a unit that ended or was
     * received, or name a unit that held it and are not earlier than its packing; events that tell what is in a unit put
     * into one of these, through any nesting; the other parts of their transformations, and events that tell what is in the
     * units of these; and voids of their documents. Some of the events may never have reached the lot, because its unit was
     * empty again.
     */
    List<Mention> mentions(UUID organisation, Collection<UUID> lots, long logPosition) {
        return jdbc.sql("""
                        with recursive holder(lot_id, unit, since) as (
                            (select child_lot, parent, case when by_date then event_time - interval '28 hours' else event_time end
                               from containment
                              where organisation = (select cast(:organisation as uuid)) and child_lot = any(cast(:lots as uuid[]))
                                and action = 'ADD' and position <= :position
                             union
                             select lot_id, unit, '-infinity'
                               from serial_lot
                              where organisation = (select cast(:organisation as uuid)) and lot_id = any(cast(:lots as uuid[]))
                                and position <= :position)
                            union
                            select h.lot_id, c.parent, greatest(h.since, c.since)
                              from holder h
                              cross join lateral (
                                select parent, case when by_date then event_time - interval '28 hours' else event_time end as since
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and child_unit = h.unit
                                   and action = 'ADD' and position <= :position
                                offset 0) c
                        ), stay(lot_id, unit, since) as (
                            select lot_id, unit, min(since) from holder group by lot_id, unit
                        ), around(lot_id, unit, nested) as (
                            select lot_id, unit, false from stay
                            union -- what is in a unit that ended or was received may decide what else is in it
                            select a.lot_id, c.child_unit, true
                              from around a
                              cross join lateral (
                                select child_unit
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = a.unit
                                   and child_unit is not null and position <= :position
                                offset 0) c
                             where a.nested or exists (
                                   select from containment
                                    where organisation = (select cast(:organisation as uuid)) and parent = a.unit
                                      and sets and child_unit is null and child_lot is null and position <= :position)
                        ), loaded(holder, unit) as (
                            select s.unit, c.child_unit
                              from (select distinct unit from stay) s
                              cross join lateral (
                                select child_unit
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = s.unit
                                   and child_unit is not null and position <= :position
                                offset 0) c
                            union
                            select l.holder, c.child_unit
                              from loaded l
                              cross join lateral (
                                select child_unit
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = l.unit
                                   and child_unit is not null and position <= :position
                                offset 0) c
                        ), told(holder, position, until) as (
                            select distinct l.holder, k.position, k.until
                              from loaded l
                              cross join lateral (
                                select position, until
                                  from serial_lot
                                 where organisation = (select cast(:organisation as uuid)) and unit = l.unit and position <= :position
                                union all
                                select position, until
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = l.unit and position <= :position
                                offset 0) k
                        ), own(lot_id, position, until) as (
                            select lot_id, position, until
                              from event_lot
                             where organisation = (select cast(:organisation as uuid)) and lot_id = any(cast(:lots as uuid[]))
                               and position <= :position
                            union
                            select a.lot_id, c.position, c.until
                              from around a
                              cross join lateral (
                                select position, until
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = a.unit and position <= :position
                                offset 0) c
                            union -- a packing concerns all that its unit holds as long as nobody knows what it puts in
                            select s.lot_id, k.position, k.until
                              from stay s
                              join told k on k.holder = s.unit
                            union
                            select s.lot_id, u.position, u.until
                              from stay s
                              cross join lateral (
                                select position, until, by_date
                                  from event_unit
                                 where organisation = (select cast(:organisation as uuid)) and unit = s.unit and position <= :position
                                offset 0) u
                              cross join lateral (select event_time from event where position = u.position offset 0) e
                             where e.event_time >= s.since - case when u.by_date then interval '52 hours' else interval '0 hours' end
                        ), joined(lot_id, transformation) as (
                            select distinct o.lot_id, t.transformation_id
                              from own o
                              cross join lateral (
                                select transformation_id
                                  from event
                                 where position = o.position and transformation_id is not null
                                offset 0) t
                        ), part(transformation, position, until) as (
                            select j.transformation, p.position, p.until
                              from (select distinct transformation from joined) j
                              cross join lateral (
                                select position, until
                                  from event
                                 where organisation = (select cast(:organisation as uuid)) and transformation_id = j.transformation
                                   and position <= :position
                                offset 0) p
                        ), listed(transformation, unit) as (
                            select p.transformation, u.unit
                              from part p
                              cross join lateral (select unit from event_unit where position = p.position offset 0) u
                            union
                            select l.transformation, c.child_unit
                              from listed l
                              cross join lateral (
                                select child_unit
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = l.unit
                                   and child_unit is not null and position <= :position
                                offset 0) c
                        ), known(transformation, position, until) as (
                            select distinct l.transformation, k.position, k.until
                              from listed l
                              cross join lateral (
                                select position, until
                                  from serial_lot
                                 where organisation = (select cast(:organisation as uuid)) and unit = l.unit and position <= :position
                                union all
                                select position, until
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = l.unit and position <= :position
                                offset 0) k
                        ), mention(lot_id, position, until) as (
                            select lot_id, position, until from own
                            union
                            select lot_id, position, until from joined join part using (transformation)
                            union -- the lots that a transformation makes decide which of its parts concern one that it uses
                            select lot_id, position, until from joined join known using (transformation)
                            union
                            select o.lot_id, v.position, v.until
                              from own o
                              cross join lateral (select biz_transaction from shipping_document where position = o.position offset 0) d
                              cross join lateral (
                                select position, until
                                  from shipping_document
                                 where organisation = (select cast(:organisation as uuid)) and biz_transaction = d.biz_transaction
                                   and bare_void and position <= :position
                                offset 0) v
                        )
                        select lot_id, position as since, coalesce(until, 9223372036854775807) as until
                          from mention
                         where until is null or until > position
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .query((row, n) ->
                        new Mention(row.getObject("lot_id", UUID.class), row.getLong("since"), row.getLong("until")))
                .list();
    }

    /** What the log has at the positions, oldest first. */
    List<Entry> entries(UUID organisation, Collection<Long> positions) {
        return jdbc.sql("""
                        select position, record_time, true as is_capture, event_id
                          from event
                         where organisation = (select cast(:organisation as uuid)) and position = any(:positions)
                        union all
                        select position, record_time, false, event_id
                          from error_declaration
                         where organisation = (select cast(:organisation as uuid)) and position = any(:positions)
                         order by position
                        """)
                .param("organisation", organisation)
                .param("positions", positions.toArray(Long[]::new))
                .query((row, n) -> new Entry(
                        row.getLong("position"),
                        time(row, "record_time"),
                        row.getBoolean("is_capture") ? Cause.CAPTURE : Cause.CORRECTION,
                        row.getString("event_id")))
                .list();
    }

    /** The error declarations at the positions. */
    Map<Long, Declaration> declarations(UUID organisation, Collection<Long> positions) {
        Map<Long, Declaration> declarations = new HashMap<>();
        jdbc.sql("""
                        select position, event_id, declaration_time, record_time, reason, corrective_event_ids
                          from error_declaration
                         where organisation = (select cast(:organisation as uuid)) and position = any(:positions)
                        """)
                .param("organisation", organisation)
                .param("positions", positions.toArray(Long[]::new))
                .query(row -> {
                    declarations.put(
                            row.getLong("position"),
                            new Declaration(
                                    row.getString("event_id"),
                                    time(row, "declaration_time"),
                                    time(row, "record_time"),
                                    row.getString("reason"),
                                    List.of((String[])
                                            row.getArray("corrective_event_ids").getArray())));
                });
        return declarations;
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }
}
