package io.lotledger.projections.lineage.facts;

/**
 * Which lots each transformation used for which, by pairs of the events that name them.
 *
 * <p>A transformation may be told by many events that share its {@code transformationID}. Not each pair of them becomes a
 * row, but enough that each event is in some row as long as any event in force names the other lot: an event that names
 * both lots stands for itself. Another is paired with the {@code leading} events of the other lot, which together hold
 * whenever any of them does. Mostly that is the first one. So n events that name one lot as used, and m that name
 * another as made, are n + m rows and not n × m.
 */
final class LinkedLotsSql {
    private static final String LINKED =
            """
            linked as (
                select t.organisation, pair.*
                  from derived t
                 cross join lateral ( -- row by row: growing tables have no statistics to plan by
                    with own as (
                        select role, lot_id, position, quantity, uom, since, until, is_serial
                          from transformation_line
                         where organisation = t.organisation and transformation = t.transformation
                           and role in ('input', 'output') and (until is null or until > since)
                    ), stated as (
                        select role, lot_id, position, quantity, uom, since, until, is_serial from own
                        union all
                        select 'input', lot_id, position, null, null, since, until, true
                          from unnest(cast(:usedLots as uuid[]), :usedAt, :usedSince, :usedUntil) as u(lot_id, position, since, until)
                         where exists (select from own where role = 'output')
                    ), line as (
                        select l.*, coalesce(l.since > max(coalesce(l.until, 9223372036854775807)) over (
                                   partition by l.role, l.lot_id, l.position
                                   order by l.since, l.until rows between unbounded preceding and 1 preceding), true) as begins
                          from stated l
                    ), numbered as (
                        select l.*, count(*) filter (where begins) over (
                                   partition by role, lot_id, position order by since, until rows unbounded preceding) as part
                          from line l
                    ), side as (
                        select role, lot_id, position, min(since) as since,
                               case when bool_or(until is null) then null else max(until) end as until,
                               case when count(quantity) = count(*) and not bool_or(is_serial) then sum(quantity) end as quantity,
                               -- what is in a unit may have changed: its amounts are read at the position that is asked for
                               case when not bool_or(is_serial) then min(uom) end as uom,
                               case when bool_or(is_serial) then 1 else count(distinct coalesce(uom, '')) end as uoms,
                               bool_or(is_serial) as counts_serials
                          from numbered
                         group by role, lot_id, position, part
                    ), ordered as (
                        select s.*, coalesce(coalesce(until, 9223372036854775807) > max(coalesce(until, 9223372036854775807)) over (
                                   partition by role, lot_id
                                   order by since, until desc, position rows between unbounded preceding and 1 preceding), true) as leading
                          from side s
                    ), input as (
                        select * from ordered where role = 'input'
                    ), output as (
                        select * from ordered where role = 'output'
                    ), itself as ( -- an event that names both lots
                        select i.position, i.lot_id as from_lot, i.since as from_since, o.lot_id as to_lot, o.since as to_since,
                               o.since <= i.since and coalesce(o.until >= i.until, o.until is null) as covers_from,
                               i.since <= o.since and coalesce(i.until >= o.until, i.until is null) as covers_to
                          from input i
                          join output o on o.position = i.position
                    )
                    %1$s
                      from input i
                      join output o on o.position = i.position
                     where %2$s
                    union all
                    (%1$s
                       from input i
                       join output o on o.leading and o.position <> i.position
                      where %2$s
                        and (i.position, i.lot_id, i.since, o.lot_id) not in (
                            select position, from_lot, from_since, to_lot from itself where covers_from)
                     union
                     %1$s
                       from output o
                       join input i on i.leading and i.position <> o.position
                      where %2$s
                        and (o.position, o.lot_id, o.since, i.lot_id) not in (
                            select position, to_lot, to_since, from_lot from itself where covers_to))
                    offset 0) pair
            )
            """.formatted("""
            select i.lot_id as from_lot, o.lot_id as to_lot, i.position as input_position, o.position as output_position,
                   greatest(i.since, o.since) as since, least(i.until, o.until) as until, -- null (in force) is later than any position
                   i.quantity as input_quantity, i.uom as input_uom, i.uoms as input_uoms,
                   o.quantity as output_quantity, o.uom as output_uom, o.uoms as output_uoms,
                   i.counts_serials or o.counts_serials as counts_serials""", "(i.until is null or i.until > o.since) and (o.until is null or o.until > i.since)");

    private LinkedLotsSql() {}

    /**
     * The beginning of a statement, with the common table expressions {@code named} and {@code linked}: the rows of
     * {@code lot_edge} without the events' ids. Its parameters are {@code organisations} and {@code transformations}, and
     * {@code usedLots}, {@code usedAt}, {@code usedSince} and {@code usedUntil}: lots that each of the transformations uses
     * through units.
     *
     * @param transformations a query of the organisation and the name of each transformation
     */
    static String of(String transformations) {
        return """
                with named as (
                    select * from unnest(cast(:organisations as uuid[]), :transformations) as n(organisation, transformation)
                ), derived as (
                """ + transformations + "), " + LINKED;
    }
}
