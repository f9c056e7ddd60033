-- each question about a lot read all declarations whose event is not known, to find those that name the lot

-- the URIs of the lots and units that an error declaration names
create table declared_name (
    position     bigint not null, -- of the declaration
    organisation uuid   not null,
    name         text   not null,
    primary key (organisation, name, position)
);

select raise_organisation_wall('declared_name');

-- a rebuild in progress lacks the new table
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
