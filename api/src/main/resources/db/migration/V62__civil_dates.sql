-- an event known only by its date stands for that civil date in the offset of any other event

alter table containment add column event_date date; -- in the event's own offset; null until it is filled anew
alter table event_unit add column event_date date;

-- a rebuild in progress lacks the new columns
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
