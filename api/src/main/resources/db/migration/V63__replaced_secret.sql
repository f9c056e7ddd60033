-- a second rotation ended the secret that the first one had promised another day: each replaced secret has its own end

create table replaced_secret (
    key_id       text not null references api_key,
    secret_hash  bytea not null,
    organisation uuid not null references organisation,
    replaced_at  timestamptz not null,
    works_until  timestamptz not null,
    primary key (key_id, secret_hash)
);

create index replaced_secret_organisation on replaced_secret (organisation);
select raise_organisation_wall('replaced_secret');

-- the columns stay, empty from the next rotation on: a node of the version before reads them during an upgrade
insert into replaced_secret (key_id, secret_hash, organisation, replaced_at, works_until)
select key_id, previous_secret_hash, organisation, coalesce(rotated_at, created_at), previous_until
  from api_key
 where previous_secret_hash is not null and revoked_at is null;
