-- subscriptions are delivered from a stored position, by one node at a time

create table subscription (
    id                  uuid        primary key,
    organisation        uuid        not null,
    query_name          text        not null,
    query               text        not null,              -- the named query's JSON; a named query never changes
    dest                text        not null,
    epc_format          text        not null,
    stream              boolean     not null,
    schedule            text,                               -- JSON; null when streaming
    report_if_empty     boolean     not null,
    initial_record_time timestamptz,
    created_at          timestamptz not null,

    token               text,                               -- signs each batch
    previous_token      text,                               -- signs as well, until
    previous_until      timestamptz,

    position            bigint      not null,               -- matching events up to here are delivered
    due_to              bigint      not null,               -- position of the last matching event
    run_to              bigint,                             -- a scheduled run delivers up to here
    run_sent            boolean     not null default false, -- whether the run has delivered anything
    status              text        not null default 'active' check (status in ('active', 'suspended')),
    batch_limit         integer,                            -- events per batch, once the receiver has answered 413
    batches_since_limit integer     not null default 0,
    attempts            integer     not null default 0,     -- failed since the last delivery
    failing_since       timestamptz,
    next_try            timestamptz not null,
    last_status         integer,
    last_error          text,
    last_notified_at    timestamptz,
    min_record_time     timestamptz,

    claim               bigint      not null default 0,     -- counts the claims: an outdated holder changes nothing
    claimed_until       timestamptz,

    check (stream = (schedule is null))
);

create index subscription_of_query on subscription (organisation, query_name, created_at, id);
create index subscription_due on subscription (next_try)
    where status = 'active' and (due_to > position or run_to is not null);

-- events that are set aside, and batches at which a subscription was suspended
create table subscription_dead_letter (
    id              bigint      generated always as identity primary key,
    organisation    uuid        not null,
    subscription_id uuid        not null references subscription on delete cascade,
    first_position  bigint      not null,
    last_position   bigint      not null,
    events          integer     not null,
    skipped         boolean     not null, -- whether later events were delivered
    reason          text        not null,
    at              timestamptz not null
);

create index subscription_dead_letter_of on subscription_dead_letter (subscription_id, id);

-- how far the log has been matched against all subscriptions, and how often these have changed
create table subscription_matching (
    only_row boolean primary key default true check (only_row),
    position bigint  not null,
    revision bigint  not null
);

insert into subscription_matching (position, revision) values (0, 0);
