-- the outcomes of a document of one part stand in the row of its job; those of larger ones in rows of their own, as before

alter table capture_job add column outcomes text;
alter table capture_job alter column outcomes set storage external; -- half of it is hash, which does not compress
