-- the record time of the last entry of an organisation up to a log position may be that of a description
create index master_data_position on master_data (organisation, since);
