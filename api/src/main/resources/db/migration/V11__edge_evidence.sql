-- an edge carries its evidence: a trace of a hundred thousand edges reads edges, and joins nothing to them

create or replace view transformation_line as
select organisation, transformation, position, role, lot_id, quantity, uom, position as since, until, false as is_serial
  from event_lot
 where transformation is not null
union all
select u.organisation, u.transformation, u.position, u.role, s.lot_id, 1, null,
       greatest(u.position, s.position), least(u.until, s.until), true
  from event_unit u
  join serial_lot s on s.organisation = u.organisation and s.unit = u.unit
 where u.transformation is not null;

alter table lot_edge
    add column input_event     text,    -- eventID of input_position
    add column output_event    text,    -- of output_position, null where that is the same event
    add column input_quantity  numeric,
    add column input_uom       text,
    add column input_uoms      int,     -- how many units of measure the lot is counted in: with several there is no one quantity
    add column output_quantity numeric,
    add column output_uom      text,
    add column output_uoms     int,
    add column counts_serials  boolean; -- its quantities change with what is known of serials: they are counted when asked

with side as (
    select l.position, l.role, l.lot_id, bool_or(l.is_serial) as counts_serials, count(distinct coalesce(l.uom, '')) as uoms,
           min(l.uom) as uom, case when count(l.quantity) = count(*) then sum(l.quantity) end as quantity
      from transformation_line l
     group by l.position, l.role, l.lot_id
)
update lot_edge e
   set input_event = i.event_id,
       output_event = case when e.output_position <> e.input_position then o.event_id end,
       input_quantity = s.quantity, input_uom = s.uom, input_uoms = s.uoms,
       output_quantity = t.quantity, output_uom = t.uom, output_uoms = t.uoms,
       counts_serials = s.counts_serials or t.counts_serials
  from lineage_event i, lineage_event o, side s, side t
 where i.position = e.input_position and o.position = e.output_position
   and s.position = e.input_position and s.role = 'input' and s.lot_id = e.from_lot
   and t.position = e.output_position and t.role = 'output' and t.lot_id = e.to_lot;

alter table lot_edge
    alter column input_event set not null,
    alter column input_uoms set not null,
    alter column output_uoms set not null,
    alter column counts_serials set not null;
