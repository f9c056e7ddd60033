-- how each partner of an organisation writes X12 and spreadsheets, kept as data
create table intake_profile (
    organisation uuid not null references organisation,
    partner      text not null check (partner ~ '^[a-z0-9][a-z0-9._-]{0,63}$'),
    profile      jsonb not null,
    created_at   timestamptz not null,
    updated_at   timestamptz not null,
    primary key (organisation, partner)
);

-- a sender of X12 interchanges is one partner of an organisation
create table intake_profile_sender (
    organisation uuid not null,
    sender       text not null, -- ISA05:ISA06
    partner      text not null,
    primary key (organisation, sender),
    foreign key (organisation, partner) references intake_profile on delete cascade
);

create index intake_profile_sender_partner on intake_profile_sender (organisation, partner);
