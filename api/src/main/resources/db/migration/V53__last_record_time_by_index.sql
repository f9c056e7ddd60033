-- PL/pgSQL keeps the plan of the session's first call. Made for an empty log, it is a scan and a sort of the whole log, for as
-- long as the log is not analyzed. Without sorts, the last entry is always read from the end of the primary key.
alter function hold_log_writers(timestamptz) set enable_sort = off;
