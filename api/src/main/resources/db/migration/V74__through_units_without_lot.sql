-- a transformation that uses a unit or serial, of which nothing is known but the transformation that made it, uses what that used

create or replace view transformation_line with (security_invoker = true) as
with own as not materialized (
    select organisation, transformation, position, role, lot_id, quantity, uom, position as since, until, false as is_serial
      from event_lot
     where transformation is not null
    union all
    select u.organisation, u.transformation, u.position, u.role, s.lot_id, 1 as quantity, cast(null as text) as uom,
           greatest(u.position, s.position) as since, least(u.until, s.until) as until, true as is_serial
      from event_unit u
      join serial_lot s on s.organisation = u.organisation and s.unit = u.unit
     where u.transformation is not null and not exists ( -- the event counts the serial in a line of its lot
           select from serial_lot own
            where own.position = u.position and own.unit = u.unit and own.lot_id = s.lot_id)
    union all
    select organisation, transformation, position, role, lot_id, quantity, uom, since, until, true as is_serial
      from transformed_content
)
select organisation, transformation, position, role, lot_id, quantity, uom, since, until, is_serial
  from own
union all
select g.organisation, g.transformation, g.position, g.role, l.lot_id, cast(null as numeric) as quantity, cast(null as text) as uom,
       lower(span) as since, upper(span) as until, true as is_serial
  from ( -- the makings of the units that each event uses, with the positions at which nothing else is known of a unit
    select u.organisation, u.transformation, u.position, u.role, m.transformation as making, range_agg(span) as spans
      from event_unit u
     cross join lateral ( -- a crate that is made again and again has many: the last ones
        select transformation, position, until, event_time
          from event_unit
         where organisation = u.organisation and unit = u.unit and role = 'output' and transformation <> u.transformation
           and (event_time <= u.event_time or (by_date or u.by_date) and event_date <= u.event_date)
         order by event_time desc
         limit 100) m
     cross join lateral unnest(
        int8multirange(int8range(greatest(u.position, m.position), least(u.until, m.until)))
        - coalesce((
            select range_agg(int8range(known.since, known.until))
              from ( -- its lot, another making, or a packing
                select position as since, until
                  from serial_lot
                 where organisation = u.organisation and unit = u.unit
                union all
                select position, until
                  from event_unit
                 where organisation = u.organisation and unit = u.unit and role = 'output'
                   and event_time > m.event_time
                   and (event_time <= u.event_time or (by_date or u.by_date) and event_date <= u.event_date)
                union all
                select position, until
                  from containment
                 where organisation = u.organisation and parent = u.unit and action = 'ADD'
                   and event_time >= m.event_time
                   and (event_time <= u.event_time or (by_date or u.by_date) and event_date <= u.event_date)) known
             where known.until is null or known.until > known.since), '{}')) span
     where u.transformation is not null and u.role = 'input'
       and u.unit !~ '^(https://id\.gs1\.org/01/\d{14}$|urn:epc:idpat:)' -- a product without lot or serial is no unit
       and coalesce(greatest(u.position, m.position) < least(u.until, m.until), true)
     group by u.organisation, u.transformation, u.position, u.role, m.transformation) g
 cross join lateral ( -- the positions at which a lot is known that the making made
    select coalesce(range_agg(int8range(since, until)), '{}') as spans
      from own
     where organisation = g.organisation and transformation = g.making and role = 'output' and (until is null or until > since)
    offset 0) made
 cross join lateral (
    select lot_id, since, until
      from own
     where organisation = g.organisation and transformation = g.making and role = 'input' and (until is null or until > since)
    offset 0) l
 cross join lateral unnest(g.spans * int8multirange(int8range(l.since, l.until)) - made.spans) span;

-- a rebuild in progress has the old view
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;

-- whether an event of thousands of serials has a parent is asked for each of them
create index event_unit_parent on event_unit (position) where role = 'parent';
