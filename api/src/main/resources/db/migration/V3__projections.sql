-- what the log says, as tables that can be thrown away and rebuilt: events, lots, what became of what, what was in what, who and where
--
-- `position` is the log position of the event a row comes from, and the row is in force from there on; `until` is the
-- position of the declaration that took the event back (null: in force; equal to `position`: never was). Tables hold no
-- foreign keys: each is filled by one projection, in bulk, from one source.

create table projection_position (
    projection text   not null primary key,
    position   bigint not null
);

insert into projection_position (projection, position)
values ('event-index', 0), ('lineage', 0), ('cte', 0), ('master-data', 0);

-- projection `event-index`

create table event (
    position               bigint      not null primary key,
    organisation           uuid        not null,
    event_id               text        not null,
    type                   text        not null,
    action                 text check (action in ('ADD', 'OBSERVE', 'DELETE')),
    biz_step               text,
    disposition            text,
    event_time             timestamptz not null,
    event_time_zone_offset text        not null,
    record_time            timestamptz not null,
    read_point             text,
    biz_location           text,
    transformation_id      text,
    document               text        not null,
    until                  bigint,
    unique (organisation, event_id)
);

create index event_event_time on event (organisation, event_time, event_id);
create index event_record_time on event (organisation, record_time);
create index event_transformation on event (organisation, transformation_id) where transformation_id is not null;

create table error_declaration (
    position             bigint      not null primary key,
    organisation         uuid        not null,
    event_id             text        not null,
    declaration_time     timestamptz not null,
    reason               text,
    corrective_event_ids text[]      not null,
    record_time          timestamptz not null,
    document             text        not null
);

create index error_declaration_event on error_declaration (organisation, event_id);
create index error_declaration_record_time on error_declaration (organisation, record_time);

-- projection `lineage`

-- which position an event has and which its first declaration, whichever came first
create table lineage_event (
    organisation uuid not null,
    event_id     text not null,
    position     bigint,
    declared     bigint,
    primary key (organisation, event_id)
);

create index lineage_event_position on lineage_event (position) where position is not null;
create index lineage_event_declared on lineage_event (declared) where declared is not null;

create table lot (
    lot_id       uuid   not null primary key,
    organisation uuid   not null,
    uri          text   not null,
    gtin         text,
    lot          text,
    since        bigint not null, -- the first position that named it
    unique (organisation, uri)
);

create index lot_gtin on lot (organisation, gtin, uri) where gtin is not null;
create index lot_lot on lot (organisation, lot, uri) where lot is not null;

create table event_lot (
    position       bigint not null,
    ordinal        int    not null,
    organisation   uuid   not null,
    lot_id         uuid   not null,
    role           text   not null check (role in ('what', 'child', 'input', 'output')),
    quantity       numeric,
    uom            text,
    transformation text, -- events of one transformation share it: transformationID, or else the event's own position
    tlc            text, -- the traceability lot code as the event prints it
    until          bigint,
    primary key (position, ordinal)
);

create index event_lot_lot on event_lot (organisation, lot_id, position);
create index event_lot_transformation on event_lot (organisation, transformation) where transformation is not null;
create index event_lot_tlc on event_lot (organisation, tlc) where tlc is not null;

-- logistic units, assets, and serials of which the event itself does not tell the lot
create table event_unit (
    position       bigint not null,
    ordinal        int    not null,
    organisation   uuid   not null,
    unit           text   not null,
    role           text   not null check (role in ('what', 'parent', 'child', 'input', 'output')),
    transformation text,
    until          bigint,
    primary key (position, ordinal)
);

create index event_unit_unit on event_unit (organisation, unit, position);
create index event_unit_transformation on event_unit (organisation, transformation) where transformation is not null;

create table serial_lot (
    position     bigint not null,
    organisation uuid   not null,
    unit         text   not null,
    lot_id       uuid   not null,
    until        bigint,
    primary key (position, unit, lot_id)
);

create index serial_lot_unit on serial_lot (organisation, unit);
create index serial_lot_lot on serial_lot (organisation, lot_id);

-- documents of shipments and of their voids: a void may name nothing else
create table shipping_document (
    position        bigint  not null,
    ordinal         int     not null,
    organisation    uuid    not null,
    biz_transaction text    not null,
    bare_void       boolean not null, -- a void that names no lot and no unit
    until           bigint,
    primary key (position, ordinal)
);

create index shipping_document_transaction on shipping_document (organisation, biz_transaction);

create table containment (
    position     bigint      not null,
    ordinal      int         not null,
    organisation uuid        not null,
    event_id     text        not null,
    event_time   timestamptz not null,
    action       text        not null check (action in ('ADD', 'DELETE')),
    parent       text        not null,
    child_unit   text,
    child_lot    uuid, -- neither child: the parent was emptied
    quantity     numeric,
    uom          text,
    until        bigint,
    primary key (position, ordinal)
);

