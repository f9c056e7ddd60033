-- the event index of a log in PostgreSQL no longer copies the documents: the log has them

alter table event alter column document drop not null;
alter table error_declaration alter column document drop not null;
