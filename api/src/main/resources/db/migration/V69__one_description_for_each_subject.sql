-- versions under all spellings of a place's or product's URI are described together
alter table master_data
    add column subject text,                            -- what the version describes, whatever the spelling of its id
    add column news    boolean not null default true,   -- whether the version changes what is known of the subject
    add column repeats boolean not null default false;  -- whether it says again what was known

comment on column master_data.until is 'since of the next version of the subject';
comment on column master_data.attributes is 'local name to values: what the versions of the subject up to this one say together';

-- for the tables that serve until they are filled anew
update master_data
   set subject = case
                     when vocabulary = 'EPCClass' or (gln is null and gtin is not null)
                         then 'product ' || coalesce('https://id.gs1.org/01/' || gtin, uri)
                     when gln is not null and uri not like '%/254/%' then 'place https://id.gs1.org/414/' || gln
                     else 'place ' || uri
                 end;

create index master_data_subject on master_data (organisation, subject, since);

-- a change asks for the newest of many versions
create index master_data_newest on master_data (organisation, subject) where until is null;

-- a rebuild under way has not got the columns: it is to be requested again
update projection_rebuild
   set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update of the server: request it again'
 where projection = 'master-data' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_master_data cascade;
