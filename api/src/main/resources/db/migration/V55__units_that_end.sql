-- a unit that is used, sold or destroyed is emptied when it is packed again, and a receipt states all that is in a unit

create index containment_whole on containment (organisation, parent)
 where sets and child_unit is null and child_lot is null; -- the end of the parent, or the statement of all that is in it

-- As before, and: a stated amount replaces the one before; a unit that ends leaves the unit that holds it; what a receipt
-- does not list leaves. An end, whose action is empty, comes before what is packed at its instant.
create or replace view container_interval as
with step as (
    select c.organisation, c.parent, c.child_unit, c.child_lot, c.uom, c.event_time, c.action, c.event_id,
           case when c.action = 'ADD' then c.quantity else -c.quantity end as change,
           c.action = 'DELETE' and (c.child_unit is not null or c.quantity is null) as takes_all,
           c.action = 'ADD' and c.sets as states
      from containment c
     where c.until is null and (c.child_unit is not null or (c.child_lot is not null and (c.action = 'ADD' or c.quantity is not null)))
       and not (c.action = 'DELETE' and c.sets and c.quantity is null)
    union all
    select distinct d.organisation, d.parent, a.child_unit, a.child_lot, a.uom, d.event_time, case when d.sets then '' else d.action end as action, d.event_id, null::numeric, true, false
      from containment d
      join containment a on a.organisation = d.organisation and a.parent = d.parent and a.action = 'ADD' and a.until is null
                        and (d.child_lot is null or d.child_lot = a.child_lot)
     where d.until is null and d.action = 'DELETE' and d.child_unit is null and d.quantity is null
       and not (d.sets and d.child_lot is not null)
       and not (d.sets and exists ( -- the event ends a part of this lot only
               select from containment p
                where p.position = d.position and p.parent = d.parent and p.child_lot = a.child_lot))
    union all
    select distinct a.organisation, a.parent, a.child_unit, a.child_lot, a.uom, d.event_time, '' as action, d.event_id, null::numeric, true, false
      from containment d
      join containment a on a.organisation = d.organisation and a.child_unit = d.parent and a.action = 'ADD' and a.until is null
                        and a.event_time < d.event_time
     where d.until is null and d.action = 'DELETE' and d.sets and d.child_unit is null and d.child_lot is null
    union all
    select distinct d.organisation, d.parent, a.child_unit, a.child_lot, a.uom, d.event_time, 'DELETE' as action, d.event_id, null::numeric, true, false
      from containment d
      join containment a on a.organisation = d.organisation and a.parent = d.parent and a.action = 'ADD' and a.until is null
                        and a.event_time < d.event_time and (a.child_unit is not null or a.child_lot is not null)
     where d.until is null and d.action = 'ADD' and d.sets and d.child_unit is null and d.child_lot is null
       and not exists (
           select from containment s
            where s.organisation = d.organisation and s.parent = d.parent and s.event_time = d.event_time and s.action = 'ADD'
              and s.until is null and (s.child_unit = a.child_unit or s.child_lot = a.child_lot))
), numbered as (
    select step.*,
           coalesce(sum(takes_all::int) over (
               partition by organisation, parent, child_unit, child_lot, uom
               order by event_time, action, states, event_id rows between unbounded preceding and 1 preceding), 0) as fill,
           coalesce(sum(states::int) over (
               partition by organisation, parent, child_unit, child_lot, uom
               order by event_time, action, states, event_id range unbounded preceding), 0) as statement
      from step
), balanced as (
    select numbered.*,
           sum(change) over same_fill as balance,
           bool_or(action = 'ADD' and change is null) over same_fill as unknown
      from numbered
    window same_fill as (
        partition by organisation, parent, child_unit, child_lot, uom, fill, statement order by event_time, action, states, event_id)
), ended as (
    select balanced.*,
           coalesce(sum((action = 'DELETE' and not coalesce(unknown, false) and balance <= 0)::int) over (
               partition by organisation, parent, child_unit, child_lot, uom, fill
               order by event_time, action, states, event_id rows between unbounded preceding and 1 preceding), 0) as part
      from balanced
)
select organisation, parent, child_unit, child_lot, uom,
       min(event_time) filter (where action = 'ADD') as from_time,
       min(event_time) filter (where takes_all or (action = 'DELETE' and not coalesce(unknown, false) and balance <= 0)) as to_time
  from ended
 group by organisation, parent, child_unit, child_lot, uom, fill, part
having bool_or(action = 'ADD');

-- a rebuild in progress lacks the new index
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
