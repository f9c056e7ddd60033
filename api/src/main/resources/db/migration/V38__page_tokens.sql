-- page tokens of GS1's paths are sealed with a key that all nodes share, and can be deleted before they expire

create table page_token_key (
    only_one boolean not null primary key default true check (only_one),
    key      bytea   not null
);

create table deleted_page_token (
    token_id   uuid        not null primary key,
    expires_at timestamptz not null
);

create index deleted_page_token_expires_at on deleted_page_token (expires_at);
