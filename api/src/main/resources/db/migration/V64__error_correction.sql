-- which declarations name an event as their correction, and which have no event, was found by reading all declarations

-- the IDs as they are compared: a UUID in lower case
create table error_correction (
    position      bigint  not null, -- of the declaration
    ordinal       integer not null,
    organisation  uuid    not null,
    event_id      text    not null, -- declared erroneous
    corrective_id text    not null,
    primary key (position, ordinal)
);

create index error_correction_corrective on error_correction (organisation, corrective_id);
select raise_organisation_wall('error_correction');

insert into error_correction (position, ordinal, organisation, event_id, corrective_id)
select d.position, c.n, d.organisation, d.event_id, case when c.id ilike 'urn:uuid:%' then lower(c.id) else c.id end
  from error_declaration d
 cross join lateral unnest(d.corrective_event_ids) with ordinality c(id, n);

create index lineage_event_declared_first on lineage_event (organisation, declared) where position is null or position > declared;

-- a rebuild in progress lacks the new table
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'event-index' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_event_index cascade;
