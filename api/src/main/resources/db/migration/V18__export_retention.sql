-- a workbook goes when its retention is over, and a job that missed its 24 hours is told of once

alter table export_job
    add column expired_at         timestamptz,
    add column deadline_missed_at timestamptz;

create index export_job_kept on export_job (delivered_at, job_id) where delivered_at is not null and expired_at is null;

create index export_job_late on export_job (requested_at)
    where deadline_missed_at is null
      and (coalesce(delivered_at, failed_at) is null or coalesce(delivered_at, failed_at) - requested_at > interval '24 hours');
