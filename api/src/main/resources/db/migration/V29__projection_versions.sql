-- tables carry the version of the code that filled them: a newer version fills them anew by itself

alter table projection_position add column version integer not null default 1;
alter table projection_rebuild add column version integer not null default 1;

-- a parked event is read from the log again, so that what an upcaster does to the log is done to it too
alter table parked_event drop column type, drop column payload;

-- a rebuild under way has the old columns; the server begins again by itself where the code is newer
update projection_rebuild
   set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update of the server: request it again'
 where phase in ('filling', 'finishing', 'following');

drop schema if exists rebuild_event_index cascade;
drop schema if exists rebuild_lineage cascade;
drop schema if exists rebuild_master_data cascade;
drop schema if exists rebuild_company_prefix cascade;
drop schema if exists rebuild_cte cascade;
