-- a job whose worker was lost keeps its place in the line, which waiting_since forgets once a worker has taken the attempt

alter table export_lease add column in_line_since timestamptz not null default clock_timestamp();
update export_lease set in_line_since = waiting_since where waiting_since is not null;
