-- a list of captures shows who sent each document and filters by it, and a job shows its sender the events it refused

alter table capture_job add column key_name text; -- the name when the document was sent; null for jobs of earlier versions
alter table capture_job add column refused text;  -- JSON array of {index, event}, bounded; null when no event was refused

create index capture_job_of_sender on capture_job (organisation, key_name, created_at desc, capture_id desc);
