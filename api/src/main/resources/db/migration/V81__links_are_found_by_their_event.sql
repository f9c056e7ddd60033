-- links of all kinds are looked for by the event that names the input, when a transformation of several events changes

create index lot_edge_input on lot_edge (organisation, input_position);
drop index lot_edge_counts_serials;

-- a rebuild in progress has a row for each pair of events
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
