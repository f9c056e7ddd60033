-- a partner's proof of what was taken: one job per document, one row per event of it, written with the events themselves

create table capture_job (
    capture_id        text        primary key,
    organisation      uuid        not null,
    created_at        timestamptz not null,
    finished_at       timestamptz,
    running           boolean     not null default true,
    success           boolean     not null default true,
    error_behaviour   text        not null check (error_behaviour in ('rollback', 'proceed')),
    total_count       integer     not null default 0,
    accepted_count    integer     not null default 0,
    rejected_count    integer     not null default 0,
    duplicate_count   integer     not null default 0,
    warning_count     integer     not null default 0,
    master_data_count integer     not null default 0,
    errors            text        not null default '[]', -- of its master data, JSON; those of its events are with these
    last_position     bigint      not null default 0     -- all it captured is at or below it in the log
);

create index capture_job_newest_first on capture_job (organisation, created_at desc, capture_id desc);

create table capture_job_event (
    capture_id   text    not null references capture_job,
    event_index  integer not null,
    event_id     text, -- null where the sender's was no text
    status       text    not null check (status in ('ACCEPTED', 'DUPLICATE', 'REJECTED')),
    payload_hash text, -- null for an event the rules refused
    warnings     text    not null, -- JSON
    errors       text    not null, -- JSON
    shared_fate  boolean not null, -- rejected for the faults of others
    primary key (capture_id, event_index)
);
