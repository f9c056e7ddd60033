-- what is in a unit that a transformation uses or makes is part of its lineage

alter table containment add column sets boolean not null default false; -- states the amount of the lot, and adds nothing to it

alter table event_unit add column event_time timestamptz; -- of a transformation: its units hold what was packed by then
create index event_unit_transformed on event_unit (organisation, unit) where transformation is not null;

-- the lots inside the listed units of a transformation's event, at its time, while packings in force say so
create table transformed_content (
    position       bigint not null,
    ordinal        int    not null,
    organisation   uuid   not null,
    transformation text   not null,
    role           text   not null check (role in ('input', 'output')),
    lot_id         uuid   not null,
    quantity       numeric,
    uom            text,
    since          bigint not null,
    until          bigint,
    primary key (position, ordinal)
);

create index transformed_content_transformation on transformed_content (organisation, transformation);

create or replace view transformation_line as
select organisation, transformation, position, role, lot_id, quantity, uom, position as since, until, false as is_serial
  from event_lot
 where transformation is not null
union all
select u.organisation, u.transformation, u.position, u.role, s.lot_id, 1, null,
       greatest(u.position, s.position), least(u.until, s.until), true
  from event_unit u
  join serial_lot s on s.organisation = u.organisation and s.unit = u.unit
 where u.transformation is not null and not exists ( -- the event counts the serial in a line of its lot
       select from serial_lot own
        where own.position = u.position and own.unit = u.unit and own.lot_id = s.lot_id)
union all
select organisation, transformation, position, role, lot_id, quantity, uom, since, until, true
  from transformed_content;

-- a rebuild in progress lacks the new table
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'lineage' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_lineage cascade;
