-- a row is one event whoever sends it, so rows that earlier versions stored under an id of the sending key must still be found

-- The keys and people who had captured anything when ids of records still derived from them. No row is added later.
create table record_sender (
    organisation uuid not null,
    key_id       text not null,
    primary key (organisation, key_id)
);

select raise_organisation_wall('record_sender');

insert into record_sender (organisation, key_id)
select distinct organisation, key_id from capture_job where key_id is not null;
