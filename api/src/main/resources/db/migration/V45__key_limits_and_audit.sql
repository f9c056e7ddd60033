-- organisations can be suspended; keys expire, rotate and have limits; each change of one is on record

-- the limits are the most that a key of the organisation may have; null is the server's default
alter table organisation
    add column suspended_at    timestamptz,
    add column keys_per_minute integer check (keys_per_minute > 0),
    add column keys_per_day    integer check (keys_per_day > 0);

-- a limit that is null is none: keys of before keep working as they did
alter table api_key
    add column expires_at           timestamptz,
    add column rotated_at           timestamptz,
    add column previous_secret_hash bytea,
    add column previous_until       timestamptz,
    add column last_used_at         timestamptz,
    add column per_minute           integer check (per_minute > 0),
    add column per_day              integer check (per_day > 0),
    add check ((previous_secret_hash is null) = (previous_until is null));

-- numbered by organisation, so that a number says nothing about others
create table key_audit (
    organisation uuid not null references organisation,
    sequence     bigint not null,
    at           timestamptz not null,
    action       text not null,
    key_id       text,
    by_key       text,             -- null: the server at its start
    by_operator  boolean not null, -- the key belongs to the organisation that operates the server
    address      text,
    details      jsonb not null,
    primary key (organisation, sequence)
);

-- counts of the limits, which all nodes share; lost with a crash of PostgreSQL, after which each limit begins anew
create unlogged table rate_bucket (
    id         text primary key,
    state      bytea,
    expires_at bigint
);

create index rate_bucket_expiry on rate_bucket (expires_at);
