-- whether any one lot of a product is described, which is asked before a lot is

create index master_data_any_lot on master_data (organisation, (substring(uri from '^https://id.gs1.org/01/[0-9]{14}/10/')))
    where substring(uri from '^https://id.gs1.org/01/[0-9]{14}/10/') is not null;

-- a rebuild under way has not got it: it is to be asked for again
update projection_rebuild set phase = 'cancelled', finished_at = now(), error = 'cancelled by an update: ask for it again'
 where projection = 'master-data' and phase in ('filling', 'finishing', 'following');
drop schema if exists rebuild_master_data cascade;
