-- /epcs, /bizSteps and the other top-level resources list what events hold, without reading the events

-- projection `event-resources`
create table event_resource (
    organisation uuid             not null,
    resource     smallint         not null, -- 1 eventTypes, 2 epcs, 3 bizSteps, 4 bizLocations, 5 readPoints, 6 dispositions
    value        text collate "C" not null, -- in the normal form that queries compare
    primary key (organisation, resource, value)
);

insert into projection_position (projection, position) values ('event-resources', 0);
