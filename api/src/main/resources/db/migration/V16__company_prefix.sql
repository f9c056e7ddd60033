-- a Digital Link can be told as an EPC URN only by who knows how long its company prefix is; URNs in the log have shown it

-- projection `company-prefix`

create table company_prefix (
    organisation uuid not null,
    prefix       text not null check (prefix ~ '^[0-9]{6,12}$'),
    primary key (organisation, prefix)
);

insert into projection_position (projection, position) values ('company-prefix', 0);
