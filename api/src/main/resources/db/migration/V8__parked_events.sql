-- events a projection could not take: the others went on, these wait to be tried again

create table parked_event (
    projection   text        not null,
    position     bigint      not null,
    organisation uuid        not null,
    event_id     text        not null, -- of master data, the element's id
    type         text        not null,
    payload      text        not null, -- what the log holds at the position
    error        text        not null,
    attempts     integer     not null default 1,
    parked_at    timestamptz not null default now(),
    primary key (projection, position)
);

create index parked_event_organisation on parked_event (organisation, position);
