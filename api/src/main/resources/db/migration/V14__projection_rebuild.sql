-- a projection is filled anew beside the one that serves: how far that is, for every node, and after a restart

create table projection_rebuild (
    projection   text        not null primary key references projection_position,
    phase        text        not null check (phase in ('filling', 'finishing', 'following', 'done', 'cancelled')),
    position     bigint      not null default 0, -- its tables hold everything up to here
    requested_by text        not null,
    started_at   timestamptz not null default now(),
    updated_at   timestamptz not null default now(),
    finished_at  timestamptz,
    error        text -- of the latest try, where it failed
);
