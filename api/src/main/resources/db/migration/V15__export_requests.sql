-- jobs of several lots, and a list in the order of the log, in which no page skips: read from the log anew, by one reader

drop table export_job;

create table export_job (
    job_id                uuid        primary key,
    position              bigint      not null, -- of the request in the log
    organisation          uuid        not null,
    subject               uuid        not null, -- what is exported and how; its jobs are counted
    generation            integer     not null check (generation > 0),
    lot_id                uuid,                 -- null, and `lot` too: a job of criteria
    lot                   text,
    lots                  uuid[]      not null, -- that the criteria name by id
    direction             text        not null check (direction in ('forward', 'backward', 'both')),
    format                text        not null check (format in ('xlsx')),
    fda_only              boolean     not null,
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
    unique (subject, generation)
);

create index export_job_newest on export_job (organisation, position desc);
create index export_job_lot on export_job (organisation, lot_id, position desc) where lot_id is not null;

-- the clock of 21 CFR 1.1455(c) looks at what is not delivered yet
create index export_job_unfinished on export_job (requested_at) where status in ('pending', 'processing');

delete from token_entry_postgresql where processor_name = 'export-jobs';
delete from token_entry_axonserver where processor_name = 'export-jobs';
