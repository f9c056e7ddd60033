-- the list of export jobs, read from the log, and the leases by which nodes agree who works on which attempt

create table export_job (
    job_id                uuid        primary key,
    organisation          uuid        not null,
    lot_id                uuid        not null,
    lot                   text        not null,
    direction             text        not null check (direction in ('forward', 'backward', 'both')),
    format                text        not null check (format in ('xlsx')),
    generation            integer     not null check (generation > 0),
    requested_by          text        not null,
    requested_at          timestamptz not null,
    log_position          bigint      not null,
    status                text        not null check (status in ('pending', 'processing', 'delivered', 'failed')),
    attempts              integer     not null default 0,
    processing_started_at timestamptz,
    delivered_at          timestamptz,
    failed_at             timestamptz,
    failure_code          text,
    object_key            text,
    size_bytes            bigint,
    download_count        bigint      not null default 0,
    sequence              bigint      not null, -- of the job's last event in this row
    unique (organisation, lot_id, direction, format, generation)
);

create index export_job_newest on export_job (organisation, requested_at desc, job_id desc);

-- the clock of 21 CFR 1.1455(c) looks at what is not delivered yet
create index export_job_unfinished on export_job (requested_at) where status in ('pending', 'processing');

create table export_lease (
    job_id  uuid        primary key,
    attempt integer     not null,
    until   timestamptz not null
);
