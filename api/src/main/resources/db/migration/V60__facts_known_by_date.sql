-- an event known only by its date may be at any time of that day, and so may what it packs and unpacks

alter table containment add column by_date boolean not null default false;
alter table event_unit add column by_date boolean not null default false;

-- a rebuild in progress lacks the new columns
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
