-- what is newest of a place or product is told by the date of its document, attribute by attribute
alter table master_data
    add column sent  jsonb,  -- what this version says, by name as sent; null in tables filled before this column
    add column said  bigint, -- when it says so, in milliseconds since 1970
    add column whole boolean not null default false, -- what is not in it is removed
    add column dates jsonb not null default '{}'; -- of each attribute of all versions so far, in milliseconds since 1970

comment on column master_data.attributes is 'local name to values: what this version and those before it say together';
