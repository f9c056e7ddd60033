-- each loading of a truck derived every lot that was ever on it again

alter table event_unit add column loads boolean not null default false; -- the event loads or unloads a unit, and is no receipt of it

-- a rebuild in progress lacks the new column
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
