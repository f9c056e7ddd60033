-- the list of mock recalls, apart from that of export jobs: no clock, figure or retention of jobs reads it

create table drill (
    organisation uuid             not null,
    drill_id     uuid             not null,
    position     bigint           not null, -- of the request in the log
    direction    text             not null check (direction in ('forward', 'backward', 'both')),
    lots         integer          not null check (lots > 0),
    random       integer,                   -- how many of the lots were left to chance
    status       text             not null check (status in ('pending', 'processing', 'completed', 'failed')),
    requested_by text             not null,
    requested_at timestamptz      not null,
    ended_at     timestamptz,
    seconds      double precision,          -- from the request to the workbook
    readiness    double precision,
    missing      bigint,
    calls        bigint,
    failure_code text,
    expired_at   timestamptz,
    sequence     bigint           not null default 0, -- of the drill's last event in this row
    primary key (organisation, drill_id)
);

create index drill_newest on drill (organisation, position desc);
create index drill_open on drill (organisation) where status in ('pending', 'processing');
create index drill_before on drill (organisation, requested_at desc, drill_id desc) where status = 'completed';
create index drill_kept on drill (ended_at, drill_id) where status = 'completed' and expired_at is null;