create index containment_parent on containment (organisation, parent);
create index containment_child_unit on containment (organisation, child_unit) where child_unit is not null;
create index containment_child_lot on containment (organisation, child_lot) where child_lot is not null;

create view transformation_line as
select organisation, transformation, position, role, lot_id, quantity, uom, position as since, until
  from event_lot
 where transformation is not null
union all
select u.organisation, u.transformation, u.position, u.role, s.lot_id, 1, null,
       greatest(u.position, s.position), least(u.until, s.until)
  from event_unit u
  join serial_lot s on s.organisation = u.organisation and s.unit = u.unit
 where u.transformation is not null;

-- what became of what; its quantities are those of transformation_line
create table lot_edge (
    organisation    uuid   not null,
    from_lot        uuid   not null,
    to_lot          uuid   not null,
    input_position  bigint not null, -- the event that names the input; with a transformationID it may be another than
    output_position bigint not null, -- the event that names the output
    since           bigint not null,
    until           bigint,
    primary key (organisation, from_lot, to_lot, input_position, output_position)
);

create index lot_edge_forward on lot_edge (organisation, from_lot) include (to_lot, since, until);
create index lot_edge_backward on lot_edge (organisation, to_lot) include (from_lot, since, until);

-- What was in what, and when, by the events in force now. An interval ends with the DELETE that takes out the last of it,
-- or empties the parent; to_time null: still inside.
create view container_interval as
with step as (
    select c.organisation, c.parent, c.child_unit, c.child_lot, c.uom, c.event_time, c.action, c.event_id,
           case when c.action = 'ADD' then c.quantity else -c.quantity end as change,
           c.action = 'DELETE' and (c.child_unit is not null or c.quantity is null) as takes_all
      from containment c
     where c.until is null and (c.child_unit is not null or (c.child_lot is not null and (c.action = 'ADD' or c.quantity is not null)))
    union all
    select distinct d.organisation, d.parent, a.child_unit, a.child_lot, a.uom, d.event_time, d.action, d.event_id, null::numeric, true
      from containment d
      join containment a on a.organisation = d.organisation and a.parent = d.parent and a.action = 'ADD' and a.until is null
                        and (d.child_lot is null or d.child_lot = a.child_lot)
     where d.until is null and d.action = 'DELETE' and d.child_unit is null and d.quantity is null
), numbered as (
    select step.*, coalesce(sum(takes_all::int) over (
               partition by organisation, parent, child_unit, child_lot, uom
               order by event_time, action, event_id rows between unbounded preceding and 1 preceding), 0) as fill
      from step
), balanced as (
    select numbered.*,
           sum(change) over same_fill as balance,
           bool_or(action = 'ADD' and change is null) over same_fill as unknown
      from numbered
    window same_fill as (partition by organisation, parent, child_unit, child_lot, uom, fill order by event_time, action, event_id)
), ended as (
    select balanced.*,
           coalesce(sum((action = 'DELETE' and not coalesce(unknown, false) and balance <= 0)::int) over (
               partition by organisation, parent, child_unit, child_lot, uom, fill
               order by event_time, action, event_id rows between unbounded preceding and 1 preceding), 0) as part
      from balanced
)
select organisation, parent, child_unit, child_lot, uom,
       min(event_time) filter (where action = 'ADD') as from_time,
       min(event_time) filter (where takes_all or (action = 'DELETE' and not coalesce(unknown, false) and balance <= 0)) as to_time
  from ended
 group by organisation, parent, child_unit, child_lot, uom, fill, part
having bool_or(action = 'ADD');

-- projection `cte`: as the latest derivation of each lot has it; lot by lot, so that a late event mends what it changes

create table critical_tracking_event (
    organisation uuid   not null,
    lot_id       uuid   not null,
    event_id     text   not null,
    cte          text   not null, -- the word of lotledger:cte, or `none` where the event is no CTE
    reason       text   not null,
    position     bigint not null, -- of the event
    primary key (organisation, lot_id, event_id, cte)
);

create index critical_tracking_event_event on critical_tracking_event (organisation, event_id);

create table cte_derivation (
    lot_id   uuid   not null primary key,
    position bigint not null -- derived from everything up to here
);

-- projection `master-data`

create table master_data (
    organisation uuid        not null,
    vocabulary   text        not null,
    id           text        not null, -- as sent
    since        bigint      not null,
    until        bigint,               -- the next version's since
    uri          text        not null, -- canonical: of a lot's product, the lot's
    gln          text,
    gtin         text,                 -- where the element is of the product, not of one lot of it
    record_time  timestamptz not null,
    attributes   jsonb       not null, -- local name to values
    primary key (organisation, vocabulary, id, since)
);

create index master_data_uri on master_data (organisation, uri);
create index master_data_gln on master_data (organisation, gln) where gln is not null;
create index master_data_gtin on master_data (organisation, gtin) where gtin is not null;
create index master_data_record_time on master_data (organisation, record_time);
