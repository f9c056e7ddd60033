-- the event log, and what Axon keeps beside it: positions, sagas, deadlines

create table domain_event (
    global_index         bigserial primary key, -- in the order of the commits: one writer at a time
    event_identifier     text        not null unique,
    aggregate_identifier text        not null,
    sequence_number      bigint      not null,
    aggregate_type       text,
    recorded_at          timestamptz not null,
    payload_type         text        not null,
    payload_revision     text,
    payload              bytea       not null,
    meta_data            bytea       not null,
    unique (aggregate_identifier, sequence_number)
);

create index domain_event_recorded_at on domain_event using brin (recorded_at);

create table aggregate_snapshot (
    event_identifier     text        not null unique,
    aggregate_identifier text        not null,
    sequence_number      bigint      not null,
    aggregate_type       text,
    recorded_at          timestamptz not null,
    payload_type         text        not null,
    payload_revision     text,
    payload              bytea       not null,
    meta_data            bytea       not null,
    primary key (aggregate_identifier, sequence_number)
);

-- A position in PostgreSQL and a position in Axon Server are of different types, so neither mode reads the other's.
create table token_entry_postgresql (
    processor_name text    not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    claimed_at     text,
    owner          text,
    primary key (processor_name, segment)
);

create table token_entry_axonserver (
    processor_name text    not null,
    segment        integer not null,
    token          bytea,
    token_type     text,
    claimed_at     text,
    owner          text,
    primary key (processor_name, segment)
);

create table saga_entry (
    saga_id         text not null primary key,
    revision        text,
    saga_type       text,
    serialized_saga bytea
);

create table saga_association (
    id                bigserial primary key,
    association_key   text,
    association_value text,
    saga_id           text,
    saga_type         text
);

create index saga_association_value on saga_association (association_key, association_value, saga_type);
create index saga_association_saga on saga_association (saga_id, saga_type);

create table scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on scheduled_tasks (last_heartbeat);
