-- a capture key sees the jobs it sent; jobs of before have no key, and are seen by admins alone

alter table capture_job add column key_id text;

create index capture_job_of_key on capture_job (organisation, key_id, created_at desc, capture_id desc);
