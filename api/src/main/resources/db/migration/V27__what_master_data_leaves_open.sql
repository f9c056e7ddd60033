-- ids of master data that name no GS1 key as they should, or nothing an event could name, are reported with the job
alter table capture_job add column master_data_warnings text not null default '[]';
