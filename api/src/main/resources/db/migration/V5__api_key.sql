create table organisation (
    organisation uuid primary key,
    name         text not null unique check (name <> ''),
    created_at   timestamptz not null
);

-- Only a hash of the secret is kept. The secret has 256 random bits, so one round of SHA-256 is enough.
create table api_key (
    key_id       text primary key check (key_id ~ '^[0-9A-Za-z]{1,64}$'),
    organisation uuid not null references organisation,
    name         text not null,
    secret_hash  bytea not null,
    roles        text[] not null check (cardinality(roles) > 0),
    created_at   timestamptz not null,
    revoked_at   timestamptz
);

create index api_key_organisation on api_key (organisation);
