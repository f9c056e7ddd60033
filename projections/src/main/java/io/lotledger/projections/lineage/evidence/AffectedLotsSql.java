package io.lotledger.projections.lineage.evidence;

import io.lotledger.projections.lineage.units.UnitUsersSql;

/**
 * SQL that finds the lots which depend on changed facts: those that events name, those in units whose contents may be
 * others, and the lots made from each of these. It may find too many and never too few.
 */
public final class AffectedLotsSql {
    private static final String AFFECTED = """
            refilled(organisation, unit, since, whole) as (
                (select organisation, unit, since, false from filled
                 union -- a packing known only by its date counts for events of that date in any offset
                 select c.organisation, c.parent, case when c.by_date then c.event_time - interval '28 hours' else c.event_time end, false
                   from others o
                  cross join lateral (select * from containment where position = o.position offset 0) c
                 union
                 select l.organisation, l.unit, '-infinity', false
                   from others o
                  cross join lateral (select * from serial_lot where position = o.position offset 0) l)
                union
                select r.organisation, c.unit, r.since, c.whole
                  from refilled r
                 cross join lateral (
                    select parent as unit, false as whole
                      from containment
                     where organisation = r.organisation and child_unit = r.unit and action = 'ADD'
                    union all -- what ends with a unit goes from the units nested in it
                    select child_unit, true
                      from containment
                     where organisation = r.organisation and parent = r.unit and action = 'ADD'
                       and (r.whole or r.unit = any(:ended) or exists (
                               select from containment
                                where organisation = r.organisation and parent = r.unit and action = 'DELETE' and sets
                                  and child_unit is null and child_lot is null
                                offset 0))
                    offset 0) c
                 where c.unit is not null
            ), seen(organisation, unit) as (
                (select organisation, unit from named_unit
                 union
                 select u.organisation, u.unit
                   from others o
                  cross join lateral (select * from event_unit where position = o.position offset 0) u
                 union
                 select r.organisation, r.unit
                   from refilled r
                  where r.since = '-infinity' or r.whole or r.unit = any(:ended) or exists (
                    select from containment
                     where organisation = r.organisation and parent = r.unit and action = 'DELETE' and sets
                       and child_unit is null and child_lot is null
                      offset 0)
                 union -- an event that lists children refers to its parent as long as the children have no known contents
                 select p.organisation, p.unit
                   from refilled r
                  cross join lateral (
                    select p.organisation, p.unit
                      from event_unit u
                      join event e on e.position = u.position and e.event_time >= r.since - case when u.by_date then interval '52 hours' else interval '0 hours' end
                     cross join lateral (
                        select organisation, unit from event_unit where position = u.position and role = 'parent' offset 0) p
                     where u.organisation = r.organisation and u.unit = r.unit and u.role <> 'parent'
                    offset 0) p
                 union -- a shipment or receipt of several units is a finding of each lot while one has no known contents
                 select o.organisation, o.unit
                   from refilled r
                  cross join lateral (
                    select o.organisation, o.unit
                      from event_unit u
                      join event e on e.position = u.position and e.event_time >= r.since - case when u.by_date then interval '52 hours' else interval '0 hours' end
                      join event_unit o on o.position = u.position and o.unit <> u.unit
                     where u.organisation = r.organisation and u.unit = r.unit and u.role <> 'parent'
                       and u.unit like 'https://id.gs1.org/00/%' and u.transformation is null
                    offset 0) o)
                union
                select c.organisation, c.child_unit
                  from seen s
                 cross join lateral (
                    select organisation, child_unit
                      from containment
                     where organisation = s.organisation and parent = s.unit
                    offset 0) c
                 where c.child_unit is not null
            ), listing(organisation, transformation) as (
                select distinct u.organisation, u.transformation -- one may list thousands of them
                  from refilled r
                 cross join lateral (
                    select organisation, transformation
                      from event_unit
                     where organisation = r.organisation and unit = r.unit and transformation is not null
                       and event_time >= r.since - case when by_date then interval '52 hours' else interval '0 hours' end
                    offset 0) u
            ), concerned(organisation, transformation, is_own) as (
                (select organisation, transformation, true from transformed
                 union
                 select u.organisation, u.transformation, true
                   from others o
                  cross join lateral (
                    select organisation, transformation from event_unit where position = o.position and transformation is not null
                    offset 0) u
                 union
                 select organisation, transformation, false from listing)
                union
            """ + UnitUsersSql.OF_CONCERNED + """
            ), dependent(organisation, lot_id) as (
                select organisation, lot_id from named_lot
                union
                select f.organisation, f.lot_id
                  from others o
                 cross join lateral (select * from event_lot where position = o.position offset 0) f
                union
                select c.organisation, c.child_lot
                  from seen s
                 cross join lateral (
                    select organisation, child_lot
                      from containment
                     where organisation = s.organisation and parent = s.unit
                    offset 0) c
                 where c.child_lot is not null
                union
                select l.organisation, l.lot_id
                  from seen s
                 cross join lateral (
                    select organisation, lot_id
                      from serial_lot
                     where organisation = s.organisation and unit = s.unit
                    offset 0) l
                union -- what a transformation is depends on all that is in its units
                select l.organisation, l.lot_id
                  from listing u
                 cross join lateral (
                    select organisation, lot_id
                      from transformation_line
                     where organisation = u.organisation and transformation = u.transformation
                    offset 0) l
                union -- a late declaration removes edges that would not have come to be
                select f.organisation, f.lot_id
                  from seen s
                 cross join lateral (
                    select position from event_unit where organisation = s.organisation and unit = s.unit
                    offset 0) u
                 cross join lateral (select organisation, lot_id from event_lot where position = u.position offset 0) f
                 where cast(:late as boolean)
            ), affected(organisation, lot_id) as (
                select organisation, lot_id from dependent
                union -- the evidence of a lot has the events of what it was made from, and none of what was made from it
                select e.organisation, e.to_lot
                  from dependent n
                 cross join lateral (
                    select organisation, to_lot
                      from lot_edge
                     where organisation = n.organisation and from_lot = n.lot_id
                    offset 0) e
                union -- what was used for a unit without a lot is used for what is made of the unit
                select l.organisation, l.lot_id
                  from (select distinct organisation, transformation from concerned) c
                 cross join lateral (
                    select organisation, lot_id
                      from transformation_line
                     where organisation = c.organisation and transformation = c.transformation and role = 'output'
                    offset 0) l
            )
            """;

    private AffectedLotsSql() {}

    /**
     * A statement with two parameters of its own: {@code ended}, units that end with all that is in them and of which no
     * table knows it yet, and {@code late}, whether facts of later events may have vanished.
     *
     * @param changes common table expressions of what has changed: {@code others(position)}, further events that are
     *     affected as a whole; {@code filled(organisation, unit, since)}, units whose contents are others from a time on;
     *     {@code named_unit(organisation, unit)} and {@code named_lot(organisation, lot_id)};
     *     {@code transformed(organisation, transformation)}, transformations that make or use other units, or what was made
     * @param result a query of {@code affected(organisation, lot_id)}, the lots
     */
    public static String of(String changes, String result) {
        return "with recursive " + changes + ", " + AFFECTED + result;
    }
}
