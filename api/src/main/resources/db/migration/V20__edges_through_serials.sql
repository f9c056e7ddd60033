-- a link through a serial may hold, end and hold again, as what is known of the serial's lot does

alter table lot_edge drop constraint lot_edge_pkey;
alter table lot_edge add primary key (organisation, from_lot, to_lot, input_position, output_position, since);

create index lot_edge_counts_serials on lot_edge (organisation, input_position) where counts_serials;

-- until now the first time it held lasted to the end of the last
delete from lot_edge where counts_serials;

with changed as (
    select distinct organisation, transformation from event_unit where transformation is not null
), line as (
    select l.*, coalesce(l.since > max(coalesce(l.until, 9223372036854775807)) over (
               partition by l.organisation, l.transformation, l.role, l.lot_id, l.position
               order by l.since, l.until rows between unbounded preceding and 1 preceding), true) as begins
      from changed t
      join transformation_line l on l.organisation = t.organisation and l.transformation = t.transformation
     where l.role in ('input', 'output') and (l.until is null or l.until > l.since)
), numbered as (
    select l.*, count(*) filter (where begins) over (
               partition by organisation, transformation, role, lot_id, position
               order by since, until rows unbounded preceding) as part
      from line l
), side as (
    select organisation, transformation, role, lot_id, position, min(since) as since,
           case when bool_or(until is null) then null else max(until) end as until,
           case when count(quantity) = count(*) and not bool_or(is_serial) then sum(quantity) end as quantity,
           min(uom) as uom, count(distinct coalesce(uom, '')) as uoms, bool_or(is_serial) as counts_serials
      from numbered
     group by organisation, transformation, role, lot_id, position, part
)
insert into lot_edge (organisation, from_lot, to_lot, input_position, output_position, since, until, input_event, output_event,
                      input_quantity, input_uom, input_uoms, output_quantity, output_uom, output_uoms, counts_serials)
select i.organisation, i.lot_id, o.lot_id, i.position, o.position, greatest(i.since, o.since), least(i.until, o.until),
       p.event_id, case when o.position <> i.position then q.event_id end,
       i.quantity, i.uom, i.uoms, o.quantity, o.uom, o.uoms, i.counts_serials or o.counts_serials
  from side i
  join side o on o.organisation = i.organisation and o.transformation = i.transformation and o.role = 'output'
  join lineage_event p on p.position = i.position
  join lineage_event q on q.position = o.position
 where i.role = 'input' and (i.counts_serials or o.counts_serials)
   and (i.until is null or i.until > o.since) and (o.until is null or o.until > i.since);

-- a rebuild under way has the old key: it is to be asked for again
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
