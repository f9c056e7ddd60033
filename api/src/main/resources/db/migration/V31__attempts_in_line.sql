-- any node's free worker takes the export attempt that has waited longest; only the node that ran its saga could before

alter table export_lease add column waiting_since timestamptz; -- null once a worker has taken the attempt

create index export_lease_in_line on export_lease (waiting_since, job_id) where waiting_since is not null;
