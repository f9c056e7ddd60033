-- an export may leave out the sheets that are not FDA's: another workbook, and another job

alter table export_job add column fda_only boolean not null default false;
alter table export_job drop constraint export_job_organisation_lot_id_direction_format_generation_key;
alter table export_job add unique (organisation, lot_id, direction, format, fda_only, generation);
