-- A link had a row for each pair of events of a transformation. A row stays if no earlier row of the link holds as long for its event
-- that names the input, or none for the event that names the output: each event stays in some row whenever it was in one.

with held as (
    select ctid as row, input_position <> output_position as is_pair, coalesce(until, 9223372036854775807) as until,
           max(coalesce(until, 9223372036854775807)) over (
               partition by organisation, from_lot, to_lot, input_position
               order by since, until desc, output_position rows between unbounded preceding and 1 preceding) as input_until,
           max(coalesce(until, 9223372036854775807)) over (
               partition by organisation, from_lot, to_lot, output_position
               order by since, until desc, input_position rows between unbounded preceding and 1 preceding) as output_until
      from lot_edge
     where (organisation, from_lot, to_lot) in (
           select organisation, from_lot, to_lot from lot_edge where input_position <> output_position)
)
delete from lot_edge
 where ctid = any(array(select row from held where is_pair and until <= input_until and until <= output_until));

-- links of all kinds are looked for by the event that names the input, when a transformation of several events changes
create index lot_edge_input on lot_edge (organisation, input_position);
drop index lot_edge_counts_serials;

-- a rebuild in progress has a row for each pair
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
