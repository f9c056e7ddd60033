-- a link opens one export to a reader without a key: the hash of its secret leads to the job, and the log decides

create table export_link (
    organisation  uuid        not null references organisation,
    job_id        uuid        not null,
    link_id       text        not null,
    secret_sha256 text        not null unique check (secret_sha256 ~ '^[0-9a-f]{64}$'),
    expires_at    timestamptz not null,
    revoked_at    timestamptz,
    primary key (organisation, job_id, link_id)
);

create index export_link_job on export_link (job_id, link_id);
