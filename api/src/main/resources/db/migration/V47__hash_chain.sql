-- a change of the log shows: each organisation's entries are the leaves of a Merkle tree whose signed roots form a chain

create table chain_progress (
    only_row   boolean     primary key default true check (only_row),
    position   bigint      not null,                -- the trees hold the captured entries up to here
    covered_at timestamptz not null default now()   -- when they were last known to hold all of them
);

insert into chain_progress (position) values (0);

-- 256 hashes of one level of a tree, fewer at its edge: level 0 holds leaves, level n the roots of full tiles of level n - 1
create table chain_tile (
    organisation   uuid     not null,
    level          smallint not null,
    tile           bigint   not null,
    hashes         bytea    not null, -- 32 bytes each
    positions      bytea    not null, -- log positions of leaves, 8 bytes each; empty above level 0
    first_position bigint,            -- of the first leaf; null above level 0
    primary key (organisation, level, tile)
);

-- hashes do not compress
alter table chain_tile alter column hashes set storage external;

create index chain_tile_position on chain_tile (organisation, first_position) where level = 0;

-- one for each batch of entries that a tree grew by; never changed
create table chain_checkpoint (
    organisation uuid   not null,
    sequence     bigint not null, -- counts the checkpoints of the organisation, from 1
    tree_size    bigint not null,
    payload      bytea  not null, -- JSON, as signed
    key_id       text   not null,
    signature    bytea  not null,
    primary key (organisation, sequence)
);

create unique index chain_checkpoint_size on chain_checkpoint (organisation, tree_size);

-- comparisons of the whole log with the trees
create table chain_check (
    id          bigint generated always as identity primary key,
    started_at  timestamptz not null,
    finished_at timestamptz,         -- null: under way, or interrupted when a later one exists
    position    bigint      not null,          -- compared up to here
    faults      bigint      not null default 0 -- all that were found; the first 1,000 are kept
);

create table chain_fault (
    check_id       bigint not null references chain_check on delete cascade,
    number         bigint not null,
    organisation   uuid   not null,
    kind           text   not null,
    leaf_index     bigint,
    log_position   bigint,
    checkpoint     bigint,
    message        text   not null,
    primary key (check_id, number)
);

create index chain_fault_organisation on chain_fault (organisation, check_id, number);
