-- SimpleEventQuery finds events and error declarations by anything they hold

-- projection `query-index`
create table queried_event (
    organisation uuid        not null,
    position     bigint      not null,
    event_time   timestamptz not null,
    biz_step     text,
    keys         bigint[]    not null, -- 64 bits of the digest of (organisation, facet, value), one for each value
    primary key (organisation, position)
);

create index queried_event_event_time on queried_event (organisation, event_time, position);
create index queried_event_biz_step on queried_event (organisation, biz_step, event_time, position) where biz_step is not null;
create index queried_event_keys on queried_event using gin (keys);

insert into projection_position (projection, position) values ('query-index', 0);
