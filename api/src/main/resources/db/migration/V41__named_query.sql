-- clients store queries by name, run them by name and subscribe to them

create table named_query (
    organisation uuid             not null references organisation,
    name         text collate "C" not null check (name <> '' and name <> 'SimpleEventQuery'),
    json         text             not null,
    created_at   timestamptz      not null,
    created_by   text             not null, -- key id
    primary key (organisation, name)
);
