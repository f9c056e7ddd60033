-- the home page counts lots, findings and readiness of a whole organisation: they are counted in the background, lot by lot

create table tally (
    only_row      boolean     primary key default true check (only_row),
    position      bigint      not null,                  -- the log is counted up to here, but for the lots in tally_queue
    version       text        not null,                  -- of the code and the settings that counted
    recount_after bigint,                                -- all lots first named beyond this are counted again; null: none
    recount_head  bigint      not null default 0,
    events_exact  boolean     not null default true,     -- false once a parked event was written below the position
    counted_at    timestamptz not null default now()     -- when the count was last known to be up to date with `position`
);

insert into tally (position, version) values (0, '');

-- lots to count again, more than once if several events touched them; rows are only added and removed, so that nobody waits
create table tally_queue (
    id           bigint generated always as identity primary key,
    organisation uuid   not null,
    lot_id       uuid,            -- null: the events and master data at `since` are read again
    since        bigint not null, -- the first event that touched it
    up_to        bigint not null  -- the tables must hold everything up to here
);

create index tally_queue_lot on tally_queue (lot_id, id);
create index tally_queue_since on tally_queue (since);

create table tally_lot (
    lot_id           uuid        not null primary key,
    organisation     uuid        not null,
    position         bigint      not null, -- counted from everything up to here
    first_hour       timestamptz not null, -- UTC hour in which the event that named it first was recorded
    gtin             text        not null, -- empty without one
    cte_day          date,                 -- UTC day of its last critical tracking event, null without one
    required         bigint      not null, -- key data elements of its critical tracking events
    present          bigint      not null,
    codes_required   bigint      not null, -- of these, traceability lot codes
    codes_present    bigint      not null,
    sources_required bigint      not null, -- of these, location descriptions of traceability lot code sources
    sources_present  bigint      not null,
    cycle            uuid,                 -- first lot of the cycle it belongs to
    overdue_from     timestamptz,          -- the first of its open shipments becomes overdue then
    mentions         bigint[]    not null  -- hashed keys of the places and products whose master data it uses
);

create index tally_lot_mentions on tally_lot using gin (mentions);
create index tally_lot_cycle on tally_lot (cycle) where cycle is not null;
create index tally_lot_overdue on tally_lot (overdue_from) where overdue_from is not null;

create table tally_finding (
    lot_id       uuid        not null,
    kind         text        not null,
    organisation uuid        not null,
    oldest       timestamptz not null, -- time of the earliest event of these findings
    overdue      boolean     not null, -- a shipment that is overdue is among them
    primary key (lot_id, kind)
);

create index tally_finding_kind on tally_finding (organisation, kind, oldest, lot_id);

-- events that have a finding and belong to no lot
create table tally_event (
    position     bigint      not null,
    kind         text        not null,
    organisation uuid        not null,
    event_time   timestamptz not null,
    primary key (position, kind)
);

create index tally_event_kind on tally_event (organisation, kind, event_time);

-- sums over the tables above

create table tally_sum_events (
    organisation uuid   not null primary key,
    events       bigint not null
);

create table tally_sum_lots (
    organisation uuid        not null,
    first_hour   timestamptz not null,
    lots         bigint      not null,
    primary key (organisation, first_hour)
);

create table tally_sum_findings (
    organisation uuid    not null,
    kind         text    not null,
    overdue      boolean not null,
    lots         bigint  not null,
    primary key (organisation, kind, overdue)
);

create table tally_sum_readiness (
    organisation     uuid   not null,
    cte_day          date   not null,
    gtin             text   not null,
    lots             bigint not null,
    required         bigint not null,
    present          bigint not null,
    codes_required   bigint not null,
    codes_present    bigint not null,
    sources_required bigint not null,
    sources_present  bigint not null,
    primary key (organisation, cte_day, gtin)
);

-- the home page reads the newest captures and the jobs of 30 days of one organisation
create index export_job_requested on export_job (organisation, requested_at);

-- which master data is new is asked by position
create index master_data_since on master_data (since);

-- a rebuild under way has not got the index: it is to be requested again
update projection_rebuild
   set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update of the server: request it again'
 where projection = 'master-data' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_master_data cascade;
