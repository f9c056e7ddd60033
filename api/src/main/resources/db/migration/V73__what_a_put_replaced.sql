-- a document that is older than a PUT and captured after it gave the place columns that nobody had known at the PUT

alter table master_data
    add column replaced    bigint,
    add column other_types boolean not null default false; -- a version up to this one has another type than Location, Party or EPCClass

comment on column master_data.replaced is 'when the newest PUT up to this version was said, in milliseconds since 1970: what is older counts no more';

-- a rebuild in progress lacks the new column
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'master-data' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_master_data cascade;
