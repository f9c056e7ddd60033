-- A packing adds to what a transformation made of a unit, a unit that is made holds nothing that has ended in it, and the ways through units
-- are walked once for a batch: a use of a tank that was filled a thousand times took a statement for each filling.

-- used_through_units stays: nodes of the version before call it until they are replaced

-- From transformations to those that made the units of which no event says the lot and which they use, or which are in what they use; or,
-- with a lot_id, to the lots that were made with such a unit, and which it may hold, a serial those of its product: they are used then, and
-- not what was used for them. At the log positions at which this holds. Reads the tables of the search path: those of a rebuild in a rebuild.
create function makings_of_used_units(of_organisation uuid, of_transformations text[])
    returns table (used_by text, "position" bigint, making text, lot_id uuid, spans int8multirange)
    language plpgsql stable parallel safe security invoker cost 1000 rows 100
    set plan_cache_mode = force_generic_plan -- planning takes longer than a step; whatever the values are, each table is read by its keys,
    set enable_seqscan = off                 -- also by a plan that was made when the tables were small
    as $$
#variable_conflict use_column
begin
    return query
    with step as (
        select used_by.making as used_by, u.position, u.making, u.product, u.spans
          from (select distinct making from unnest(of_transformations) as t(making)) used_by
         cross join lateral ( -- the makings of the units that it uses, with the positions at which nothing else is known of a unit
            select u.position, m.making, product, range_agg(alone.spans) as spans
              from used_unit u
             cross join lateral (
                select case when u.unit like 'https://id.gs1.org/01/%' then substring(u.unit from 23 for 14) end as product) p
             cross join lateral (
                select coalesce(range_agg(int8range(position, until)), '{}') as spans
                  from serial_lot
                 where organisation = of_organisation and unit = u.unit
                offset 0) lots
             cross join lateral ( -- a making before which no other counts, whatever the position
                select max(event_time) as last
                  from (select event_time
                          from event_unit
                         where organisation = of_organisation and unit = u.unit and role = 'output' and transformation <> u.transformation
                           and not by_date and event_time < u.event_time and not (u.by_date and event_date = u.event_date)
                           and position <= u.position and until is null
                         order by event_time desc
                         limit 1) l) sure
             cross join lateral ( -- a crate that is made again and again has many makings: the last ones
                select transformation as making, event_time, event_date, by_date, position, until
                  from event_unit
                 where organisation = of_organisation and unit = u.unit and role = 'output'
                   and transformation <> u.transformation -- which uses the unit before it makes it
                   and (sure.last is null or event_time >= sure.last - case when by_date then interval '52 hours' else interval '0 hours' end)
                   and event_time <= u.event_time + interval '52 hours' -- the most by which times of one date differ
                   and (event_time <= u.event_time or (by_date or u.by_date) and event_date <= u.event_date)
                 order by event_time desc
                 limit 100) m
             cross join lateral ( -- the lots that were made with it
                select array_agg(lot_id) as lots, array_agg(spans) as spans
                  from (select lot_id, range_agg(int8range(since, until)) as spans
                          from transformation_line
                         where organisation = of_organisation and transformation = m.making and role = 'output'
                           and (until is null or until > since)
                         group by lot_id
                        offset 0) l
                 where exists (
                    select from containment
                     where organisation = of_organisation and parent = u.unit and action = 'ADD' and (child_lot is not null or child_unit is not null)
                       and event_time >= m.event_time and event_time < u.event_time
                    offset 0)
                offset 0) beside
             cross join lateral ( -- what was certainly done between the making and the use
                select coalesce(range_agg(span), '{}') as spans
                  from (select int8range(position, until) as span, event_time, event_date, by_date, false as packs
                          from (select transformation, position, until, event_time, event_date, by_date
                                  from event_unit
                                 where organisation = of_organisation and unit = u.unit and role = 'output'
                                   and transformation not in (u.transformation, m.making)
                                   and event_time >= m.event_time and event_time < u.event_time
                                 order by event_time desc
                                 limit 100) later
                        union all
                        select replaced.span, c.event_time, c.event_date, c.by_date, true
                          from (select child_lot, child_unit, position, until, event_time, event_date, by_date
                                  from containment
                                 where organisation = of_organisation and parent = u.unit and action = 'ADD' and (child_lot is not null or child_unit is not null)
                                   and event_time >= m.event_time and event_time < u.event_time
                                 order by event_time desc
                                 limit 100) c
                         cross join lateral ( -- with something known
                            select c.child_lot as lot_id, int8multirange(int8range(c.position, c.until)) as spans
                             where c.child_lot is not null
                            union all
                            select lot_id, int8multirange(int8range(c.position, c.until) * int8range(position, until))
                              from serial_lot
                             where organisation = of_organisation and unit = c.child_unit
                            union all
                            select null, int8multirange(int8range(c.position, c.until)) * range_agg(int8range(position, until))
                              from containment
                             where organisation = of_organisation and parent = c.child_unit and action = 'ADD' and (child_lot is not null or child_unit is not null)
                            having count(*) > 0) packed
                         cross join lateral ( -- a packing adds to what is in the unit, unless
                            select spans -- it puts in what was made with it,
                              from unnest(beside.lots, beside.spans) as b(lot_id, spans)
                             where b.lot_id = packed.lot_id
                            union all
                            select int8multirange(int8range(position, until)) -- or the unit was emptied before
                              from containment e
                             where organisation = of_organisation and parent = u.unit and action = 'DELETE'
                               and child_lot is null and child_unit is null
                               and (not sets or not exists ( -- used up, and not a part of a lot in it
                                    select from containment
                                     where position = e.position and parent = e.parent and sets and child_lot is not null
                                    offset 0))
                               and event_time > m.event_time and event_time < c.event_time
                               and not ((e.by_date or m.by_date) and e.event_date = m.event_date)
                               and not ((e.by_date or c.by_date) and e.event_date = c.event_date)
                               and (not m.by_date or e.event_time >= m.event_time + interval '24 hours')
                               and (not e.by_date or e.event_time + interval '24 hours' <= c.event_time)
                            offset 0) ends
                         cross join lateral unnest(packed.spans * ends.spans) as replaced(span)) k
                 where not ((k.by_date or m.by_date) and k.event_date = m.event_date)
                   and not ((k.by_date or u.by_date) and k.event_date = u.event_date)
                   and (k.event_time > m.event_time or k.packs) -- a packing at the instant of a making is after it
                   and (not m.by_date or k.event_time >= m.event_time + interval '24 hours')
                   and (not k.by_date or k.event_time + interval '24 hours' <= u.event_time)
                offset 0) known
             cross join lateral (
                select int8multirange(int8range(u.since, u.until) * int8range(m.position, m.until)) - known.spans - lots.spans as spans) alone
             where u.organisation = of_organisation and u.transformation = used_by.making
               and u.unit !~ '^(https://id\.gs1\.org/01/\d{14}$|urn:epc:idpat:)' -- a product without lot or serial is no unit
               and not isempty(alone.spans)
             group by u.position, m.making, product
            offset 0) u
    ), made as ( -- the lots that a making made, as long as the unit may hold them
        select step.used_by, step.position, step.making, step.product, l.lot_id, step.spans * l.spans as spans
          from step
         cross join lateral (
            select lot_id, range_agg(int8range(since, until)) as spans
              from transformation_line line
             where organisation = of_organisation and transformation = step.making and role = 'output'
               and (until is null or until > since)
               and (step.product is null or exists (
                    select from lot where lot_id = line.lot_id and gtin = step.product offset 0))
             group by lot_id
            offset 0) l
    ), alone as (
        select used_by, position, making, product, spans - coalesce((
                select range_agg(made.spans)
                  from made
                 where made.used_by = step.used_by and made.position = step.position and made.making = step.making
                   and made.product is not distinct from step.product), '{}') as spans
          from step
    )
    select used_by, position, making, null::uuid, alone.spans from alone where not isempty(alone.spans)
    union all
    select used_by, position, making, lot_id, made.spans from made where not isempty(made.spans);
end $$;

-- a rebuild in progress has links of the old rules
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
